// Kills processes with -9 while they change keys, and looks for what they had acknowledged.
// KEYWARD_KILLS=all kills 200 times on SQLite and 50 on PostgreSQL, instead of 20 and 5.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TrailRecord } from '../../../src/model/trail-record.ts';
import { openDatabase } from '../../../src/server/store/open-database.ts';
import { openSqlState, type SqlState } from '../../../src/server/store/sql-state.ts';
import { worldOf, worldText } from '../../kms/kit.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { sharedKey } from '../store-kit.ts';
import { type Acknowledged, lostOf } from './acknowledged.ts';
import { bundle, type Program } from './bundle.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

const all = process.env.KEYWARD_KILLS === 'all';

let program: Program;
let postgres: TestPostgres;
beforeAll(async () => {
  program = await bundle('writer.ts');
  postgres = await startPostgres();
});
afterAll(async () => {
  program?.remove();
  await postgres?.stop();
});

it('loses nothing in SQLite', () => kill(temporaryFolder(), all ? 200 : 20), 3_600_000);

it('loses nothing in PostgreSQL', () => kill(postgres.database(), all ? 50 : 5), 3_600_000);

async function kill(where: string, times: number): Promise<void> {
  const world = join(temporaryFolder(), 'world.yaml');
  writeFileSync(world, worldText());
  let count = 0;
  const lost: string[] = [];
  for (let run = 0; run < times; run++) {
    const told = await killed([where, world, `r${run}`], 30 + Math.random() * 400);
    count += told.length;
    // PostgreSQL may still be busy with the last transaction of the killed process: opening waits for it.
    await (await open(where)).close();
    const records = await recordsOf(where);
    const state = await open(where);
    lost.push(...(await lostOf(state, told, records)));
    await state.close();
  }
  console.log(`${times} kills, ${count} acknowledged changes, ${lost.length} lost or torn`);
  expect(lost).toEqual([]);
  expect(count).toBeGreaterThan(times);
}

function open(where: string): Promise<SqlState> {
  const key = where.startsWith('postgres') ? { keyEncryptionKey: sharedKey } : {};
  return openSqlState(where, worldOf(worldText()), key);
}

/** Every record that a store holds. */
async function recordsOf(where: string): Promise<TrailRecord[]> {
  const { db, close } = await openDatabase(where, { readOnly: false });
  const rows = await db.selectFrom('events').select('record').execute();
  await close();
  return rows.map(({ record }) => JSON.parse(record) as TrailRecord);
}

/** What a process told before it was killed, some time after its first word. */
async function killed(args: readonly string[], milliseconds: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [program.path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: Acknowledged[] = [];
  let timer: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Acknowledged | { readonly kind: 'ready' };
    if (said.kind === 'ready') timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    else told.push(said);
  }
  clearTimeout(timer);
  expect(child.signalCode ?? 'SIGKILL').toBe('SIGKILL');
  return told;
}
