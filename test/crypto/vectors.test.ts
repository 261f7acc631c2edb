// Published test vectors, all of fixtures/vectors: each one must be accepted or refused as its authors say, and what is
// computed must be theirs byte for byte. The counts are printed, and those of the README are these.
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ed25519phSign, ed25519phVerify } from '../../src/crypto/ec-operations.ts';
import { ed25519Key } from '../../src/crypto/key-pair.ts';
import { macAlgorithms } from '../../src/crypto/mac.ts';
import { ed25519SeedOf } from '../../src/crypto/private-numbers.ts';
import { encryptionAlgorithms } from '../../src/crypto/rsa-oaep.ts';
import { signingAlgorithms } from '../../src/crypto/signatures.ts';
import { families } from './vector-families.ts';
import { readVectors, vectorsReadme } from './vector-file.ts';

const readme = vectorsReadme();

describe('published vectors of', () => {
  it.each(families)('$name', async (family) => {
    const counts = { accepted: 0, refused: 0, wrong: 0 };
    const flags = new Map<string, number>();
    const mistakes: string[] = [];
    for (const group of readVectors(family.file)) {
      for (const test of group.tests) {
        const outcome = await family.try(test, group);
        const right = family.right?.(test, group) ?? test.result === 'valid';
        counts[outcome]++;
        for (const flag of test.flags) flags.set(flag, (flags.get(flag) ?? 0) + 1);
        if (outcome !== (right ? 'accepted' : 'refused')) {
          const about = `${test.result} ${test.flags.join(' ')} ${test.comment}`;
          mistakes.push(
            `${JSON.stringify(group.text('algorithm') + group.text('curve') + group.text('spec') + group.text('kind'))} ${test.id} (${about}): ${outcome}`,
          );
        }
      }
    }
    const total = counts.accepted + counts.refused + counts.wrong;
    const flagged = [...flags].map(([flag, count]) => ` ${flag} ${count}`).join(',');
    console.log(
      `${family.name}: ${total} vectors, ${counts.accepted} accepted, ${counts.refused} refused.${flagged}`,
    );
    expect(mistakes).toEqual([]);
    expect(total).toBeGreaterThan(0);
    expect(readme).toContain(
      `| ${family.name} | ${total} | ${counts.accepted} | ${counts.refused} |`,
    );
  });
});

describe('Ed25519ph', () => {
  // RFC 8032 §7.3, its one vector: the message is "abc".
  const seed = '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42';
  const point = 'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf';
  const signed =
    '98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406';

  it('is what RFC 8032 says', async () => {
    const key = ed25519Key(Buffer.from(seed, 'hex'));
    const publicKey = createPublicKey(key);
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    expect(spki.subarray(-32).toString('hex')).toBe(point);
    const message = Buffer.from('abc');
    const signature = await ed25519phSign({ seed: ed25519SeedOf(key), message });
    expect(Buffer.from(signature).toString('hex')).toBe(signed);
    expect(await ed25519phVerify({ point: spki.subarray(-32), message, signature })).toBe(true);
  });
});

describe('the rows', () => {
  it('have vectors each, but the one above', () => {
    const tried = families.flatMap(({ file }) =>
      readVectors(file).flatMap((group) => [group.text('algorithm'), group.text('spec')]),
    );
    const rows = [signingAlgorithms, encryptionAlgorithms, macAlgorithms].flatMap(Object.keys);
    const elsewhere = ['ED25519_SHA_512', 'ED25519_PH_SHA_512', 'ML_DSA_SHAKE_256'];
    expect(rows.filter((name) => !tried.includes(name) && !elsewhere.includes(name))).toEqual([]);
  });
});
