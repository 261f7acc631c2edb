import { createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { mustImport, parametersFor } from './import-kit.ts';
import { createKit, keyId, worldText } from './kit.ts';

it('wrapping keys are new RSA keys of the length that is asked for', async () => {
  const kit = createKit(worldText(`[{ id: ${keyId}, origin: EXTERNAL, state: PendingImport }]`));
  const specs = ['RSA_2048', 'RSA_2048', 'RSA_3072', 'RSA_4096'];
  const made = await Promise.all(
    specs.map((spec) => parametersFor(kit, keyId, 'RSAES_OAEP_SHA_256', spec)),
  );
  const keys = made.map(({ PublicKey }) => Buffer.from(PublicKey!));
  const lengths = keys.map((key) => {
    const read = createPublicKey({ key, format: 'der', type: 'spki' });
    return read.asymmetricKeyDetails?.modulusLength;
  });
  expect(lengths).toEqual([2048, 2048, 3072, 4096]);
  expect(keys[0]).not.toEqual(keys[1]);
  for (const parameters of made) await mustImport(kit, parameters, Buffer.alloc(32, 1));
  await kit.close();
});
