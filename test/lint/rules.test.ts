// Every rule has fixtures in both directions, and every finding of the fixtures its proof and its place.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/lint/finding.ts';
import { rules } from '../../src/lint/rules.ts';
import type { Span } from '../../src/model/span.ts';
import { fixtures, lintFixture } from './fixtures.ts';

describe.each(fixtures)('$rule/$name', (fixture) => {
  const report = lintFixture(fixture);
  const own = report.findings.filter(({ rule }) => rule === fixture.rule);

  it(fixture.name.startsWith('bad') ? 'brings a finding of the rule' : 'brings none', () => {
    expect(own.map(({ message }) => message)).toSatisfy((messages: readonly string[]) =>
      fixture.name.startsWith('bad') ? messages.length > 0 : messages.length === 0,
    );
  });

  it('has witnesses that come to what they claim', () => {
    for (const { witness } of report.findings) {
      if (witness) expect(witness.decide().verdict).toBe(witness.verdict);
    }
  });

  it('cuts whole elements out of the source', () => {
    for (const { span, file, rule } of report.findings) {
      // A document that is too large is pointed at where it starts.
      if (!span || span.start.offset === span.end.offset || !file.endsWith('.json')) continue;
      const words = fixture.text.slice(span.start.offset, span.end.offset);
      expect(textBetween(fixture.text, span)).toBe(words);
      // A few point at a character or a variable inside of an element; policies inside of texts are escaped.
      if (/^(?:G01|G04|G12|T09)-/.test(rule) || fixture.text.includes('\\"')) continue;
      expect(() => JSON.parse(words)).not.toThrow();
    }
  });

  if (fixture.name.startsWith('bad')) {
    it('is reported as recorded', async () => {
      const path = `../../fixtures/lint/${fixture.rule}/${fixture.name}.findings.txt`;
      const shown = own.map((finding) => lineOf(finding, fixture.text)).join('\n');
      await expect(`${shown}\n`).toMatchFileSnapshot(path);
    });
  }
});

describe('the rules', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s is complete', (id, rule) => {
    expect(id).toMatch(/^[GXTPKCDB]\d\d-[a-z0-9]+(-[a-z0-9]+)*$/);
    const text = (name: 'bad' | 'good') =>
      fixtures.filter((fixture) => fixture.rule === id && fixture.name.startsWith(name)).length;
    expect([text('bad') > 0, text('good') > 0]).toEqual([true, true]);
    expect(rule.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    const file = resolve(import.meta.dirname, `../../src/lint/rules/${id.toLowerCase()}.ts`);
    expect(readFileSync(file, 'utf8')).toContain(`id: '${id}'`);
    for (const sentence of [rule.summary, rule.why, rule.remedy]) {
      expect(sentence).toMatch(/^(?:[a-z`]|AWS|IAM|KMS).*[^.]$/);
    }
  });

  it('stand in the order of their codes, each once', () => {
    const groups = 'GXTPKCDB';
    const key = (id: string) => `${groups.indexOf(id[0]!)}${id}`;
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => (key(a) < key(b) ? -1 : 1)));
  });
});

/** What stands between two places by line and column. */
function textBetween(text: string, { start, end }: Span): string {
  const lines = text.split(/\r?\n/).slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = lines[last]!.slice(0, end.column - 1);
  lines[0] = lines[0]!.slice(start.column - 1);
  return lines.join('\n');
}

/** `12:7 high: message` and below it the words at the place, the witness and the suggestion. */
function lineOf({ span, severity, message, witness, suggestion, certain }: Finding, text: string) {
  const place = span ? `${span.start.line}:${span.start.column}` : '-';
  const words = span ? text.slice(span.start.offset, span.end.offset).split('\n')[0] : '';
  return [
    `${place} ${severity}${certain ? '' : ' (possible)'}: ${message}`,
    `    at ${words}`,
    ...(witness
      ? [`    witness: ${witness.sentence} (${witness.verdict}, ${witness.reason})`]
      : []),
    ...(suggestion ? [`    ${suggestion.effect}: ${suggestion.title}`] : []),
  ].join('\n');
}
