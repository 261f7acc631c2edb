// Key material that unwraps, and is not what the key expects.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { exportPrivateKey } from '../../src/crypto/key-pair.ts';
import { pairOf } from '../crypto/key-pairs.ts';
import { forever, importWith, mustImport, parametersFor } from './import-kit.ts';
import { ids, text } from './import-world.ts';
import { alice, createKit, expectError } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) => {
  const { withPublishedRsaKeys } = await import('./published-keys.ts');
  return withPublishedRsaKeys(await original());
});

const kit = createKit(text);
afterAll(() => kit.close());

const incorrect = 'IncorrectKeyMaterialException';

describe('material that does not fit', () => {
  it.each([
    ['symmetric', [1, 16, 31, 33, 64]],
    ['hmac', [1, 47, 129, 190]],
    ['curve', [1, 32, 48]],
  ] as const)('%s: a wrong size', async (name, sizes) => {
    const parameters = await parametersFor(kit, ids[name]);
    for (const size of sizes) {
      expectError(await importWith(kit, parameters, randomBytes(size)), incorrect);
    }
  });

  it.each([48, 128])('an HMAC key may have %i bytes', async (size) => {
    const { KeyMetadata } = await kit.answer(alice, 'CreateKey', {
      KeySpec: 'HMAC_384',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      Origin: 'EXTERNAL',
    });
    const parameters = await parametersFor(kit, KeyMetadata!.KeyId);
    const answer = await mustImport(kit, parameters, randomBytes(size));
    expect(answer).toEqual({ KeyId: KeyMetadata!.Arn });
  });

  it('another type, curve or length of private key', async () => {
    const curve = await parametersFor(kit, ids.curve, 'RSA_AES_KEY_WRAP_SHA_256');
    const rsa = await parametersFor(kit, ids.rsa, 'RSA_AES_KEY_WRAP_SHA_256');
    for (const [parameters, spec, message] of [
      [curve, 'ECC_NIST_P256', /wrong curve/],
      [curve, 'ECC_NIST_EDWARDS25519', /wrong key type/],
      [curve, 'RSA_3072', /wrong key type/],
      [rsa, 'RSA_2048', /wrong modulus size/],
      [rsa, 'ECC_NIST_P384', /wrong key type/],
    ] as const) {
      const bytes = exportPrivateKey(await pairOf(spec));
      const outcome = await importWith(kit, parameters, bytes, forever, 'RSA_AES_KEY_WRAP_SHA_256');
      expectError(outcome, incorrect, message);
    }
  });

  it('asymmetric and HMAC keys keep their first material, in whatever encoding', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
    const parameters = await parametersFor(kit, ids.curve);
    await mustImport(kit, parameters, bytes);
    // The public key is optional in RFC 5915 §3.
    const bare = withoutPublicKey(bytes);
    expect(await mustImport(kit, parameters, bare)).toEqual({ KeyId: parameters.KeyId });
    const another = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    const different = another.export({ format: 'der', type: 'pkcs8' });
    expectError(await importWith(kit, parameters, different), incorrect);
    const hmac = await parametersFor(kit, ids.hmac);
    await mustImport(kit, hmac, Buffer.alloc(48, 1));
    await kit.answer(alice, 'DeleteImportedKeyMaterial', { KeyId: ids.hmac });
    expectError(await importWith(kit, hmac, Buffer.alloc(48, 2)), incorrect);
    await mustImport(kit, hmac, Buffer.alloc(48, 1));
  });

  it('symmetric material of another id, or that is new when it should be known, or known when new', async () => {
    const parameters = await parametersFor(kit, ids.other);
    const first = Buffer.alloc(32, 1);
    const existing = { ...forever, ImportType: 'EXISTING_KEY_MATERIAL' };
    const isNew = { ...forever, ImportType: 'NEW_KEY_MATERIAL' };
    expectError(await importWith(kit, parameters, first, existing), incorrect);
    const { KeyMaterialId } = await mustImport(kit, parameters, first, isNew);
    expectError(await importWith(kit, parameters, first, isNew), incorrect);
    expectError(await importWith(kit, parameters, Buffer.alloc(32, 2)), incorrect);
    expectError(await importWith(kit, parameters, Buffer.alloc(32, 2), existing), incorrect);
    const named = { ...forever, KeyMaterialId };
    expectError(await importWith(kit, parameters, Buffer.alloc(32, 2), named), incorrect);
    await mustImport(kit, parameters, first, named);
    await mustImport(kit, parameters, Buffer.alloc(32, 2), isNew);
    expectError(await importWith(kit, parameters, Buffer.alloc(32, 2), named), incorrect);
  });
});

/** PKCS#8 of an EC key on P-384 with nothing in it but the private number. */
function withoutPublicKey(pkcs8: Uint8Array): Buffer {
  const scalar = Buffer.from(pkcs8).subarray(35, 35 + 48);
  const inner = Buffer.concat([Buffer.from('30350201010430', 'hex'), scalar]);
  const algorithm = Buffer.from('301006072a8648ce3d020106052b81040022', 'hex');
  const body = Buffer.concat([Buffer.from('020100', 'hex'), algorithm, Buffer.of(4, 55), inner]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
