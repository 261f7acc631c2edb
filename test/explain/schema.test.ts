// The JSON form of real explanations is what schemas/explanation.schema.json says.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { explain } from '../../src/explain/explain.ts';
import { cases } from './cases.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/explanation.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

describe('the JSON form follows its schema', () => {
  test.each(cases)('$name', ({ policies, request, options }) => {
    const explanation = explain(compilePolicySet(policies), request, options);
    validate(JSON.parse(JSON.stringify(explanation)));
    expect(validate.errors ?? []).toEqual([]);
  });
});
