// What a store seals, and with which key: nothing opens with another key, in another place, or after a change.
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/crypto/random.ts';
import { rotateKeyEncryptionKey } from '../../src/server/store/rotate-key-encryption-key.ts';
import { reseal, seal, unseal } from '../../src/server/store/seal.ts';
import { keyId } from '../kms/kit.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { answer, openStore, text } from './store-kit.ts';

const keyOf = (byte: number) => ({
  id: new Uint8Array(8).fill(byte),
  key: new Uint8Array(32).fill(byte),
});
const one = keyOf(1);
const other = keyOf(2);

describe('a sealed value', () => {
  it('opens to what was sealed, and to nothing after any change of a bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(), (secret, place) => {
        const sealed = seal(one, secret, 'key material a', systemRandom);
        expect(Buffer.compare(unseal(one, sealed, 'key material a'), secret)).toBe(0);
        const bit = place % (sealed.length * 8);
        sealed[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => unseal(one, sealed, 'key material a')).toThrow('cannot be opened');
      }),
    );
  });

  it('opens in its own place only, with its own key only, and not when it is cut', () => {
    const sealed = seal(one, text('secret'), 'key material a', systemRandom);
    expect(() => unseal(one, sealed, 'key material b')).toThrow('cannot be opened');
    expect(() => unseal(other, sealed, 'key material a')).toThrow('cannot be opened');
    expect(() => unseal({ ...other, id: one.id }, sealed, 'key material a')).toThrow();
    for (let size = 0; size < sealed.length; size++) {
      expect(() => unseal(one, sealed.subarray(0, size), 'key material a')).toThrow();
    }
  });

  it('goes over to another key', () => {
    const sealed = seal(one, text('secret'), 'a', systemRandom);
    const moved = reseal(one, other, sealed, 'a', systemRandom);
    expect(Buffer.from(unseal(other, moved, 'a')).toString()).toBe('secret');
    expect(() => unseal(one, moved, 'a')).toThrow('cannot be opened');
  });
});

describe('the key-encryption key', () => {
  it('is made beside a new store, for its owner alone', async () => {
    const folder = temporaryFolder();
    await openStore(folder);
    for (const file of ['keyward.key', 'keyward.db']) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
  });

  it('is not made again for a store that has lost it', async () => {
    const folder = temporaryFolder();
    await (await openStore(folder)).close();
    const path = join(folder, 'keyward.key');
    const kept = readFileSync(path);
    writeFileSync(path, 'nonsense');
    await expect(openStore(folder)).rejects.toThrow('holds no key-encryption key');
    rmSync(path);
    await expect(openStore(folder)).rejects.toThrow('there is no key-encryption key in');
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, kept, { mode: 0o644 });
    await expect(openStore(folder)).rejects.toThrow('others may read it (mode 644)');
    chmodSync(path, 0o600);
    await openStore(folder);
  });

  it('is refused when it is another one, and nothing is written', async () => {
    const folder = temporaryFolder();
    await (await openStore(folder)).close();
    // The head of an SQLite file says how it was opened.
    const content = () => readFileSync(join(folder, 'keyward.db')).subarray(100);
    const before = content();
    const keyEncryptionKey = { kind: 'environment', name: 'KEY', value: '11'.repeat(32) } as const;
    await expect(openStore(folder, { keyEncryptionKey })).rejects.toThrow(
      'is not the one that the store',
    );
    await expect(
      openStore(folder, { keyEncryptionKey: { kind: 'passphrase', passphrase: 'x' } }),
    ).rejects.toThrow('was not sealed with a passphrase');
    expect(content().equals(before)).toBe(true);
  });

  it('may come from an environment variable', async () => {
    const folder = temporaryFolder();
    const value = Buffer.alloc(32, 7).toString('base64');
    const keyEncryptionKey = { kind: 'environment', name: 'KEY', value } as const;
    await (await openStore(folder, { keyEncryptionKey })).close();
    await (await openStore(folder, { keyEncryptionKey })).close();
    expect(existsSync(join(folder, 'keyward.key'))).toBe(false);
    for (const wrong of [undefined, '', 'short', '11'.repeat(31)]) {
      const source = { ...keyEncryptionKey, value: wrong };
      await expect(openStore(folder, { keyEncryptionKey: source })).rejects.toThrow('`KEY`');
    }
  });

  it('may come from a passphrase', async () => {
    const folder = temporaryFolder();
    const keyEncryptionKey = { kind: 'passphrase', passphrase: 'correct horse' } as const;
    const first = await openStore(folder, { keyEncryptionKey });
    const { CiphertextBlob } = await answer(first, 'Encrypt', {
      KeyId: keyId,
      Plaintext: text('x'),
    });
    await first.close();
    await expect(
      openStore(folder, { keyEncryptionKey: { kind: 'passphrase', passphrase: 'wrong horse' } }),
    ).rejects.toThrow('is not the one that the store');
    await answer(await openStore(folder, { keyEncryptionKey }), 'Decrypt', { CiphertextBlob });
  });

  it('is rotated in its file: all that was sealed opens with the new one, and nothing with the old', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'keyward.key');
    const first = await openStore(folder);
    const { CiphertextBlob } = await answer(first, 'Encrypt', {
      KeyId: keyId,
      Plaintext: text('x'),
    });
    const external = await answer(first, 'CreateKey', { Origin: 'EXTERNAL' });
    await answer(first, 'GetParametersForImport', {
      KeyId: external.KeyMetadata!.KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    await first.close();
    const old = readFileSync(path, 'utf8').trim();
    expect(await rotateKeyEncryptionKey(folder)).toBe(4);
    expect(readFileSync(path, 'utf8').trim()).not.toBe(old);
    const keyEncryptionKey = { kind: 'environment', name: 'OLD', value: old } as const;
    await expect(openStore(folder, { keyEncryptionKey })).rejects.toThrow('is not the one');
    const second = await openStore(folder);
    await answer(second, 'Decrypt', { CiphertextBlob });
  });

  it('is found after a rotation that was interrupted at its last step', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'keyward.key');
    await (await openStore(folder)).close();
    const old = readFileSync(path);
    await rotateKeyEncryptionKey(folder);
    writeFileSync(`${path}.next`, readFileSync(path), { mode: 0o600 });
    writeFileSync(path, old);
    await openStore(folder);
    expect(existsSync(`${path}.next`)).toBe(false);
  });
});
