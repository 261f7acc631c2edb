// Short ways to make related multi-Region keys and to use them.
import { alice, createKit, home, type Kit } from './kit.ts';

/** A kit, and what is done with multi-Region keys in it. */
export function createMultiRegionKit() {
  const kit: Kit = createKit();
  return {
    kit,
    /** Makes a multi-Region key, and answers its id and the ARN that it has in a Region. */
    async newPrimary(input: object = {}) {
      const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { MultiRegion: true, ...input });
      const id = KeyMetadata!.KeyId;
      return { id, in: (where: string) => `arn:aws:kms:${where}:${home}:key/${id}` };
    },
    replicate: (KeyId: string, ReplicaRegion: string, input: object = {}) =>
      kit.answer(alice, 'ReplicateKey', { KeyId, ReplicaRegion, ...input }),
    describeKey: async (KeyId: string) =>
      (await kit.answer(alice, 'DescribeKey', { KeyId })).KeyMetadata!,
    encrypt: async (KeyId: string) =>
      (await kit.answer(alice, 'Encrypt', { KeyId, Plaintext: Buffer.from('hello') }))
        .CiphertextBlob!,
    async decrypt(CiphertextBlob: Uint8Array, where: string) {
      const more = { region: where };
      const { Plaintext } = await kit.answer(alice, 'Decrypt', { CiphertextBlob }, more);
      return Buffer.from(Plaintext!).toString();
    },
  };
}
