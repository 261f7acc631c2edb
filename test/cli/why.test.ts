// `keyward why` from the outside: every kind of input, what is bad about some, exit codes, and fixes written to files.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../scenario/files.ts';
import { keyward } from './keyward.ts';

const outputs = 'fixtures/worlds/cli-outputs';
const trail = readFileSync('fixtures/why/a-trail.jsonl', 'utf8');
const records = trail
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly errorMessage?: string; readonly eventID: string });
const payroll = records.find(({ errorMessage = '' }) => /key\/2345bcde[^ ]*$/.test(errorMessage))!;
const one = JSON.stringify(payroll, null, 2);
const headline = /user alice may not kms:Decrypt key 2345bcde/;

const why = (...args: readonly string[]) => keyward(['why', '--world', outputs, ...args]);

/** The ways in which one record comes. */
const forms: Readonly<Record<string, string>> = {
  'record.json': one,
  'records.json': JSON.stringify({ Records: [payroll] }),
  'list.json': JSON.stringify([payroll]),
  'lines.jsonl': `${JSON.stringify(payroll)}\n`,
  'lookup-events.json': JSON.stringify({
    Events: [{ EventId: 'x', EventName: 'Decrypt', CloudTrailEvent: JSON.stringify(payroll) }],
  }),
};

