// Secrets that must never stand anywhere but sealed: calls that bring them, and a search for them.
import type { State } from '../../src/server/store/state.ts';
import { keyId } from '../kms/kit.ts';
import { answer, call, text } from './store-kit.ts';

/** The fixed key material of the tests' key, and what else is searched for. */
export const canaries: ReadonlyMap<string, Buffer> = new Map([
  ['key material', Buffer.from('canary-key-material-of-32-bytes!')],
  ['plaintext', Buffer.from('canary-plaintext-0123456789')],
  ['session secret', Buffer.from('canary-session-secret-0123')],
]);

/** A world file whose key has the canary for its material. */
export const canaryKeys = `[{ id: ${keyId}, material: ${canaries.get('key material')!.toString('base64')} }]`;

/** Makes calls with secrets of every kind; answers those that only came up meanwhile. */
export async function leaveSecrets(state: State): Promise<ReadonlyMap<string, Buffer>> {
  const Plaintext = canaries.get('plaintext')!;
  const { CiphertextBlob } = await answer(state, 'Encrypt', { KeyId: keyId, Plaintext });
  await answer(state, 'Decrypt', { CiphertextBlob });
  await answer(state, 'ReEncrypt', { CiphertextBlob, DestinationKeyId: keyId });
  await call(state, 'Encrypt', { KeyId: 'alias/nobody', Plaintext });
  await call(state, 'Encrypt', { KeyId: keyId, Plaintext }, 'arn:aws:iam::111122223333:user/bob');
  const data = await answer(state, 'GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256' });
  const pair = await answer(state, 'GenerateDataKeyPair', {
    KeyId: keyId,
    KeyPairSpec: 'RSA_2048',
  });
  const random = await answer(state, 'GenerateRandom', { NumberOfBytes: 32 });
  const granted = await answer(state, 'CreateGrant', {
    KeyId: keyId,
    GranteePrincipal: 'arn:aws:iam::111122223333:user/bob',
    Operations: ['Decrypt'],
  });
  const hmac = await answer(state, 'CreateKey', {
    KeySpec: 'HMAC_256',
    KeyUsage: 'GENERATE_VERIFY_MAC',
  });
  const made = await answer(state, 'GenerateMac', {
    KeyId: hmac.KeyMetadata!.KeyId,
    Message: Plaintext,
    MacAlgorithm: 'HMAC_SHA_256',
  });
  await state.sessions.put({
    accessKeyId: 'ASIACANARY0000000001',
    secretAccessKey: canaries.get('session secret')!.toString(),
    tokenDigest: '00'.repeat(32),
    issuedAt: '2026-11-02T09:00:00Z',
    expiresAt: '2126-11-02T10:00:00Z',
    caller: { user: 'arn:aws:iam::111122223333:user/alice' },
  });
  const key = Buffer.from(pair.PrivateKeyPlaintext!);
  return new Map(
    [
      ['data key', Buffer.from(data.Plaintext!)],
      // In the middle of an RSA key stand its secret numbers.
      ['private data key', key.subarray(key.length / 2, key.length / 2 + 48)],
      ['random bytes', Buffer.from(random.Plaintext!)],
      ['grant token', text(granted.GrantToken!)],
      ['MAC', Buffer.from(made.Mac!)],
    ].map(([name, bytes]) => [name as string, Buffer.from(bytes as Uint8Array)]),
  );
}

/** Which secrets stand in bytes: as they are, in hexadecimal digits, in base64, or as JSON and forms write a text. */
export function secretsIn(bytes: Buffer, secrets: ReadonlyMap<string, Buffer>): readonly string[] {
  return [...secrets].flatMap(([name, secret]) => {
    const spellings = [
      secret,
      Buffer.from(secret.toString('hex')),
      Buffer.from(secret.toString('hex').toUpperCase()),
      ...[0, 1, 2].map((shift) => Buffer.from(base64At(secret, shift))),
      ...(['utf8', 'latin1'] as const).flatMap((encoding) => {
        const text = secret.toString(encoding);
        return [JSON.stringify(text).slice(1, -1), encodeURIComponent(text)].map((each) =>
          Buffer.from(each),
        );
      }),
    ];
    return spellings.some((spelling) => bytes.includes(spelling)) ? [name] : [];
  });
}

/** The digits of base64 that stand for these bytes wherever they begin. */
function base64At(secret: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), secret]).toString('base64');
  const first = shift === 0 ? 0 : 4;
  return padded.slice(first, padded.length - 4);
}
