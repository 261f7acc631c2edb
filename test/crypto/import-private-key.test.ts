// Private keys from outside: every type in DER and BER, and what is refused, with its reason.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { der, type Element, readBer, toDer } from '../../src/crypto/der.ts';
import { type ImportProblem, importPrivateKey } from '../../src/crypto/import-private-key.ts';
import { exportPrivateKey, type KeyPairSpec } from '../../src/crypto/key-pair.ts';
import { curveOids } from '../../src/crypto/oids.ts';
import { asBer, berStyles } from './ber.ts';
import { pairOf, specs } from './key-pairs.ts';

const importable = specs.filter((spec) => !spec.startsWith('ML'));
const pkcs8 = async (spec: KeyPairSpec) => exportPrivateKey(await pairOf(spec));

/** The parts of PKCS#8: its algorithm identifier, and the private key inside the octet string. */
const partsOf = (bytes: Uint8Array) => {
  const [, identifier, secret] = readBer(bytes)!.children as [Element, Element, Element];
  return { identifier: toDer(identifier), inner: readBer(secret.body)! };
};
const wrap = (identifier: Uint8Array, inner: Uint8Array, ...more: readonly Uint8Array[]) =>
  der(0x30, der(0x02, [0]), identifier, der(0x04, inner), ...more);

describe.each(importable)('a key of %s', (spec) => {
  it.each(berStyles)('is read from BER with %s', async (style) => {
    const pair = await pairOf(spec);
    const { identifier, inner } = partsOf(exportPrivateKey(pair));
    const whole = asBer(wrap(identifier, asBer(toDer(inner), style)), style);
    expect(importPrivateKey(spec, whole)).toMatchObject({ pair: { publicKey: pair.publicKey } });
  });

  it('may have attributes after it', async () => {
    const pair = await pairOf(spec);
    const { identifier, inner } = partsOf(exportPrivateKey(pair));
    const whole = wrap(identifier, toDer(inner), der(0xa0, der(0x30)));
    expect(importPrivateKey(spec, whole)).toMatchObject({ pair: { publicKey: pair.publicKey } });
  });

  it('is none of another spec', async () => {
    const bytes = await pkcs8(spec);
    for (const other of importable.filter((name) => name !== spec)) {
      const kind = (name: string) => /^(?:RSA|ECC_(?:NIST_P|SECG)|ECC)/.exec(name)![0].slice(0, 9);
      const bothEc = /P\d/.test(spec) && /P\d/.test(other);
      const expected: ImportProblem = bothEc
        ? 'wrong-curve'
        : kind(spec) === 'RSA' && kind(other) === 'RSA'
          ? 'wrong-modulus-size'
          : 'wrong-key-type';
      expect([other, importPrivateKey(other, bytes)]).toEqual([other, { problem: expected }]);
    }
  });

  it('is malformed when it is cut anywhere, or goes on', async () => {
    const bytes = await pkcs8(spec);
    for (let size = 0; size < bytes.length; size++) {
      expect(importPrivateKey(spec, bytes.subarray(0, size))).toEqual({ problem: 'malformed' });
    }
    expect(importPrivateKey(spec, Buffer.concat([bytes, Buffer.of(0)]))).toEqual({
      problem: 'malformed',
    });
  });
});

describe('an RSA key', () => {
  const changed = async (change: (numbers: Uint8Array[]) => Uint8Array[]) => {
    const { identifier, inner } = partsOf(await pkcs8('RSA_2048'));
    const numbers = change(inner.children.map(toDer));
    return importPrivateKey('RSA_2048', wrap(identifier, der(0x30, ...numbers)));
  };
  const integer = (...bytes: number[]) => der(0x02, bytes);

  it.each<[string, ImportProblem, (numbers: Uint8Array[]) => Uint8Array[]]>([
    [
      'three primes',
      'more-than-two-primes',
      (n) => [integer(1), ...n.slice(1), der(0x30, der(0x30))],
    ],
    ['version 2', 'malformed', (n) => [integer(2), ...n.slice(1)]],
    ['an exponent of 1', 'malformed', (n) => n.with(2, integer(1))],
    ['an even exponent', 'malformed', (n) => n.with(2, integer(1, 0, 0))],
    [
      'an exponent of 257 bits',
      'malformed',
      (n) => n.with(2, integer(1, ...new Array(31).fill(0), 1)),
    ],
    ['another exponent', 'malformed', (n) => n.with(2, integer(17))],
    ['another private exponent', 'malformed', (n) => n.with(3, integer(5))],
    ['primes that are not its own', 'malformed', (n) => n.with(4, integer(7)).with(5, integer(11))],
    ['a prime of zero', 'malformed', (n) => n.with(4, integer(0))],
    ['a negative number', 'malformed', (n) => n.with(7, integer(0x80))],
    ['a number left out', 'malformed', (n) => n.slice(0, 8)],
    ['a number too many', 'malformed', (n) => [...n, integer(1)]],
    ['a text for a number', 'malformed', (n) => n.with(6, der(0x0c, [65]))],
    [
      'a modulus of 2047 bits',
      'wrong-modulus-size',
      (n) => n.with(1, integer(0x7f, ...new Array(255).fill(1))),
    ],
  ])('with %s is %s', async (_, problem, change) => {
    expect(await changed(change)).toEqual({ problem });
  });
});

