// schemas/policy.schema.json is for editors; the parser is the authority. They agree on every fixture,
// but for what a schema without the type of the policy cannot see.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { operatorNames } from '../../src/catalog/operators.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { parseJson } from '../../src/syntax/json.ts';
import { badPolicies, goodPolicies } from './fixtures.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/policy.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
});
const validate = ajv.compile(schema);

/** Errors that follow from the type of the policy, from two statements together, or from the JSON text. */
const unseen = new Set([
  ...['element-not-allowed', 'missing-principal', 'principal-key-not-allowed', 'duplicate-sid'],
  ...['invalid-sid', 'missing-version', 'old-version', 'action-without-service'],
  ...['principal-not-everyone', 'allow-not-allowed', 'malformed-variable'],
  ...['not-principal-not-allowed'],
]);

test.each([...goodPolicies, ...badPolicies.filter(({ text }) => parseJson(text).node)])(
  'parser and schema agree on $sentence',
  ({ text, type }) => {
    const { diagnostics } = parsePolicy(text, { type });
    const seen = diagnostics.filter(
      ({ severity, code }) => severity === 'error' && !unseen.has(code),
    );
    const valid = validate(JSON.parse(text));
    expect(valid, JSON.stringify(seen[0] ?? validate.errors, null, 2)).toBe(seen.length === 0);
  },
);

test('the schema knows the operators of the catalog', () => {
  const { condition } = schema.$defs;
  expect(Object.keys(condition.properties)).toEqual(operatorNames.map(({ name }) => name));
  const [pattern] = Object.keys(condition.patternProperties) as [string];
  for (const { name } of operatorNames) {
    for (const written of [`ForAllValues:${name}IfExists`, `${name}IfExists`]) {
      expect(new RegExp(pattern).test(written), written).toBe(name !== 'Null');
    }
  }
});
