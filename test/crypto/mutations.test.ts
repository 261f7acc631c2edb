// Bytes that changed on the way: none may be taken for what they were. Single bits first, as many as there are, then
// changes of structure. KEYWARD_MUTATIONS says how many in all (20,000 if it says nothing), KEYWARD_SEED which.
//
// What is accepted although it changed, each for a reason:
// - (r, n - s) is an ECDSA signature where (r, s) is one (FIPS 186-5 §6.4.2); no bit flip makes it, and a test below does;
// - a ciphertext of ML-KEM opens to another secret (implicit rejection, FIPS 203 §7.3);
// - another point of the curve is another public key for ECDH; minus the point has the same secret, and its encoding
//   differs in all of y.
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/crypto/random.ts';
import { signingAlgorithms } from '../../src/crypto/signatures.ts';
import { inPlace } from '../../src/crypto/workers.ts';
import { type Random, randomFrom } from '../differential/random.ts';
import { pairOf } from './key-pairs.ts';
import { type Subject, subjects, type Use } from './mutation-subjects.ts';

const total = Number(process.env.KEYWARD_MUTATIONS ?? 20_000);
const seed = Number(process.env.KEYWARD_SEED ?? Date.now() % 2 ** 32);
const kindsOfSymmetric = subjects.filter(({ weight }) => weight === 'symmetric').length;
const share = { symmetric: 0.9 / kindsOfSymmetric, fast: 0.01, slow: 0.001 };
const count = ({ weight }: Subject) => Math.max(10, Math.ceil(total * share[weight]));

describe(`bytes that changed (KEYWARD_SEED=${seed})`, () => {
  const sum = { refused: 0, other: 0, original: 0 };

  it.each(subjects)(
    '$name',
    async (subject) => {
      const random = randomFrom(seed);
      const { bytes, use } = await subject.make();
      expect(await use(bytes)).toBe('original');
      const wrong: string[] = [];
      for (const [how, broken] of mutations(bytes, count(subject), random)) {
        const result: Use = await use(broken);
        sum[result]++;
        if (result === 'original' || (result === 'other' && !subject.otherIsFine)) {
          wrong.push(`${how}: ${result}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    3_600_000,
  );

  it('are counted', () => {
    const all = sum.refused + sum.other + sum.original;
    console.log(
      `${all} mutations of ${subjects.length} kinds of bytes: ${sum.refused} refused, ${sum.other} another secret, ${sum.original} accepted`,
    );
    expect(all).toBeGreaterThanOrEqual(total);
  });
});

/** That many mutations, all different from the original. */
function* mutations(
  bytes: Uint8Array,
  count: number,
  random: Random,
): Generator<[string, Uint8Array]> {
  const bits = bytes.length * 8;
  const every = count >= 2 * bits;
  for (let i = 0; i < count; i++) {
    // All bits if there is room for them, else some; a quarter of the rest changes structure.
    const bit = every ? i : random.below(bits);
    if (every ? i < bits : random.chance(0.75)) {
      const broken = Uint8Array.from(bytes);
      broken[bit >>> 3]! ^= 1 << (bit & 7);
      yield [`bit ${bit}`, broken];
      continue;
    }
    const [how, broken] = restructured(bytes, random);
    if (Buffer.compare(broken, bytes) !== 0) yield [how, broken];
    else yield ['one byte more', Buffer.concat([bytes, systemRandom(1)])];
  }
}

function restructured(bytes: Uint8Array, random: Random): [string, Uint8Array] {
  const at = random.below(bytes.length);
  const size = 1 + random.below(Math.min(64, bytes.length - at));
  const [head, part, tail] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + size),
    bytes.subarray(at + size),
  ];
  const where = `${at}+${size}`;
  switch (random.below(8)) {
    case 0:
      return [`cut at ${at}`, head];
    case 1:
      return [`without the first ${at}`, Uint8Array.from(tail)];
    case 2:
      return [`without ${where}`, Buffer.concat([head, tail])];
    case 3:
      return [`${where} twice`, Buffer.concat([head, part, part, tail])];
    case 4:
      return [`${where} zero`, Buffer.concat([head, new Uint8Array(size), tail])];
    case 5:
      return [`${where} random`, Buffer.concat([head, systemRandom(size), tail])];
    case 6:
      return [`${where} to the front`, Buffer.concat([part, head, tail])];
    default:
      return ['more', Buffer.concat([bytes, systemRandom(size)])];
  }
}

describe('a listed exception', () => {
  it('is (r, n - s), which verifies as (r, s) does', async () => {
    const row = signingAlgorithms.ECDSA_SHA_256;
    const pair = await pairOf('ECC_NIST_P256');
    const message = Buffer.from('message');
    const made = await row.sign(pair, 'RAW', message, inPlace(), systemRandom);
    const { r, s } = p256.Signature.fromBytes(made, 'der');
    const twin = new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes('der');
    expect(twin).not.toEqual(made);
    expect(await row.verify(pair.publicKey, 'RAW', message, twin, inPlace())).toBe(true);
  });
});
