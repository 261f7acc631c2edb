// Complete policies of AWS's own pages: none brings an error or a high finding without a reason in writing.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lint } from '../../src/lint/lint.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/aws-examples');
const read = (name: string) => readFileSync(resolve(folder, name), 'utf8');
const sources = parse(read('sources.yaml')) as Record<
  string,
  { readonly source: string; readonly high?: Record<string, string> }
>;

describe('the example policies of AWS', () => {
  it('are all listed with their page', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(Object.keys(sources).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.entries(sources))('%s', (name, { source, high = {} }) => {
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    const { files, findings, unread } = lint([{ path: name, text: read(name) }]);
    expect(unread).toEqual([]);
    expect(files.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    const bad = findings.filter(({ severity }) => severity === 'error' || severity === 'high');
    expect(bad.map(({ rule }) => rule)).toEqual(Object.keys(high));
  });
});
