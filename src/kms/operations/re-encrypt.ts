// https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
import { checkCiphertext, ciphertextAccess } from '../ciphertext-access.ts';
import { decryptWith, encryptWith } from '../encryption.ts';
import { contextKeys } from '../encryption-context.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'ReEncrypt',
  usage: 'ENCRYPT_DECRYPT',
  check: checkCiphertext,
  access(input, find) {
    const { SourceEncryptionAlgorithm: from = 'SYMMETRIC_DEFAULT' } = input;
    const { DestinationEncryptionAlgorithm: to = 'SYMMETRIC_DEFAULT' } = input;
    const named = { keyId: input.SourceKeyId, blob: input.CiphertextBlob };
    const source = ciphertextAccess('ReEncryptFrom', named, from, {}, find);
    const destination = find.key(input.DestinationKeyId, { action: 'ReEncryptTo' });
    const same = { 'kms:ReEncryptOnSameKey': source.key === destination.key };
    return [
      {
        ...source,
        conditionKeys: {
          'kms:EncryptionAlgorithm': from,
          ...contextKeys(input.SourceEncryptionContext),
          ...same,
        },
      },
      {
        action: 'ReEncryptTo',
        resource: destination.key.view.arn,
        ...destination,
        conditionKeys: {
          'kms:EncryptionAlgorithm': to,
          ...contextKeys(input.DestinationEncryptionContext),
          ...same,
        },
      },
    ];
  },
  trail: (input) => ({
    sourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    destinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
  }),
  async run(input, call) {
    const { SourceEncryptionAlgorithm = 'SYMMETRIC_DEFAULT' } = input;
    const { DestinationEncryptionAlgorithm = 'SYMMETRIC_DEFAULT' } = input;
    const [source, destination] = call.accesses.map(({ key }) => key!);
    const from = input.SourceEncryptionContext;
    const to = input.DestinationEncryptionContext;
    // A dry run may leave the ciphertext out, and ends here.
    if (!input.CiphertextBlob) return call.commit() ?? {};
    const opened = await decryptWith(
      source!,
      SourceEncryptionAlgorithm,
      input.CiphertextBlob,
      from,
      call,
    );
    const made = await encryptWith(
      destination!,
      DestinationEncryptionAlgorithm,
      opened.bytes,
      to,
      call,
    );
    opened.bytes.fill(0);
    return {
      CiphertextBlob: made.bytes,
      SourceKeyId: source!.view.arn,
      KeyId: destination!.view.arn,
      SourceEncryptionAlgorithm,
      DestinationEncryptionAlgorithm,
      ...(opened.KeyMaterialId ? { SourceKeyMaterialId: opened.KeyMaterialId } : {}),
      ...(made.KeyMaterialId ? { DestinationKeyMaterialId: made.KeyMaterialId } : {}),
    };
  },
});
