// A store that cannot be written: the call is answered with an error, nothing is lost, and the state goes on.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqlState } from '../../src/server/store/sql-state.ts';
import { keyId } from '../kms/kit.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { answer, call, openStore, policyNamed, text } from './store-kit.ts';

describe('a full disk', () => {
  it('is answered, and nothing that was acknowledged is lost', async () => {
    const folder = temporaryFolder();
    const state = await openStore(folder, { maxPages: 120 });
    const { CiphertextBlob } = await answer(state, 'Encrypt', {
      KeyId: keyId,
      Plaintext: text('x'),
    });
    let kept = 0;
    const ends = new Set<string>();
    for (let n = 1; n <= 400; n++) {
      const { error } = await call(state, 'PutKeyPolicy', {
        KeyId: keyId,
        Policy: policyNamed(`n${n}`),
      });
      if (error) ends.add(`${error.name} ${error.status} ${error.note}`);
      else kept = n;
      if (ends.size > 0 && n > kept + 20) break;
    }
    expect([...ends]).toEqual([
      'KMSInternalException 500 the store has no room left to write; nothing was changed, free some space',
    ]);
    expect(kept).toBeGreaterThan(5);
    const decrypted = await call(state, 'Decrypt', { CiphertextBlob });
    expect(decrypted.response).toBeUndefined();
    expect(decrypted.error?.name).toBe('KMSInternalException');
    await state.close();
    const roomy = await openStore(folder);
    const { Policy } = await answer(roomy, 'GetKeyPolicy', { KeyId: keyId });
    expect(Policy).toBe(policyNamed(`n${kept}`));
    await answer(roomy, 'Decrypt', { CiphertextBlob });
  });
});

describe('a write-ahead log that a crash tore', () => {
  it('is read up to its last whole transaction', async () => {
    const folder = temporaryFolder();
    const state = await openStore(folder);
    await answer(state, 'PutKeyPolicy', { KeyId: keyId, Policy: policyNamed('n0') });
    for (let n = 1; n <= 30; n++) {
      await answer(state, 'PutKeyPolicy', { KeyId: keyId, Policy: policyNamed(`n${n}`) });
    }
    // Copied by another process: closing the file in this one would give up its lock.
    const copy = temporaryFolder();
    execFileSync('cp', ['-r', `${folder}/.`, copy]);
    const whole = readFileSync(join(copy, 'keyward.db-wal'));
    let last = -1;
    for (const part of [0.2, 0.5, 0.8, 0.9, 0.99, 1]) {
      const torn = temporaryFolder();
      for (const file of ['keyward.db', 'keyward.key'])
        copyFileSync(join(copy, file), join(torn, file));
      const bytes = Math.floor(whole.length * part);
      writeFileSync(join(torn, 'keyward.db-wal'), whole);
      truncateSync(join(torn, 'keyward.db-wal'), bytes);
      const opened = await openStore(torn);
      const { Policy } = await answer(opened, 'GetKeyPolicy', { KeyId: keyId });
      const n = Number(/n(\d+)/.exec(Policy!)?.[1] ?? -1);
      expect(n).toBeGreaterThanOrEqual(last);
      last = n;
      await answer(opened, 'PutKeyPolicy', { KeyId: keyId, Policy: policyNamed('on') });
      await opened.close();
    }
    expect(last).toBe(30);
  });
});

describe('a store that cannot be opened', () => {
  it('is in use by another process, which is named', async () => {
    const folder = temporaryFolder();
    await openStore(folder);
    await expect(openStore(folder)).rejects.toThrow(
      `the store in \`${folder}\` is in use by process ${process.pid} on`,
    );
  });

  it('is not in use by a process that was killed', async () => {
    const folder = temporaryFolder();
    const hint = { pid: process.pid, host: 'elsewhere', since: '2026-11-02T09:00:00Z' };
    writeFileSync(join(folder, 'keyward.lock'), JSON.stringify(hint));
    await openStore(folder);
  });

  it('is a database that does not answer; its password is not told', async () => {
    const opening = openStore('postgres://keyward:canary@127.0.0.1:1/none');
    await expect(opening).rejects.toThrow('the store cannot be opened: ');
    await expect(opening).rejects.not.toThrow('canary');
  });

  it('is a file that is no database', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'keyward.db'), 'no database'.repeat(1000));
    await expect(openStore(folder)).rejects.toThrow('cannot be opened');
  });

  it('has a shared database and no key for it', async () => {
    await expect(openSqlState('postgres://127.0.0.1:1/none')).rejects.toThrow(
      'needs a key-encryption key that all its processes share',
    );
  });
});
