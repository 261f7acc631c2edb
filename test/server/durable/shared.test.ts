// Processes on one PostgreSQL, two that change keys and one that only uses them: their calls could have happened one after another, and a key whose disabling was
// acknowledged is used no more.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { worldText } from '../../kms/kit.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { type KeyCall, keyModel } from '../key-history.ts';
import { isLinearizable } from '../linearizable.ts';
import { answer, openStore, text } from '../store-kit.ts';
import { bundle, type Program } from './bundle.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let program: Program;
let postgres: TestPostgres;
beforeAll(async () => {
  program = await bundle('caller.ts');
  postgres = await startPostgres();
});
afterAll(async () => {
  program?.remove();
  await postgres?.stop();
});

const calls = process.env.KEYWARD_KILLS === 'all' ? 5000 : 600;

it('the history of three processes is linearizable', async () => {
  const url = postgres.database();
  const world = join(temporaryFolder(), 'world.yaml');
  writeFileSync(world, worldText());
  const first = await openStore(url);
  const keys: { readonly id: string; readonly blob: string }[] = [];
  for (let n = 0; n < 3; n++) {
    const { KeyMetadata } = await answer(first, 'CreateKey', {});
    const { KeyId } = KeyMetadata!;
    const { CiphertextBlob } = await answer(first, 'Encrypt', { KeyId, Plaintext: text('x') });
    keys.push({ id: KeyId, blob: Buffer.from(CiphertextBlob!).toString('base64') });
  }
  await first.close();
  const args = [program.path, url, world, JSON.stringify(keys), String(calls), '6'];
  const histories = await Promise.all(
    ['', '', 'reads'].map(async (role) => {
      const child = spawn(process.execPath, [...args, role], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return JSON.parse(await textOf(child.stdout)) as KeyCall[];
    }),
  );
  const all = histories.flat();
  expect(all).toHaveLength(3 * calls);
  // The processes were at it at the same time.
  const overlap =
    Math.min(...histories.map((history) => history.at(-1)!.end)) -
    Math.max(...histories.map(([first]) => first!.start));
  expect(overlap).toBeGreaterThan(0);
  const kinds = new Map<string, number>();
  for (const { does, error = 'ok' } of all) {
    kinds.set(`${does} ${error}`, (kinds.get(`${does} ${error}`) ?? 0) + 1);
  }
  console.log(Object.fromEntries(kinds), `${Math.round(overlap / 1000)} ms together`);
  const late = all.filter((use) => isUseAfterDisabling(use, all));
  expect(late).toEqual([]);
  for (const { id } of keys) {
    const history = all.filter(({ key }) => key === id);
    expect(isLinearizable(history, keyModel)).toBe(true);
  }
});

/** A use that began after a disabling was acknowledged, with no enabling that could have come between. */
function isUseAfterDisabling(use: KeyCall, all: readonly KeyCall[]): boolean {
  if (!use.does.startsWith('decrypt') || use.error !== undefined) return false;
  const ofKey = all.filter(({ key, error }) => key === use.key && error === undefined);
  return ofKey.some(
    (off) =>
      off.does === 'disable' &&
      off.end < use.start &&
      !ofKey.some((on) => on.does === 'enable' && on.end > off.start && on.start < use.end),
  );
}
