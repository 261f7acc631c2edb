// Plans: what was read of each, with the words of the file at every place.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import { readFile } from '../../src/lint/read-file.ts';
import { describeReading } from './readings.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/lint/plans');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const textOf = (name: string) => readFileSync(resolve(folder, name), 'utf8');
const read = (text: string, file = 'plan.json') => readFile({ file, text });

describe('plans', () => {
  it.each(files)('%s is read as recorded', async (name) => {
    const described = describeReading(read(textOf(name), name));
    await expect(described).toMatchFileSnapshot(`${folder}/${name}.read.txt`);
  });

  it.each(files)('%s is read alike on one line and on many', (name) => {
    const unplaced = (text: string) => describeReading(read(text, name)).replace(/ {4}at .*/g, '');
    const value: unknown = JSON.parse(textOf(name));
    expect(unplaced(JSON.stringify(value))).toEqual(unplaced(JSON.stringify(value, null, 2)));
  });

  it.each(files.filter((name) => name.startsWith('as-')))('%s brings nothing grave', (name) => {
    const { findings, unread } = lint([{ path: name, text: textOf(name) }]);
    const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'high');
    expect([grave, unread]).toEqual([[], []]);
  });

  it('is never complete where a policy is not known', () => {
    const { incomplete, unparsed } = read(textOf('a-policy-that-is-not-known.json'));
    const unknown = 'aws_iam_role.app.arn, local.admins';
    expect([incomplete, unparsed]).toEqual([
      true,
      [{ name: 'aws_kms_key.app.policy', type: 'key-policy', unknown }],
    ]);
  });
});

it('is nothing that --fix edits', () => {
  const name = 'a-policy-that-is-read-during-apply.json';
  const report = lint([{ path: name, text: textOf(name) }]);
  const [file] = report.files;
  const { files } = report;
  const scope = {
    files,
    documents: [],
    resources: [],
    trustedAccounts: [],
    trustedOrganizations: [],
  };
  expect(file && applyFixes(file, report.findings, scope).edits).toEqual([]);
});

it('is asked for where the configuration is given', () => {
  const [problem] = read('resource "aws_kms_key" "a" {}', 'main.tf').diagnostics;
  expect(problem?.remedy).toContain('terraform show -json');
});

describe('bad input', () => {
  const plan = (values: object, more: object = {}) =>
    JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            { address: 'aws_kms_key.a', mode: 'managed', type: 'aws_kms_key', name: 'a', values },
          ],
        },
      },
      ...more,
    });
  const codes = (text: string) => read(text).diagnostics.map(({ code }) => code);

  it.each([
    ['a plan without resources', '{ "format_version": "1.2", "planned_values": {} }', []],
    ['sections of the wrong kind', plan({}, { resource_changes: 5, configuration: [] }), []],
    ['a policy that is no JSON', plan({ policy: 'Allow' }), ['json-syntax']],
    ['a policy that is an object', plan({ policy: { Statement: 5 } }), ['wrong-type']],
    ['an empty policy', plan({ policy: '' }), []],
    ['a plan that is cut off', plan({}).slice(0, 60), ['json-syntax']],
  ])('%s is read as far as it goes', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('takes what is unknown for unknown where the plan has no configuration', () => {
    const change = { after: {}, after_unknown: { policy: true, is_enabled: true } };
    const text = plan({}, { resource_changes: [{ address: 'aws_kms_key.a', change }] });
    expect(codes(text)).toEqual(['unknown-policy']);
    expect(read(text).resources[0]).toMatchObject({ kind: 'key', hasPolicy: true });
  });
});
