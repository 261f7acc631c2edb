// A world with a key of every kind that rotation treats differently.
import { home, keyId, worldText } from './kit.ts';

export const rsaId = '22222222-2222-2222-2222-222222222222';
export const hmacId = '33333333-3333-3333-3333-333333333333';
/** With imported material, and without. */
export const externalId = '44444444-4444-4444-4444-444444444444';
export const emptyId = '55555555-5555-5555-5555-555555555555';
/** An AWS managed key. */
export const managedId = '66666666-6666-6666-6666-666666666666';
export const deletingId = '77777777-7777-7777-7777-777777777777';
export const mrkId = 'mrk-1234abcd12ab34cd56ef1234567890ab';
export const replicaArn = `arn:aws:kms:eu-west-1:${home}:key/${mrkId}`;

/** The world file of these keys, and a multi-Region key of two Regions. */
export const text = worldText(`
      - { id: ${keyId}, aliases: [alias/app] }
      - { id: ${rsaId}, spec: RSA_2048, usage: SIGN_VERIFY }
      - { id: ${hmacId}, spec: HMAC_256, usage: GENERATE_VERIFY_MAC }
      - { id: ${externalId}, origin: EXTERNAL }
      - { id: ${emptyId}, origin: EXTERNAL, state: PendingImport }
      - { id: ${managedId}, manager: AWS, aliases: [alias/aws/s3] }
      - { id: ${deletingId}, state: PendingDeletion }
      - { id: ${mrkId}, multiRegion: true, multiRegionKeyType: PRIMARY }
      - { id: ${mrkId}, region: eu-west-1, multiRegion: true, multiRegionKeyType: REPLICA }
`);
