// The AWS Encryption SDK for JavaScript encrypts and decrypts with a key of a server. Its packages are those of this
// folder: `npm ci --prefix test/clients`.
import { createRequire } from 'node:module';
import { KMS } from '@aws-sdk/client-kms';
import { expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/server.ts';
import { alice, bob, keyArn, region } from '../server/kit.ts';
import { storyWorld } from './kit.ts';

/** As much of @aws-crypto/client-node as is used here; the product's lockfile does not know it. */
interface EncryptionSdk {
  readonly KmsKeyringNode: new (input: object) => object;
  readonly buildClient: (policy: string) => {
    readonly encrypt: (
      keyring: object,
      data: Uint8Array,
      options: object,
    ) => Promise<{ readonly result: Uint8Array }>;
    readonly decrypt: (
      keyring: object,
      data: Uint8Array,
    ) => Promise<{
      readonly plaintext: Uint8Array;
      readonly messageHeader: { readonly encryptionContext: Readonly<Record<string, string>> };
    }>;
  };
}

function encryptionSdk(): EncryptionSdk {
  try {
    return createRequire(import.meta.url)('@aws-crypto/client-node') as EncryptionSdk;
  } catch {
    throw new Error('@aws-crypto/client-node is missing: npm ci --prefix test/clients');
  }
}

it('a message of 1 MB goes there and back, and only who may decrypts it', async () => {
  const { KmsKeyringNode, buildClient } = encryptionSdk();
  const server = await createServer(storyWorld());
  onTestFinished(() => server.close());
  const keyringOf = (credentials: typeof alice) =>
    new KmsKeyringNode({
      generatorKeyId: keyArn,
      clientProvider: () => new KMS({ region, endpoint: server.url, credentials, maxAttempts: 1 }),
    });
  const { encrypt, decrypt } = buildClient('REQUIRE_ENCRYPT_REQUIRE_DECRYPT');
  const data = Buffer.alloc(1024 * 1024, 'keyward');
  const context = { purpose: 'test', straße: '☃' };
  const { result } = await encrypt(keyringOf(alice), data, { encryptionContext: context });
  const { plaintext, messageHeader } = await decrypt(keyringOf(alice), result);
  expect(Buffer.compare(Buffer.from(plaintext), data)).toBe(0);
  expect(messageHeader.encryptionContext).toMatchObject(context);
  await expect(decrypt(keyringOf(bob), result)).rejects.toThrow(
    /not authorized to perform: kms:Decrypt/,
  );
});
