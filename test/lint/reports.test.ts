// The reports of lint: each format for a file with findings, a clean one and an unreadable one.
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { conciseReport } from '../../src/lint/reporters/concise.ts';
import { githubReport } from '../../src/lint/reporters/github.ts';
import { gitlabReport } from '../../src/lint/reporters/gitlab.ts';
import { jsonReport } from '../../src/lint/reporters/json.ts';
import { junitReport } from '../../src/lint/reporters/junit.ts';
import { markdownReport } from '../../src/lint/reporters/markdown.ts';
import { prettyReport } from '../../src/lint/reporters/pretty.ts';
import { sarifReport } from '../../src/lint/reporters/sarif.ts';

const partner = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Own',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Partner | 100 %',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:role/Engineering' },
        Action: 'kms:CreateGrant',
        Resource: '*',
      },
    ],
  },
  null,
  2,
);
const only = ['G01-json-syntax', 'G06-effect', 'K14-create-grant-escalation'];
const files = [
  { path: 'policies/a key.json', text: partner },
  { path: 'policies/clean.json', text: partner.replace(/,\s*\{\s*"Sid": "Partner[\s\S]*/, ']}') },
  { path: 'policies/broken.json', text: '{ "Statement": [' },
];
const report = lint(files, { only, today: '2026-11-27' });
const paint = { red: same, yellow: same, cyan: same, dim: same, bold: same };

function same(text: string): string {
  return text;
}

const formats: Readonly<Record<string, () => string>> = {
  'pretty.txt': () => prettyReport(report, paint),
  'concise.txt': () => conciseReport(report),
  'json.json': () => jsonReport(report),
  'sarif.json': () => sarifReport(report, '0.0.0'),
  'junit.xml': () => junitReport(report),
  'github.txt': () => githubReport(report),
  'gitlab.json': () => gitlabReport(report),
  'markdown.md': () => markdownReport(report),
};

describe('a report', () => {
  it.each(Object.keys(formats).filter((name) => name !== 'sarif.json'))('as %s', async (name) => {
    await expect(formats[name]!()).toMatchFileSnapshot(`reports/${name}`);
  });

  it('as SARIF has columns that count from 1, fingerprints and rules with help', () => {
    const { runs, version } = JSON.parse(formats['sarif.json']!());
    expect(version).toBe('2.1.0');
    const [{ results, tool, columnKind }] = runs;
    expect(columnKind).toBe('utf16CodeUnits');
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === only[2]);
    expect(tool.driver.rules[result.ruleIndex].id).toBe(only[2]);
    const [{ physicalLocation }] = result.locations;
    expect(physicalLocation.artifactLocation.uri).toBe('policies/a%20key.json');
    const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
    const lines = partner.split('\n');
    expect(startLine).toBe(endLine);
    expect(lines[startLine - 1]!.slice(startColumn - 1, endColumn - 1)).toBe('"kms:CreateGrant"');
    expect(result.partialFingerprints['keyward/v1']).toMatch(/^[0-9a-f]{16}/);
    for (const { shortDescription, help, helpUri } of tool.driver.rules) {
      expect(shortDescription.text).toMatch(/\.$/);
      expect(help.text.length).toBeGreaterThan(20);
      expect(helpUri).toMatch(/^https:/);
    }
  });

  it('counts the file that could not be read', () => {
    expect(report.unread).toEqual(['policies/broken.json']);
  });
});