describe('an EC key', () => {
  const scalarOf = (inner: Element) => inner.children[1]!.body;
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const withScalar = async (change: (scalar: Uint8Array) => Uint8Array) => {
    const { identifier, inner } = partsOf(await pkcs8('ECC_NIST_P256'));
    const key = der(0x30, der(0x02, [1]), der(0x04, change(scalarOf(inner))));
    return importPrivateKey('ECC_NIST_P256', wrap(identifier, key));
  };

  it('may lack its public point, and have zeros before its scalar', async () => {
    const { publicKey } = await pairOf('ECC_NIST_P256');
    expect(await withScalar((scalar) => scalar)).toMatchObject({ pair: { publicKey } });
    const longer = await withScalar((scalar) => Buffer.concat([new Uint8Array(9), scalar]));
    expect(longer).toMatchObject({ pair: { publicKey } });
  });

  it.each([
    ['zero', '00'],
    ['nothing', ''],
    ['the order', order],
    ['more than the order', 'f'.repeat(64)],
    ['33 bytes', `01${order}`],
  ])('has no scalar of %s', async (_, hex) => {
    expect(await withScalar(() => Buffer.from(hex, 'hex'))).toEqual({ problem: 'malformed' });
  });

  it.each(['01', `${order.slice(0, -1)}0`])('has a scalar of %s', async (hex) => {
    expect(await withScalar(() => Buffer.from(hex, 'hex'))).toHaveProperty('pair');
  });

  it('never has its own public point believed', async () => {
    const { publicKey } = await pairOf('ECC_NIST_P256');
    const { identifier, inner } = partsOf(await pkcs8('ECC_NIST_P256'));
    const point = der(0xa1, der(0x03, [0, 4, ...new Array(64).fill(1)]));
    const key = der(0x30, der(0x02, [1]), der(0x04, scalarOf(inner)), point);
    expect(importPrivateKey('ECC_NIST_P256', wrap(identifier, key))).toMatchObject({
      pair: { publicKey },
    });
  });

  it.each(['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1'])(
    'with the parameters of %s written out is on an unnamed curve',
    (namedCurve) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' });
      const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
      for (const spec of ['ECC_NIST_P256', 'ECC_SECG_P256K1'] as const) {
        expect(importPrivateKey(spec, bytes)).toEqual({ problem: 'unnamed-curve' });
      }
    },
  );

  it('may not say two curves', async () => {
    const { identifier, inner } = partsOf(await pkcs8('ECC_NIST_P256'));
    const other = der(0xa0, der(0x06, curveOids.secp384r1));
    const key = der(0x30, der(0x02, [1]), der(0x04, scalarOf(inner)), other);
    expect(importPrivateKey('ECC_NIST_P256', wrap(identifier, key))).toEqual({
      problem: 'wrong-curve',
    });
  });
});

describe('an Ed25519 key', () => {
  it.each([0, 31, 33, 64])('has no seed of %i bytes', async (size) => {
    const { identifier } = partsOf(await pkcs8('ECC_NIST_EDWARDS25519'));
    const bytes = wrap(identifier, der(0x04, new Uint8Array(size)));
    expect(importPrivateKey('ECC_NIST_EDWARDS25519', bytes)).toEqual({ problem: 'malformed' });
  });
});
