// What people account for: suppressions in comments, in metadata and in the configuration, other severities,
// baselines. What is wrong with an account is a finding itself.
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/lint/config.ts';
import { filePattern } from '../../src/lint/file-pattern.ts';
import { type LintOptions, lint } from '../../src/lint/lint.ts';

const today = '2026-11-27';
const rule = 'K14-create-grant-escalation';

/** A key policy in YAML in which a role of another account may create any grant; the lines before its Sid. */
const policy = (before = '', after = '') => `Version: "2012-10-17"
Statement:
  - Sid: Own
    Effect: Allow
    Principal: { AWS: "arn:aws:iam::111122223333:root" }
    Action: "kms:*"
    Resource: "*"
${before}  - Sid: Partner
    Effect: Allow
    Principal: { AWS: "arn:aws:iam::444455556666:role/Engineering" }
    Action: kms:CreateGrant${after}
    Resource: "*"
`;

function linted(text: string, options: LintOptions = {}) {
  const report = lint([{ path: 'key.yaml', text }], {
    only: [rule],
    today,
    typeOf: () => 'key-policy',
    ...options,
  });
  return {
    report,
    told: report.findings.map((finding) => finding.rule),
    suppressed: report.suppressed.map(({ reason }) => reason),
  };
}

// The lines before the statement, or after the action; what is told, and the reasons of what is not.
const comments: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['', '', [rule], []],
  ['  # keyward-ignore K14: the partner runs this key\n', '', [], ['the partner runs this key']],
  [`  # keyward-ignore ${rule}: by its id\n`, '', [], ['by its id']],
  ['  # keyward-ignore K14 until 2027-01-31: for now\n', '', [], ['for now']],
  ['', ' # keyward-ignore K14: on its line', [], ['on its line']],
  ['  # keyward-ignore K14 until 2026-01-31: for now\n', '', ['expired-suppression', rule], []],
  ['  # keyward-ignore K14\n', '', ['suppression-without-reason', rule], []],
  ['  # keyward-ignore Z99: nothing\n', '', ['unknown-rule', rule], []],
  ['  # keyward-ignore K01: another rule\n', '', ['unused-suppression', rule], []],
];

describe('a comment', () => {
  it.each(comments)('%j %j', (before, after, told, reasons) => {
    const found = linted(policy(before, after));
    expect([...found.told].sort()).toEqual([...told].sort());
    expect(found.suppressed).toEqual(reasons);
  });

  it('counts for nothing when suppressions do not', () => {
    const [, commented] = comments[1]!;
    const text = policy('  # keyward-ignore K14: a reason\n', commented);
    expect(linted(text, { suppress: false }).told).toEqual([rule]);
  });
});

/** Reads a configuration that must be right. */
function configured(text: string): LintOptions {
  const { config, diagnostics } = parseConfig(text, 'keyward.config.yaml');
  expect(diagnostics).toEqual([]);
  const { suppressions, severities, trustedAccounts } = config!;
  return { suppressions, severities, trustedAccounts };
}

const configurations: readonly (readonly [string, readonly string[]])[] = [
  ['ignore: [{ rule: K14, reason: r, sid: Partner }]', []],
  ['ignore: [{ rule: K14, reason: r, file: "*.yaml" }]', []],
  ['ignore: [{ rule: K14, reason: r, sid: Own }]', ['unused-suppression', rule]],
  ['ignore: [{ rule: K14, reason: r, file: "other/**" }]', ['unused-suppression', rule]],
  ['rules: { K14: off }', []],
  ['rules: { K14: low }', [rule]],
  ['overrides: [{ files: "other/*", rules: { K14: off } }]', [rule]],
  ['overrides: [{ files: "key.*", rules: { K14: off } }]', []],
];

describe('a configuration', () => {
  it.each(configurations)('%s', (text, told) => {
    const found = linted(policy(), configured(text));
    expect([...found.told].sort()).toEqual([...told].sort());
  });

  it.each([
    ['rulez: {}', /did you mean `rules`/],
    ['rules: { K99: off }', /there is no rule `K99`/],
    ['rules: { K14: loud }', /is `loud`/],
    ['failOn: never', /`failOn` is `never`/],
    ['types: [{ type: key-policy }]', /no `files`/],
    ['types: [{ files: x, type: key-polcy }]', /did you mean `key-policy`/],
    ['ignore: [{ rule: K14, until: soon }]', /is no day/],
    ['[]', /must be an object/],
    ['ignore: {', /./],
  ])('is refused: %s', (text, words) => {
    const { config, diagnostics } = parseConfig(text, 'keyward.config.yaml');
    expect(config).toBeUndefined();
    expect(diagnostics.map(({ message }) => message).join('\n')).toMatch(words);
    expect(diagnostics.every(({ span, file }) => span && file)).toBe(true);
  });
});

describe('a baseline', () => {
  it('leaves out what it knows, and only that', () => {
    const before = linted(policy()).report.findings;
    const baseline = new Set(before.map(({ fingerprint }) => fingerprint));
    const { report } = linted(policy(), { baseline });
    expect(report.findings).toEqual([]);
    expect(report.baselined).toHaveLength(1);
    const other = policy().replace('Engineering', 'Administrators');
    expect(linted(other, { baseline }).told).toEqual([rule]);
  });

  it('still knows a finding whose lines have moved', () => {
    const baseline = new Set(
      linted(policy()).report.findings.map(({ fingerprint }) => fingerprint),
    );
    expect(linted(`\n\n\n${policy()}`, { baseline }).told).toEqual([]);
  });
});

describe('a file pattern', () => {
  it.each([
    ['*.json', 'a/b/c.json', true],
    ['policies/*.json', 'policies/a.json', true],
    ['policies/*.json', 'policies/a/b.json', false],
    ['policies/**', 'policies/a/b.json', true],
    ['**/key.json', 'key.json', true],
    ['k?y.json', 'key.json', true],
    ['a.json', 'aXjson', false],
  ])('%s and %s: %s', (pattern, path, fits) => expect(filePattern(pattern)(path)).toBe(fits));
});

describe('a document of 10,000 statements', () => {
  it('is not compared statement by statement, and does not pass', () => {
    const statement = '{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }';
    const text = `{ "Statement": [${Array.from({ length: 10_000 }, () => statement).join()}] }`;
    const { findings, unread, files } = lint([{ path: 'a.identity-policy.json', text }]);
    expect(unread).toEqual(['a.identity-policy.json']);
    expect(files[0]?.documents).toEqual([]);
    expect(findings.map(({ message }) => message)).toContain(
      'the 10000 statements of the document were not looked at; split the document',
    );
  });
});
