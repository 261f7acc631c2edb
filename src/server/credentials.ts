// The access keys that requests can be signed with: those of the world, and those that STS has issued.
import { HmacKey } from '../crypto/hmac.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { quoted } from '../syntax/quoted.ts';
import type { AccessKey, MfaDevice, SecretSource } from '../world/access-keys.ts';
import type { CallerInput } from '../world/caller-name.ts';
import type { World } from '../world/world.ts';
import type { Sessions, StoredSession } from './sessions.ts';
import type { Scope } from './signature-parts.ts';
import { sha256, signingKey } from './sigv4.ts';

/** An access key, and whose it is. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly active: boolean;
  readonly caller: CallerInput;
  /** SHA-256 of the session token that must come with it, in hexadecimal. */
  readonly tokenDigest?: string;
  /** Of credentials that STS has issued. */
  readonly session?: StoredSession;
}

/** Finds access keys, and the keys that sign with them. */
export interface Credentials {
  /** At once where it is known here: a promise costs as much as a lookup. */
  find(accessKeyId: string): Credential | undefined | Promise<Credential | undefined>;
  /** The key that signs with a secret in a scope. */
  signingKey(credential: Credential, scope: Scope): HmacKey;
  /** The seed of an MFA device's codes, in base32, and whose device it is: the ARN of a user or root user. */
  mfaDevice(serial: string): { readonly owner: string; readonly seed: string } | undefined;
  readonly sessions: Sessions;
}

/** How secrets are read that the world only names. Both throw nothing; undefined is "there is none". */
export interface SecretReaders {
  readonly env: (name: string) => string | undefined;
  /** `from` is the file that names the path. */
  readonly file: (path: string, from: string | undefined) => string | undefined;
}

/** The credentials of a world. A secret that cannot be read is a problem; no message shows a secret. */
export function createCredentials(
  world: World,
  sessions: Sessions,
  readers: SecretReaders,
): { readonly credentials: Credentials; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const reveal = (source: SecretSource, of: string): string => {
    const text = secretText(source, readers);
    if (text !== undefined && text !== '') return text;
    diagnostics.push(unreadable(source, of));
    return '';
  };
  const keys = new Map<string, Credential>();
  const devices = new Map<string, { owner: string; seed: string }>();
  for (const { caller, owner, accessKeys = [], mfaDevices = [] } of proofsOf(world)) {
    for (const { id, secret, status, sessionToken } of accessKeys) {
      const what = `the access key ${quoted(id)}`;
      const token = sessionToken && reveal(sessionToken, what);
      const text = reveal(secret, what);
      keys.set(id, {
        accessKeyId: id,
        secret: text,
        active: status === 'Active' && text !== '' && token !== '',
        caller,
        ...(token === undefined ? {} : { tokenDigest: sha256(Buffer.from(token)) }),
      });
    }
    for (const { serial, seed } of mfaDevices) {
      const text = reveal(seed, `the MFA device ${quoted(serial)}`);
      if (/^[A-Z2-7]+=*$/i.test(text)) devices.set(serial, { owner, seed: text });
      else if (text !== '') diagnostics.push(notBase32(serial));
    }
  }
  const derived = signingKeys();
  const credentials: Credentials = {
    find: (accessKeyId) =>
      keys.get(accessKeyId) ??
      sessions.get(accessKeyId).then((session) => session && fromSession(session)),
    signingKey: derived,
    mfaDevice: (serial) => devices.get(serial),
    sessions,
  };
  return { credentials, diagnostics };
}

function fromSession(session: StoredSession): Credential {
  const { accessKeyId, secretAccessKey: secret, tokenDigest, caller } = session;
  return { accessKeyId, secret, active: true, caller, tokenDigest, session };
}

interface Proofs {
  readonly caller: CallerInput;
  readonly owner: string;
  readonly accessKeys?: readonly AccessKey[];
  readonly mfaDevices?: readonly MfaDevice[];
}

function proofsOf(world: World): Proofs[] {
  return [...world.accounts.values()].flatMap(({ id, partition, root, users, sessions }) => [
    ...(root ? [{ ...root, caller: { root: id }, owner: `arn:${partition}:iam::${id}:root` }] : []),
    ...[...users.values()].map(({ arn, accessKeys = [], mfaDevices = [] }) => ({
      caller: { user: arn },
      owner: arn,
      accessKeys,
      mfaDevices,
    })),
    ...sessions.map(({ arn, accessKeys = [] }) => ({ caller: { arn }, owner: arn, accessKeys })),
  ]);
}

function secretText(source: SecretSource, { env, file }: SecretReaders): string | undefined {
  switch (source.kind) {
    case 'value':
      return source.reveal();
    case 'env':
      return env(source.name);
    case 'file':
      return file(source.path, source.from)?.trim();
    default:
      return source satisfies never;
  }
}

function unreadable(source: SecretSource, of: string): Diagnostic {
  const where =
    source.kind === 'env'
      ? `the environment variable ${quoted(source.name)}`
      : source.kind === 'file'
        ? `the file ${quoted(source.path)}`
        : 'the world file';
  return {
    code: 'credentials-secret',
    severity: 'error',
    message: `${where} does not hold the secret of ${of}`,
    remedy: 'set it, or write another place of the secret into the world file',
  };
}

function notBase32(serial: string): Diagnostic {
  return {
    code: 'credentials-secret',
    severity: 'error',
    message: `the seed of the MFA device ${quoted(serial)} is not base32`,
    remedy: 'write the letters A to Z and digits 2 to 7 that the device was set up with',
  };
}

/** Signing keys are good for a day: deriving one takes four hashes, a request needs it at once. */
function signingKeys(): Credentials['signingKey'] {
  const known = new WeakMap<object, Map<string, HmacKey>>();
  return (credential, scope) => {
    const holder = credential.session ?? credential;
    const keys = known.get(holder) ?? new Map<string, HmacKey>();
    known.set(holder, keys);
    const id = `${scope.date}/${scope.region}/${scope.service}`;
    const found = keys.get(id);
    if (found) return found;
    const key = new HmacKey('sha256', signingKey(credential.secret, scope));
    // Only scopes that were checked come here: two days, two services, some Regions.
    if (keys.size >= 64) keys.clear();
    keys.set(id, key);
    return key;
  };
}
