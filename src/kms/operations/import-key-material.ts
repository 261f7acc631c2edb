// https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html
import { wrappingAlgorithms } from '../../crypto/key-wrap.ts';
import { present } from '../../world/present.ts';
import { associate, checkSymmetricParameters } from '../associate-material.ts';
import { KmsError } from '../errors.ts';
import { checkExpirationModel, checkValidTo } from '../expiration.ts';
import { readMaterial } from '../imported-material.ts';
import { isComplete } from '../imports.ts';
import { change, type StoredKey } from '../key.ts';
import type { ImportParameters } from '../key-store.ts';
import { type Call, operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';
import { isSymmetric } from '../rotation.ts';

export default operation({
  name: 'ImportKeyMaterial',
  writes: true,
  check: checkExpirationModel,
  access({ KeyId, ExpirationModel, ValidTo }, find) {
    // Neither condition key has a value when the request leaves its parameter out.
    const conditionKeys = present({
      'kms:ExpirationModel': ExpirationModel,
      'kms:ValidTo': ValidTo && Math.floor(ValidTo.getTime() / 1000),
    });
    return [accessByOrigin('ImportKeyMaterial', ['EXTERNAL'], KeyId, find, conditionKeys)];
  },
  async run(input, call) {
    const { key, now } = call;
    checkSymmetricParameters(key, input);
    checkValidTo(input.ValidTo, now);
    const parameters = parametersOf(input.ImportToken, call);
    const bytes = await unwrap(parameters, input.EncryptedKeyMaterial, call);
    try {
      const read = readMaterial(key, bytes, call.store);
      const material = associate(key, read.id, input, now);
      Object.assign(material, read.parts);
      const { ValidTo: validTo, ExpirationModel: expirationModel = 'KEY_MATERIAL_EXPIRES' } = input;
      key.imports.set(material.id, { expirationModel, ...present({ validTo }) });
      enable(key);
      return {
        KeyId: key.view.arn,
        ...(isSymmetric(key) ? { KeyMaterialId: material.id } : {}),
      };
    } finally {
      bytes.fill(0);
    }
  },
});

/** What the token stands for: it belongs to one key, and ends. */
function parametersOf(token: Uint8Array, { key, store, now }: Call): ImportParameters {
  const parameters = store.importTokens.get(Buffer.from(token).toString('base64'));
  if (parameters?.keyArn !== key.view.arn) {
    const message = 'The import token is invalid, or it is associated with a different KMS key.';
    throw new KmsError('InvalidImportTokenException', message);
  }
  if (parameters.validTo > now) return parameters;
  throw new KmsError('ExpiredImportTokenException', 'The import token is expired.');
}

async function unwrap(
  { wrappingAlgorithm, privateKey }: ImportParameters,
  wrapped: Uint8Array,
  { workers }: Call,
): Promise<Uint8Array> {
  const bytes = await wrappingAlgorithms[wrappingAlgorithm].unwrap(privateKey, wrapped, workers);
  if (bytes) return bytes;
  throw new KmsError('InvalidCiphertextException');
}

/** With the last of its materials, a key that waited for them can be used. */
function enable(key: StoredKey): void {
  if (key.view.state === 'PendingImport' && isComplete(key)) change(key, { state: 'Enabled' });
}
