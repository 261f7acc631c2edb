// The key that seals what a store keeps secret, and where it comes from: a file that only its owner may read, an
// environment variable, or a passphrase through scrypt (RFC 7914).
import { createHash, scrypt } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Random } from '../../crypto/random.ts';
import { quoted } from '../../syntax/quoted.ts';
import { StoreError } from './store-error.ts';

/** A key of 256 bits, and what it is known by. */
export interface KeyEncryptionKey {
  /** Eight bytes that follow from the key and tell nothing of it. */
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

/** Where the key comes from. */
export type KeySource =
  /** A file with 32 bytes in base64, which must belong to its owner alone; made when the store is new. */
  | { readonly kind: 'file'; readonly path: string }
  /** An environment variable with 32 bytes in base64 or hexadecimal digits. */
  | { readonly kind: 'environment'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** How a passphrase becomes a key. The store keeps it. */
export interface ScryptParameters {
  readonly salt: string;
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Parameters for a new store: 128 MB and some tenths of a second. */
export function newScryptParameters(random: Random): ScryptParameters {
  return { salt: Buffer.from(random(16)).toString('base64'), N: 131_072, r: 8, p: 1 };
}

/** Where a new key waits until the store is sealed with it. */
export function nextKeyFile(path: string): string {
  return `${path}.next`;
}

/** Reads the key; throws a StoreError that says why there is none. `isNew` lets a missing file be made. */
export async function readKeyEncryptionKey(
  source: KeySource,
  options: {
    readonly isNew: boolean;
    readonly random: Random;
    readonly scrypt: ScryptParameters | undefined;
  },
): Promise<KeyEncryptionKey> {
  switch (source.kind) {
    case 'file':
      return keyOf(readKeyFile(source.path, options.isNew ? options.random : undefined));
    case 'environment':
      return keyOf(readVariable(source.name, source.value));
    case 'passphrase': {
      if (options.scrypt) return keyOf(await stretched(source.passphrase, options.scrypt));
      throw new StoreError(
        'the store was not sealed with a passphrase; give the key-encryption key that it was sealed with',
      );
    }
    default:
      return source satisfies never;
  }
}

function keyOf(key: Uint8Array): KeyEncryptionKey {
  const digest = createHash('sha256').update('keyward key-encryption key').update(key).digest();
  return { id: digest.subarray(0, 8), key };
}

function readKeyFile(path: string, random: Random | undefined): Uint8Array {
  const text = readOwnFile(path) ?? (random && makeKeyFile(path, random));
  if (text === undefined) {
    throw new StoreError(
      `there is no key-encryption key in ${quoted(path)}, and without it nothing in the store can be opened; put the file back`,
    );
  }
  const key = decoded(text);
  if (key) return key;
  throw new StoreError(
    `${quoted(path)} holds no key-encryption key; it is one line with 32 bytes in base64`,
  );
}

/** The text of a file that nobody else may read; undefined where there is none. */
function readOwnFile(path: string): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new StoreError(`the key-encryption key in ${quoted(path)} cannot be read: ${code}`);
  }
  try {
    const mode = fstatSync(fd).mode & 0o777;
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') {
      throw new StoreError(
        `${quoted(path)} holds the key-encryption key and others may read it (mode ${mode.toString(8)}); set it to 600`,
      );
    }
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

function makeKeyFile(path: string, random: Random): string {
  const text = `${Buffer.from(random(32)).toString('base64')}\n`;
  const fd = openSync(path, 'wx', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return text;
}

function readVariable(name: string, value: string | undefined): Uint8Array {
  const key = value === undefined ? undefined : decoded(value);
  if (key) return key;
  const said =
    value === undefined ? 'is not set' : 'is not 32 bytes in base64 or hexadecimal digits';
  throw new StoreError(
    `the environment variable ${quoted(name)} for the key-encryption key ${said}`,
  );
}

function decoded(text: string): Uint8Array | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex');
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === trimmed ? bytes : undefined;
}

function stretched(passphrase: string, { salt, N, r, p }: ScryptParameters): Promise<Uint8Array> {
  const options = { N, r, p, maxmem: 256 * N * r };
  const text = passphrase.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
