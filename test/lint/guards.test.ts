// Policies that are right, and that linters are known to complain of: none brings an error or a high finding,
// nor a medium one or a warning.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import type { PolicyType } from '../../src/model/policy.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/lint/guards');

it.each(readdirSync(folder))('%s', (name) => {
  const type = /\.([a-z-]+)\.json$/.exec(name)?.[1] as PolicyType;
  const text = readFileSync(resolve(folder, name), 'utf8');
  const { findings, unread } = lint([{ path: name, text }], { typeOf: () => type });
  const told = findings.filter(({ severity }) => severity !== 'info' && severity !== 'low');
  expect(unread).toEqual([]);
  expect(told.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});
