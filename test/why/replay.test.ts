// A replay comes to the same report however the trail is laid out and shared out, and as judging every record on
// its own does; what cannot be read is counted and named, and costs nothing else.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../src/why/call/judge.ts';
import { createBoundedJudge } from '../../src/why/replay/judge.ts';
import { createMerger } from '../../src/why/replay/merge.ts';
import { replay } from '../../src/why/replay/replay.ts';
import type { ReplayReport } from '../../src/why/replay/report.ts';
import { plainOutcomes, replayerOf } from '../../src/why/replay/unit.ts';
import { unitsOf } from '../../src/why/replay/units.ts';
import { trailFiles } from '../../src/why/trail/files.ts';
import { readRecord } from '../../src/why/trail/read-record.ts';
import { folderOf } from '../scenario/files.ts';
import { anyRecord, trailWorld } from './trail-records.ts';

const before = trailWorld('before');
const after = trailWorld('after');
const records = fc.sample(anyRecord, { numRuns: 1500, seed: 5 });
const other = { ...records[0], eventSource: 's3.amazonaws.com' };
const lines = (some: readonly object[]) => some.map((each) => `${JSON.stringify(each)}\n`).join('');

/** Without the memo, without sharing out: one record after another. */
async function plainly(paths: readonly string[]): Promise<ReplayReport> {
  const outcomes = plainOutcomes([createJudge(before), createJudge(after)]);
  const merger = createMerger();
  const files = trailFiles(paths);
  for (const unit of unitsOf(files, Number.POSITIVE_INFINITY)) {
    merger.add((await replayerOf(outcomes)(unit)).part, 0);
  }
  return merger.report(files.length);
}

