// Nothing secret stands in the data directory but sealed.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { worldOf, worldText } from '../kms/kit.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { canaries, canaryKeys, leaveSecrets, secretsIn } from './secrets.ts';
import { answer, openStore } from './store-kit.ts';

it('finds every spelling of a secret', () => {
  const secret = Buffer.from('canary-key-material-of-32-bytes!');
  const secrets = new Map([['it', secret]]);
  for (const before of ['', 'a', 'ab', 'abc']) {
    const around = Buffer.concat([Buffer.from(before), secret, Buffer.from('after')]);
    for (const spelling of ['latin1', 'hex', 'base64'] as const) {
      expect(secretsIn(Buffer.from(around.toString(spelling), 'latin1'), secrets)).toEqual(['it']);
    }
  }
  const spoken = new Map([['it', Buffer.from('canary "in quotes"\n/+')]]);
  const text = spoken.get('it')!.toString();
  expect(secretsIn(Buffer.from(JSON.stringify({ text })), spoken)).toEqual(['it']);
  expect(secretsIn(Buffer.from(`a=${encodeURIComponent(text)}`), spoken)).toEqual(['it']);
  expect(secretsIn(Buffer.from('nothing'), secrets)).toEqual([]);
});

it('keeps no secret in the data directory or its log', async () => {
  const folder = temporaryFolder();
  const state = await openStore(folder, {}, worldOf(worldText(canaryKeys)));
  const secrets = new Map([...canaries, ...(await leaveSecrets(state))]);
  await answer(state, 'CreateAlias', {
    AliasName: 'alias/no-secret',
    TargetKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  });
  const running = temporaryFolder();
  // By another process: closing the file in this one would give up its lock.
  execFileSync('cp', ['-r', `${folder}/.`, running]);
  await state.close();
  for (const place of [running, folder]) {
    const files = readdirSync(place).filter((file) => file !== 'keyward.key');
    const all = Buffer.concat(files.map((file) => readFileSync(join(place, file))));
    expect(all.includes('alias/no-secret')).toBe(true);
    expect(secretsIn(all, secrets)).toEqual([]);
    const key = Buffer.from(readFileSync(join(folder, 'keyward.key'), 'utf8'), 'base64');
    expect(secretsIn(all, new Map([['key-encryption key', key]]))).toEqual([]);
  }
});
