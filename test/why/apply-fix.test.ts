// A fix written into the files of a world: whole, in the layout of each file, and saying just what was said.
import {
  chmodSync,
  lstatSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../src/explain/explanation.ts';
import type { PolicyType } from '../../src/model/policy.ts';
import { newlyAllowed, verdictIn } from '../../src/why/fix/newly-allowed.ts';
import { type FixPlan, planFix } from '../../src/why/fix/plan-fix.ts';
import { writeFix } from '../../src/why/fix/write-fix.ts';
import { loadWorld } from '../../src/world/load.ts';
import { folderOf } from '../scenario/files.ts';
import { type ApplyCase, applyCases, copyWorld, fixOf } from './apply-cases.ts';

async function planned(subject: ApplyCase, change: (path: string) => void = () => undefined) {
  const folder = folderOf({});
  copyWorld(subject, folder);
  change(folder);
  const world = await loadWorld([folder]);
  const plan = planFix(world, fixOf(world, subject), subject.asked);
  return { folder, world, plan };
}

describe('each layout', () => {
  it.each(applyCases)('$name', async (subject) => {
    const { folder, world, plan } = await planned(subject);
    const reported = newlyAllowed(world, plan.patched.world, subject.asked);
    const sentences = reported.groups.map(({ sentence }) => sentence);
    await expect(shown(plan, sentences, folder)).toMatchFileSnapshot(
      `../../fixtures/why/apply/${subject.name}/plan.txt`,
    );
    if (plan.edits.length === 0) return;
    expect(writeFix(plan.edits)).toEqual({
      files: plan.edits.map(({ file }) => file),
      problems: [],
    });
    const again = await loadWorld([folder]);
    expect(verdictIn(again, subject.asked.ask, subject.asked.options)).toBe('allow');
    const opened = newlyAllowed(world, again, subject.asked);
    expect(opened.asked).toBe(true);
    expect(opened.groups).toEqual(reported.groups);
  });
});

function shown({ diff, commands, problems }: FixPlan, opened: readonly string[], folder: string) {
  const parts = [
    diff,
    ...commands.map((command) => `$ ${command}\n`),
    ...problems.map(({ message, why, remedy }) => `${message}: ${why}; ${remedy}\n`),
    ...opened.map((sentence) => `opens ${sentence}\n`),
  ];
  return parts
    .join('\n')
    .replaceAll(`${folder.replace(/^\//, '')}/`, '')
    .replaceAll(`${folder}/`, '');
}

describe('the encoding of a file stays', () => {
  const encodings = {
    'UTF-8 with a byte-order mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8'),
    'UTF-16, little end first': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'UTF-16, big end first': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    'lines of Windows': (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')),
  };
  it.each(Object.entries(encodings))('%s', async (_, encode) => {
    for (const subject of applyCases) {
      const plain = await planned(subject);
      if (plain.plan.edits.length === 0) continue;
      const { plan, folder } = await planned(subject, (path) => {
        for (const { file } of plain.plan.edits) {
          const copy = file.replace(plain.folder, path);
          writeFileSync(copy, encode(readFileSync(copy, 'utf8')));
        }
      });
      expect(writeFix(plan.edits).problems).toEqual([]);
      for (const { file, after } of plain.plan.edits) {
        expect(
          readFileSync(file.replace(plain.folder, folder)).equals(encode(after)),
          subject.name,
        ).toBe(true);
      }
    }
  });
});

describe('writing', () => {
  const subject = applyCases.find(({ name }) => name.startsWith('both-sides'))!;

  it('follows links and keeps modes', async () => {
    const { plan, folder } = await planned(subject, (path) => {
      const target = join(folderOf({}), 'elsewhere.yaml');
      renameSync(join(path, 'other.yaml'), target);
      chmodSync(target, 0o640);
      symlinkSync(target, join(path, 'other.yaml'));
    });
    expect(writeFix(plan.edits).problems).toEqual([]);
    const link = join(folder, 'other.yaml');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(link).mode & 0o777).toBe(0o640);
    expect(readFileSync(link, 'utf8')).toContain('AllowDecrypt');
  });

  it('touches nothing where a file has changed since', async () => {
    const { plan, folder } = await planned(subject);
    const last = plan.edits.at(-1)!;
    writeFileSync(last.file, `${last.before}\n# another hand\n`);
    const { files, problems } = writeFix(plan.edits);
    expect(files).toEqual([]);
    expect(problems[0]?.message).toContain('has changed since it was read');
    expect(readFileSync(join(folder, 'world.yaml'), 'utf8')).not.toContain('AllowDecrypt');
  });
});

it('never throws, whatever a fix says', async () => {
  const subject = applyCases.find(({ name }) => name.startsWith('a-statement-joins'))!;
  const world = await loadWorld([`fixtures/why/apply/${subject.name}/world`]);
  const { patch, ...step } = fixOf(world, subject);
  const words = fc.constantFrom(
    '',
    '/',
    '/Statement/-',
    '/Statement/9',
    '/Statement/0/Action',
    '/__proto__/x',
    '-',
  );
  const types = fc.constantFrom<PolicyType>(
    'key-policy',
    'identity-policy',
    'trust-policy',
    'permissions-boundary',
    'session-policy',
    'service-control-policy',
    'vpc-endpoint-policy',
  );
  const patches = fc.record({
    op: fc.constantFrom('add-statement', 'replace-value', 'add-document'),
    policy: fc.constantFrom('key-policy', 'nobody'),
    type: types,
    pointer: words,
    statement: fc.dictionary(fc.string(), fc.jsonValue()),
    value: fc.jsonValue(),
    level: fc.option(fc.nat(3), { nil: undefined }),
    text: fc.constant(''),
  });
  fc.assert(
    fc.property(patches, (wild) => {
      const fix = { ...step, patch: { ...patch, ...wild } } as Fix;
      const { edits, problems } = planFix(world, fix, subject.asked);
      expect(edits.length > 0 && problems.length > 0).toBe(false);
    }),
    { numRuns: 300 },
  );
});
