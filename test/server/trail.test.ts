// Trails: a file for each day and size, whole lines whatever happened to the one before.
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TrailRecord } from '../../src/model/trail-record.ts';
import { openTrail } from '../../src/server/trail.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { alice, call, start } from './kit.ts';

const record = (eventTime: string) => ({ eventTime }) as TrailRecord;
const files = (path: string) => readdirSync(path).sort();
const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);

it('a day and a size have a file each, for their owner alone', () => {
  const path = temporaryFolder();
  const trail = openTrail(path, 60);
  for (const time of [
    '2026-11-02T23:59:59Z',
    '2026-11-03T00:00:00Z',
    '2026-11-03T00:00:01Z',
    '2026-11-03T00:00:02Z',
  ])
    trail.write(record(time));
  trail.close();
  expect(files(path)).toEqual([
    'keyward-2026-11-02.jsonl',
    'keyward-2026-11-03.2.jsonl',
    'keyward-2026-11-03.jsonl',
  ]);
  for (const file of files(path)) expect(statSync(join(path, file)).mode & 0o777).toBe(0o600);
});

it('a server that starts again goes on, after a torn line on a line of its own', () => {
  const path = temporaryFolder();
  const file = join(path, 'keyward-2026-11-02.jsonl');
  writeFileSync(file, '{"eventTime":"2026-11-02T00:00:00Z"}\n');
  appendFileSync(file, '{"eventTime":"2026-1');
  const trail = openTrail(path);
  trail.write(record('2026-11-02T00:00:01Z'));
  trail.close();
  const lines = linesOf(file);
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[2]!)).toEqual({ eventTime: '2026-11-02T00:00:01Z' });
});

it('a call whose record cannot be written is not answered', async () => {
  const path = join(temporaryFolder(), 'trail');
  const logged: string[] = [];
  const { url } = await start({ trail: path, log: (text) => logged.push(text) });
  rmSync(path, { recursive: true });
  const { status, json } = await call(url, alice, 'GenerateRandom', { NumberOfBytes: 8 });
  expect([status, json.__type]).toEqual([500, 'KMSInternalException']);
  expect(json).not.toHaveProperty('Plaintext');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(logged.join('')).toContain('"code":"ENOENT"');
});