describe('a record', () => {
  it.each(Object.entries(forms))('is found in %s', async (name, text) => {
    const folder = folderOf({ [name]: text });
    const { code, stdout, stderr } = await why(join(folder, name));
    expect(stdout).toMatch(headline);
    expect([code, stderr]).toEqual([1, '']);
  });

  it.each(Object.entries(forms))('is found in %s from standard input', async (_, text) => {
    const { code, stdout } = await keyward(['why', '--world', outputs, '-'], { stdin: text });
    expect(stdout).toMatch(headline);
    expect(code).toBe(1);
  });

  it('is found in gzip in the folders that CloudTrail writes', async () => {
    const folder = folderOf({ 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/x.txt': '' });
    const path = join(folder, 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/a.json.gz');
    writeFileSync(path, gzipSync(JSON.stringify({ Records: [payroll] })));
    expect((await why(folder)).stdout).toMatch(headline);
  });

  it('is explained though AWS allowed it, if it is the only one', async () => {
    const allowed = records.find(({ errorMessage }) => errorMessage === undefined);
    const { stdout } = await why(join(folderOf({ 'r.json': JSON.stringify(allowed) }), 'r.json'));
    expect(stdout).toMatch(/^AWS allowed this call/);
  });
});

describe('an error text', () => {
  const text = payroll.errorMessage!;

  it.each([
    ['as an argument', async () => why('--error', text)],
    ['in a file', async () => why(join(folderOf({ 'e.txt': `boom: ${text}\n` }), 'e.txt'))],
    [
      'in a JSON log',
      async () =>
        why(join(folderOf({ 'e.json': JSON.stringify({ level: 'error', text }) }), 'e.json')),
    ],
    ['from standard input', async () => keyward(['why', '--world', outputs, '-'], { stdin: text })],
  ])('is understood %s', async (_, ask) => {
    const { code, stdout } = await ask();
    expect(stdout).toMatch(headline);
    expect(code).toBe(1);
  });

  it('is completed by flags', async () => {
    const hidden = text.replace(
      / on resource: .*/,
      ' on this resource because no resource-based policy allows the kms:Decrypt action',
    );
    const { stdout } = await why('--error', hidden, '--key', 'alias/payroll');
    expect(stdout).toMatch(headline);
  });

  it.each([
    ['make: *** [deploy] Error 1', /give all of what AWS KMS said/],
    [
      "An error occurred (NotFoundException) when calling the Decrypt operation: Key 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist",
      /no denial/,
    ],
    [
      'Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdef',
      /decode-authorization-message/,
    ],
  ])('that tells of no denial is said to be that: %s', async (other, message) => {
    const { code, stdout, stderr } = await why('--error', other);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([3, '']);
  });
});

describe('a trail', () => {
  it('gives each different denial once, counts what it passes over, and ends with 3 where some have no answer', async () => {
    const { code, stdout, stderr } = await why('fixtures/why/a-trail.jsonl', '--limit', '30');
    const denied = records.filter(({ errorMessage = '' }) =>
      /not authorized|VPC endpoint/.test(errorMessage),
    );
    expect(stdout.match(/^\d+\. 1 record: /gm)).toHaveLength(denied.length);
    expect(stderr).toContain('passed over records: 1 of other services');
    expect(code).toBe(3);
  });

  it('counts alike denials together', async () => {
    const lines = Array.from({ length: 50 }, (_, index) =>
      JSON.stringify({ ...payroll, eventID: `e${index}` }),
    );
    const folder = folderOf({ 'a.jsonl': lines.join('\n') });
    const { stdout } = await why(folder);
    expect(stdout).toContain('1. 50 records: e0, e1, e2 and 47 more');
  });

  it('names everything that cannot be read, and loses nothing else', async () => {
    const folder = folderOf({
      'a-good.json': one,
      'b-torn.jsonl': `${JSON.stringify(payroll)}\n${JSON.stringify(payroll).slice(0, 700)}`,
      'c-none.json': '',
      'd-insight.json': JSON.stringify({
        Records: [{ eventCategory: 'Insight', insightDetails: {} }],
      }),
      'e-digest.json': JSON.stringify({ digestS3Bucket: 'b', logFiles: [] }),
      'f-list.json': '[1, "two"]',
    });
    const packed = gzipSync(JSON.stringify({ Records: [payroll, payroll] }));
    writeFileSync(join(folder, 'g-cut.json.gz'), packed.subarray(0, packed.length - 12));
    writeFileSync(join(folder, 'h-good.json.gz'), packed);
    const { code, stdout, stderr } = await why(folder);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^1\. [5-9] records|^AWS denied/);
    for (const name of ['b-torn', 'c-none', 'f-list', 'g-cut']) expect(stderr).toContain(name);
    expect(stderr).toContain('of CloudTrail Insights');
    expect(stderr).toContain('of digest files');
    expect(stderr).not.toContain('a-good');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('says so if no record has the eventID that is asked for', async () => {
    const { stderr } = await why('fixtures/why/a-trail.jsonl', '--event', 'nothing');
    expect(stderr).toContain('no record has that eventID');
  });

  it('says that a file is not there', async () => {
    const { code, stderr } = await why('nowhere.json');
    expect(stderr).toContain('nowhere.json');
    expect(code).toBe(3);
  });
});

describe('the command line', () => {
  it.each([
    [[], 'there is nothing to explain'],
    [['--principal', 'user/alice'], 'the request lacks `--action`'],
    [['--error', 'x', '--dry-run'], '`--dry-run` goes together with `--apply NUMBER`'],
    [['--error', payroll.errorMessage!, '--apply', '99'], 'there is no fix 99'],
    [['fixtures/why/a-trail.jsonl', '--apply', '1'], 'choose one with `--event`'],
    [
      ['--principal', 'user/alice', '--action', 'kms:Decrypt', '--key', 'a', '--resource', 'b'],
      'not for both',
    ],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await why(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('--apply', () => {
  const denied = ['--error', payroll.errorMessage!];

  it('shows what it would write, and writes nothing', async () => {
    const folder = folderOf({});
    cpSync(outputs, folder, { recursive: true });
    const { code, stdout } = await keyward([
      'why',
      '--world',
      folder,
      ...denied,
      '--apply',
      '1',
      '--dry-run',
    ]);
    expect(stdout).toMatch(/^--- a\//);
    expect(stdout).toContain('At AWS:');
    expect(code).toBe(0);
    const after = await keyward(['why', '--world', folder, ...denied]);
    expect(after.stdout).toMatch(headline);
  });

  it('writes the fix, after which the world allows the call', async () => {
    const folder = folderOf({});
    cpSync(outputs, folder, { recursive: true });
    const { code, stdout } = await keyward(['why', '--world', folder, ...denied, '--apply', '1']);
    expect(stdout).toContain('written: ');
    expect(code).toBe(0);
    const after = await keyward(['why', '--world', folder, ...denied]);
    expect(after.stdout).toMatch(/^AWS denied this call, but in this world it would be allowed/);
  });
});
