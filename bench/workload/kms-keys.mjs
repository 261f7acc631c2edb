// A simulator with one caller, who may do everything, and keys whose material both sides hold.
import * as node from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bareWrap } from './bare-envelope.mjs';

const world = `
region: us-east-1
accounts:
  "111122223333":
    users:
      alice: { policies: [{ name: keys, document: { Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: "kms:*", Resource: "*" }] } }] }
`;

const oaep = { padding: node.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

/** `folder` is the built `src`; `random` is where the simulator gets its random bytes from. */
export async function makeKms(folder, random) {
  const load = (path) => import(pathToFileURL(resolve(folder, path)).href);
  const { createSimulator } = await load('kms.js');
  const { parseWorld } = await load('world.js');
  const simulator = createSimulator(parseWorld(world).world, random ? { random } : {});

  /** A call as a user makes it; answers the outcome. */
  const call = (operation, parameters) =>
    simulator.simulate({ principal: 'user/alice', operation, parameters });

  /** The response of a call that must succeed. */
  async function answer(operation, parameters) {
    const { response, error } = await call(operation, parameters);
    if (error) throw new Error(`${operation}: ${error.name}: ${error.message}`);
    return response;
  }

  /** Makes a key; answers its id. */
  async function createKey(KeySpec, KeyUsage, more = {}) {
    const { KeyMetadata } = await answer('CreateKey', { KeySpec, KeyUsage, ...more });
    return KeyMetadata.KeyId;
  }

  /** Makes a key of this material (bytes, or PKCS#8 in DER); answers its id. */
  async function importKey(KeySpec, KeyUsage, bytes) {
    const KeyId = await createKey(KeySpec, KeyUsage, { Origin: 'EXTERNAL' });
    // Bytes come under RSA alone; private keys are too long for that.
    const isShort = bytes.length <= 64;
    const { PublicKey, ImportToken } = await answer('GetParametersForImport', {
      KeyId,
      WrappingAlgorithm: isShort ? 'RSAES_OAEP_SHA_256' : 'RSA_AES_KEY_WRAP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    const key = node.createPublicKey({ key: PublicKey, format: 'der', type: 'spki' });
    await answer('ImportKeyMaterial', {
      KeyId,
      ImportToken,
      EncryptedKeyMaterial: isShort
        ? node.publicEncrypt({ key, ...oaep }, bytes)
        : bareWrap(key, oaep, bytes),
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    });
    return KeyId;
  }

  return { call, answer, createKey, importKey, close: () => simulator.close() };
}
