// A world with keys whose material is to be imported, one of each kind.
import { keyId, worldText } from './kit.ts';

/** The ids of keys that wait for their material. */
export const ids = {
  symmetric: '10000000-0000-0000-0000-000000000000',
  other: '20000000-0000-0000-0000-000000000000',
  hmac: '30000000-0000-0000-0000-000000000000',
  curve: '40000000-0000-0000-0000-000000000000',
  rsa: '50000000-0000-0000-0000-000000000000',
  deleting: '60000000-0000-0000-0000-000000000000',
};
/** What makes a key of a world one without material. */
export const imported = 'origin: EXTERNAL, state: PendingImport';
/** The world file of these keys, and one of another origin. */
export const text = worldText(`
      - { id: ${keyId}, aliases: [alias/app] }
      - { id: ${ids.symmetric}, ${imported} }
      - { id: ${ids.other}, ${imported} }
      - { id: ${ids.hmac}, spec: HMAC_384, usage: GENERATE_VERIFY_MAC, ${imported} }
      - { id: ${ids.curve}, spec: ECC_NIST_P384, usage: SIGN_VERIFY, ${imported} }
      - { id: ${ids.rsa}, spec: RSA_3072, usage: ENCRYPT_DECRYPT, ${imported} }
      - { id: ${ids.deleting}, origin: EXTERNAL, state: PendingDeletion }
`);
