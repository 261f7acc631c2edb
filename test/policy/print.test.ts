// Laws of printing: what is printed reads as the same statements, whatever the policy.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operatorNames } from '../../src/catalog/operators.ts';
import type { JsonValue } from '../../src/model/policy.ts';
import { policyFromValue } from '../../src/policy/from-value.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { printPolicy } from '../../src/policy/print.ts';
import { goodPolicies } from './fixtures.ts';

/** Statements as a reader without places sees them. */
function statementsOf(text: string): unknown {
  const { policy } = parsePolicy(text, { type: 'key-policy' });
  return JSON.parse(JSON.stringify(policy!.statements), (key, value) =>
    /span$/i.test(key) ? undefined : value,
  );
}

const oneOrMore = (item: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> =>
  fc.oneof(item, fc.array(item, { maxLength: 3 }));

const name = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,12}$/);
const account = fc.stringMatching(/^\d{12}$/);
const awsPrincipal = fc.oneof(
  fc.constant('*'),
  account,
  fc.constant('AROADBQP57FF2AEXAMPLE'),
  fc.tuple(account, name).map(([id, user]) => `arn:aws:iam::${id}:user/${user}`),
  fc.tuple(account, name).map(([id, role]) => `arn:aws:iam::${id}:role/path/${role}`),
  fc
    .tuple(account, name, name)
    .map(([id, role, session]) => `arn:aws:sts::${id}:assumed-role/${role}/${session}`),
);
const principal: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: oneOrMore(awsPrincipal) }),
  fc.record({ Service: fc.constant('s3.amazonaws.com'), AWS: oneOrMore(awsPrincipal) }),
);
const action = oneOrMore(
  fc.constantFrom('*', 'kms:*', 'kms:Decrypt', 'KMS:reencrypt*', 's3:Get?bject'),
);
const resource = oneOrMore(
  fc.constantFrom('*', 'arn:aws:kms:*:111122223333:key/*', 'arn:aws:s3:::b/${aws:username}'),
);
const operator = fc
  .tuple(fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'), fc.constantFrom(...operatorNames))
  .chain(([set, row]) =>
    row.name === 'Null'
      ? fc.constant('Null')
      : fc.constantFrom('', 'IfExists').map((suffix) => set + row.name + suffix),
  );
const key = fc.oneof(
  fc.constantFrom(
    'aws:PrincipalArn',
    'kms:ViaService',
    'aws:PrincipalTag/1',
    'kms:EncryptionContext:__proto__',
  ),
  fc.string({ maxLength: 8 }).map((rest) => `kms:EncryptionContext:x${rest.replace(/[\s$]/g, '')}`),
);
const operand = oneOrMore(
  fc.oneof(
    fc.string().filter((text) => !text.includes('${')),
    fc.integer(),
    fc.boolean(),
  ),
);
const condition = fc.dictionary(operator, fc.dictionary(key, operand, { maxKeys: 3 }), {
  maxKeys: 3,
});

const effect = fc.constantFrom('Allow', 'Deny');
const optional = { requiredKeys: [] };
const statement = fc
  .tuple(
    fc.record({ Sid: fc.string(), Condition: condition }, optional),
    fc.oneof(fc.record({ Action: action }), fc.record({ NotAction: action }), fc.constant({})),
    fc.oneof(
      fc.record({ Resource: resource }),
      fc.record({ NotResource: resource }),
      fc.constant({}),
    ),
    fc.oneof(
      fc.record({ Effect: effect, Principal: principal }),
      fc.record({ Effect: fc.constant('Deny'), NotPrincipal: principal }),
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as JsonValue);
const document = fc.record(
  {
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Id: fc.string(),
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })),
  },
  { requiredKeys: ['Statement'] },
);

test('parsing what was printed gives the same statements', () => {
  fc.assert(
    fc.property(document, (value) => {
      const { policy, diagnostics } = policyFromValue(value, { type: 'key-policy' });
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(statementsOf(printPolicy(policy!))).toEqual(
        JSON.parse(JSON.stringify(policy!.statements)),
      );
    }),
    { numRuns: 500 },
  );
});

test('printing what was printed changes nothing', () => {
  fc.assert(
    fc.property(document, (value) => {
      const printed = printPolicy(policyFromValue(value, { type: 'key-policy' }).policy!);
      expect(printPolicy(parsePolicy(printed, { type: 'key-policy' }).policy!)).toBe(printed);
    }),
    { numRuns: 200 },
  );
});

test.each(goodPolicies)('$sentence prints as it is, but for single values in lists', (fixture) => {
  const { text, type } = fixture;
  const printed = printPolicy(parsePolicy(text, { type }).policy!);
  const again = parsePolicy(printed, { type });
  expect(again.diagnostics).toEqual([]);
  expect(printed).toMatch(/^\{\n {2}"/);
});
