// The published schemas hold for what is printed, and for the scenarios that ship.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reasons } from '../../src/scenario/answers.ts';
import { findScenarioFiles } from '../../src/scenario/load.ts';
import { keyward } from './keyward.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
for (const file of readdirSync('schemas')) {
  // References work alike in every draft that the schemas are written in.
  const { $schema: _, ...schema } = JSON.parse(readFileSync(join('schemas', file), 'utf8'));
  ajv.addSchema(schema);
}

function errorsOf(schema: string, value: unknown): unknown {
  const validate = ajv.getSchema(`${schema}.schema.json`)!;
  return validate(value) ? [] : validate.errors;
}

const outputs = 'fixtures/worlds/cli-outputs';
const ask = ['simulate', '--world', outputs, '--format', 'json', '--action', 'kms:Decrypt'];
const whyAsk = ['why', '--world', outputs, '--format', 'json', '--action', 'kms:Decrypt'];

// The schema, and a command that prints something of it.
const rows: readonly (readonly [string, readonly string[]])[] = [
  ['simulation', [...ask, '--principal', 'user/alice', '--key', 'alias/payroll']],
  ['simulation', [...ask, '--principal', 'user/alice', '--key', 'alias/orders']],
  ['simulation', [...ask, '--principal', 'user/alice', '--key', 'alias/order']],
  [
    'simulation',
    [...ask, '--principal', 'arn:aws:iam::444455556666:user/bob', '--key', 'alias/orders'],
  ],
  ['simulation', ['simulate', 'fixtures/start/scenario.yaml', '--format', 'json']],
  ['test-report', ['test', 'fixtures/start', '--format', 'json', '--coverage']],
  ['test-report', ['test', 'nowhere.yaml', '--format', 'json']],
  ['lint-report', ['lint', outputs, '--format', 'json']],
  ['lint-report', ['lint', 'fixtures/policies/bad', '--format', 'json']],
  ['why', ['why', '--world', outputs, '--format', 'json', '--error', 'nothing']],
  ['why', [...whyAsk, '--principal', 'user/alice', '--key', 'alias/payroll']],
  ['why', [...whyAsk, '--principal', 'user/nobody', '--key', 'alias/payroll']],
  ['why', ['why', '--world', outputs, '--format', 'json', 'fixtures/why/a-trail.jsonl']],
  ['world-summary', ['world', 'show', outputs, '--format', 'json']],
  [
    'replay-report',
    [
      'replay',
      '--world',
      'fixtures/why/trails/before.yaml',
      '--world-after',
      'fixtures/why/trails/after.yaml',
      'fixtures/why/trails',
      '--format',
      'json',
    ],
  ],
];

describe('a schema', () => {
  it.each(rows)('%s holds for keyward %j', async (schema, args) => {
    expect(errorsOf(schema, JSON.parse((await keyward(args)).stdout))).toEqual([]);
  });

  it('scenario holds for every scenario that ships', () => {
    const { files } = findScenarioFiles(['fixtures']);
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap((file) => {
      const errors = errorsOf('scenario', parse(readFileSync(file, 'utf8')));
      return (errors as unknown[]).length === 0 ? [] : [[file, errors]];
    });
    expect(wrong).toEqual([]);
  });

  it('scenario knows the reasons of the model', () => {
    const schema = JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8'));
    const { reason } = schema.$defs.expectation.properties;
    expect([...reason.enum].sort()).toEqual([...reasons].sort());
  });

  it('is listed and printed by `keyward schema`', async () => {
    const names = readdirSync('schemas').map((file) => file.replace('.schema.json', ''));
    const list = (await keyward(['schema'])).stdout;
    for (const name of names) {
      expect(list).toMatch(new RegExp(`^${name} +\\S`, 'm'));
      const printed = (await keyward(['schema', name])).stdout;
      expect(printed).toBe(readFileSync(`schemas/${name}.schema.json`, 'utf8'));
    }
  });
});
