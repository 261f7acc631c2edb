// docs/rules: a page for each rule, written from the rule and its fixtures. `npx vitest run test/lint -u` writes them.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/lint/finding.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/rules.ts';
import { type Fixture, fixtures, lintFixture } from './fixtures.ts';

const docs = resolve(import.meta.dirname, '../../docs/rules');

describe('docs/rules', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s.md', async (id, rule) => {
    await expect(pageOf(rule)).toMatchFileSnapshot(`${docs}/${id}.md`);
  });

  it('README.md', async () => {
    await expect(indexPage()).toMatchFileSnapshot(`${docs}/README.md`);
  });

  it('has no page of a rule that is gone', () => {
    const wanted = new Set(['README.md', ...rules.map(({ id }) => `${id}.md`)]);
    expect(readdirSync(docs).filter((name) => !wanted.has(name))).toEqual([]);
  });
});

const groups: Readonly<Record<string, string>> = {
  G: 'Grammar',
  X: 'Names that do not exist',
  T: 'Types and operators',
  P: 'Principals, public and cross-account access',
  K: 'What is special about KMS keys',
  C: 'Service and resource control policies',
  D: 'Dead and redundant statements',
  B: 'Good practice',
};

function indexPage(): string {
  const sections = Object.entries(groups).flatMap(([letter, title]) => {
    const own = rules.filter(({ id }) => id.startsWith(letter));
    if (own.length === 0) return [];
    const rows = own.map(
      ({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${cell(summary)} |`,
    );
    return [`## ${title}`, '', '| rule | severity | finds |', '|---|---|---|', ...rows, ''];
  });
  return [
    '# The rules of `keyward lint`',
    '',
    `${rules.length} rules. An \`error\` breaks a deployment or makes a statement void; \`high\`, \`medium\` and \`low\` are about`,
    'who gets access; a `warning` is about what is probably not meant; `info` only informs. `keyward explain RULE` prints',
    'the same, and [linting](../lint.md) says how to run them, and how to account for what is as it should be.',
    '',
    ...sections,
  ].join('\n');
}

function pageOf(rule: Rule): string {
  const { id, severity, summary, why, remedy, ignore, source } = rule;
  const own = fixtures.filter((fixture) => fixture.rule === id);
  const bad = own.find(({ name }) => name.startsWith('bad'));
  const good = own.find(({ name }) => name.startsWith('good'));
  return [
    `# ${id}`,
    '',
    `*${severity}*: ${summary}.`,
    '',
    `**Why:** ${why}.`,
    '',
    `**What to do:** ${remedy}.`,
    '',
    ...(ignore === undefined ? [] : [`**When to leave it:** ${ignore}.`, '']),
    ...(bad
      ? ['## Found', '', `${titleOf(bad)}:`, '', ...fenced(bad), '', ...reported(bad), '']
      : []),
    ...(good ? ['## Not found', '', `${titleOf(good)}:`, '', ...fenced(good), ''] : []),
    `Read more: [${source.split('/').at(-1)}](${source}). [All rules](README.md).`,
    '',
  ].join('\n');
}

function titleOf({ name }: Fixture): string {
  const words = name
    .replace(/^(bad|good)-/, '')
    .replace(/\..*$/, '')
    .replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const longest = 80;

function fenced({ name, text }: Fixture): readonly string[] {
  const lines = text.trimEnd().split('\n');
  const shown = lines.length > longest ? [...lines.slice(0, longest), '…'] : lines;
  return [`\`\`\`${name.endsWith('json') ? 'json' : 'yaml'}`, ...shown, '```'];
}

/** What is reported, and the request that proves it. */
function reported(fixture: Fixture): readonly string[] {
  const found = lintFixture(fixture).findings.filter(({ rule }) => rule === fixture.rule);
  return found.slice(0, 3).flatMap(findingLines);
}

function findingLines({ span, severity, message, witness, certain }: Finding): readonly string[] {
  const place = span ? `line ${span.start.line}: ` : '';
  const said = `- ${place}**${severity}**${certain ? '' : ' (possible)'}: ${message}`;
  if (!witness) return [said];
  const { principal, action, context = {} } = witness.request;
  const who = typeof principal === 'string' ? principal : JSON.stringify(principal);
  const with_ = Object.entries(context).map(
    ([key, value]) => `, \`${key}\` = \`${JSON.stringify(value)}\``,
  );
  return [
    said,
    `  - the proof: ${witness.sentence}. \`${who}\` calls \`${action}\`${with_.join('')}: ${witness.verdict} (\`${witness.reason}\`)`,
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