describe('a replay', () => {
  const folder = folderOf({
    'a.jsonl': lines(records.slice(0, 900)),
    'AWSLogs/111122223333/CloudTrail/us-east-1/2026/04/01/one.json': JSON.stringify({
      Records: [...records.slice(900, 1200), other],
    }),
    'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/04/01/digest.json': JSON.stringify({
      digestS3Bucket: 'amzn-s3-demo-bucket',
      logFiles: [],
    }),
    'AWSLogs/111122223333/CloudTrail-Insight/us-east-1/2026/04/01/insight.json': JSON.stringify({
      Records: [{ eventVersion: '1.08', eventCategory: 'Insight', insightDetails: {} }],
    }),
    'b.jsonl': `${lines(records.slice(1200))}no JSON\n${lines([records[0]!]).slice(0, 200)}\n`,
  });
  const day = join(folder, 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/04/01');
  const packed = (some: readonly object[]) => gzipSync(JSON.stringify({ Records: some }));
  const members = [records.slice(0, 5), records.slice(5, 9)].map((some) => gzipSync(lines(some)));
  writeFileSync(join(day, 'two.json.gz'), packed(records.slice(0, 50)));
  writeFileSync(join(day, 'members.json.gz'), Buffer.concat(members));
  writeFileSync(join(day, 'cut.json.gz'), packed(records.slice(0, 50)).subarray(0, -300));

  it.each([1, 1_000, 20_000, 1_000_000])(
    'with units of %i bytes says what a plain loop says',
    async (unitBytes) => {
      const report = await replay(before, after, [folder], { threads: 1, unitBytes });
      expect(report).toEqual(await plainly([folder]));
    },
  );

  it('counts everything', async () => {
    const { records: counts, problems, skipped, changes } = await plainly([folder]);
    expect(counts.read).toBe(counts.decided + counts.unjudged + counts.skipped);
    expect(counts.read).toBeGreaterThan(1500 + 1 + 2 + 50 + 9 + 30);
    expect(skipped.map(({ because, count }) => [because, count])).toEqual([
      ['digest', 1],
      ['insight', 1],
      ['other-service', 1],
    ]);
    expect(problems.map(({ kind, count }) => [kind, count])).toEqual([
      ['broken', 1],
      ['gzip', 1],
      ['not-json', 1],
    ]);
    expect(Object.values(changes).filter((count) => count > 0).length).toBeGreaterThan(2);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    const { records: counts } = await replay(before, after, [folder], {
      threads: 1,
      unitBytes: 20_000,
      onProgress: ({ bytes, totalBytes, records: read }) => {
        expect(bytes).toBeLessThanOrEqual(totalBytes);
        seen.push(read);
      },
    });
    expect(seen.at(-1)).toBe(counts.read);
    expect(seen).toEqual([...seen].sort((one, another) => one - another));
  });

  it('of a world with itself changes nothing', async () => {
    const { groups } = await replay(before, before, [folder], { threads: 1 });
    expect(groups).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const sound = { ...records.find((each) => 'eventID' in each)!, resources: [] };
  const deep = `{"eventVersion":"1.11","x":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  const rows: readonly (readonly [
    what: string,
    bytes: string | Buffer,
    named: readonly string[],
  ])[] = [
    ['an empty file', '', ['file: there is nothing in it']],
    ['a text', 'Hello.\nWorld.\n', ['file:1: what stands here is not JSON']],
    ['a number', '[7]', ['file, record 1: it is not a JSON object']],
    ['a record without a service', '{"a":1}\n', ['file:1: it has no `eventSource`']],
    ['a record that is cut', lines([sound]).slice(0, 99), ['file:1: it ends in the middle']],
    [
      'a list that is cut',
      '{"Records":[',
      ['file, record 1: the file ends before the list of records does'],
    ],
    ['a deep record', deep, ['file:1: it nests more than 64 levels deep']],
    [
      'a large record',
      JSON.stringify({ x: 'x'.repeat(1 << 20) }),
      ['file:1: it is larger than 1 MB'],
    ],
    [
      'bytes that are not UTF-8',
      Buffer.from('{"eventVersion":"\xff"}\n', 'latin1'),
      ['file:1: it is not valid UTF-8'],
    ],
    [
      'corrupt gzip',
      Buffer.concat([gzipSync(lines([sound])).subarray(0, 40), Buffer.alloc(40, 255)]),
      ['file: the gzip data is corrupt: invalid bit length repeat'],
    ],
    [
      'cut gzip',
      gzipSync('{"Records":[]}').subarray(0, -9),
      ['file: the gzip data ends in the middle'],
    ],
    [
      'gzip and other bytes',
      Buffer.concat([gzipSync('{"Records":[]}'), Buffer.from('more')]),
      ['file: the gzip data is corrupt: incorrect header check'],
    ],
  ];
  const folder = folderOf({});
  it.each(rows)('%s is named, and others are read', async (what, bytes, named) => {
    const path = join(folder, what.replaceAll(' ', '-'));
    writeFileSync(path, bytes);
    const next = `${path}.jsonl`;
    writeFileSync(next, lines([sound]));
    const report = await replay(before, after, [path, next], { threads: 1 });
    const said = report.problems.flatMap((tally) =>
      tally.named.map(({ place: { file, line, record }, message }) => {
        const at = record === undefined ? (line > 0 ? `:${line}` : '') : `, record ${record}`;
        return `${file.replace(path, 'file')}${at}: ${message}`;
      }),
    );
    expect(said).toEqual(named);
    expect(report.records.decided + report.records.unjudged).toBe(1);
  });

  it('is named twenty times and counted on', async () => {
    const path = join(folder, 'many.jsonl');
    writeFileSync(path, '{"a":1}\n'.repeat(50));
    const { problems } = await replay(before, after, [path], { threads: 1 });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind: 'broken', count: 50 });
    expect(problems[0]!.named.map(({ place }) => place.line)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
  });

  it('is named where records of the same shape were read', async () => {
    const known = { ...sound, eventTime: '2026-04-01T13:00:00Z', eventName: 'Decrypt' };
    const line = JSON.stringify(known);
    const starts = [...line.matchAll(/(?<=:")/g)].map(({ index }) => index);
    const bent = starts.map((at) => `${line.slice(0, at)}\t${line.slice(at)}\n`);
    const path = join(folder, 'bent.jsonl');
    writeFileSync(path, lines([known, known]) + bent.join(''));
    const report = await replay(before, after, [path], { threads: 1 });
    expect(report).toEqual(await plainly([path]));
    expect(report.problems).toMatchObject([{ kind: 'broken', count: bent.length }]);
    expect(bent.length).toBeGreaterThan(10);
  });

  it('holds no records, whatever stood before it', async () => {
    const cut = '{"eventVersion":"1.11","userIdentity":{"type":"IAMUser"},x}';
    const path = join(folder, 'parts.jsonl');
    writeFileSync(path, `${lines([sound])}{"type":1} {"type":2}\n${cut}\n${lines([sound])}`);
    const { records: counts } = await replay(before, after, [path], { threads: 1 });
    expect(counts).toMatchObject({ read: 4, broken: 3 });
  });

  it('is told as a plain loop does, whichever byte is bent', async () => {
    const sample = records.slice(0, 40).map((each) => JSON.stringify(each));
    const bend = fc
      .tuple(fc.constantFrom(...sample), fc.nat(), fc.nat({ max: 127 }))
      .map(([line, at, code]) => {
        const place = at % line.length;
        return `${line.slice(0, place)}${String.fromCharCode(code)}${line.slice(place + 1)}`;
      });
    const bent = fc.sample(bend, { numRuns: 4000, seed: 7 });
    const path = join(folder, 'any-byte.jsonl');
    writeFileSync(path, `${[...sample, ...sample, ...bent].join('\n')}\n`);
    const report = await replay(before, after, [path], { threads: 1 });
    expect(report).toEqual(await plainly([path]));
    expect(report.problems.length).toBeGreaterThan(0);
  });

  it('may be a path that leads nowhere', async () => {
    const report = await replay(before, after, ['fixtures/nowhere.json'], { threads: 1 });
    expect(report.problems[0]?.named[0]?.message).toBe(
      '`fixtures/nowhere.json` cannot be read: there is no such file or folder',
    );
  });
});

it('a corrupt gzip file gives everything before the corrupt byte', async () => {
  const folder = folderOf({});
  const path = join(folder, 'corrupt.json.gz');
  const bytes = gzipSync(lines(records));
  const at = Math.floor(bytes.length * 0.7);
  bytes.fill(0xff, at, at + 64);
  writeFileSync(path, bytes);
  const report = await replay(before, after, [path], { threads: 1 });
  expect(report.problems.map(({ kind }) => kind)).toContain('gzip');
  // Records of this sample pack alike, so about as many are before the byte as it is far in.
  expect(report.records.read).toBeGreaterThan(records.length * 0.6);
});

it('a judge that forgets judges alike', () => {
  const judges = [createBoundedJudge(before, 2), createJudge(before)];
  for (const value of records.slice(0, 200)) {
    const read = readRecord(value);
    if (read.kind !== 'call') continue;
    const [one, two] = judges.map((judge) => JSON.stringify(judge(read.record)));
    expect(one).toBe(two);
  }
});

it('the fixtures hold the world after the change', () => {
  expect(readFileSync('fixtures/why/trails/after.yaml', 'utf8')).not.toBe(
    readFileSync('fixtures/why/trails/before.yaml', 'utf8'),
  );
});
