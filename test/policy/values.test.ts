// Documents handed over as values: every form that is taken, and values made to hurt.
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/model/policy.ts';
import { type DocumentInput, readDocument } from '../../src/policy/document.ts';
import { policyFromValue } from '../../src/policy/from-value.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

const value = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
};
const text = JSON.stringify(value);
const parsed = parsePolicy(text, { name: 'own', file: 'own.json' }).policy!;

describe('a document is taken', () => {
  const rows: readonly (readonly [string, DocumentInput, string])[] = [
    ['as a text', text, 'identityPolicies[0]'],
    ['as a value', value, 'identityPolicies[0]'],
    ['as a Policy, with its own name', parsed, 'own'],
    ['as a text with a name', { name: 'app', document: text }, 'app'],
    ['as a value with a name', { name: 'app', document: value }, 'app'],
    ['as a Policy with another name', { name: 'app', document: parsed }, 'app'],
    ['as a document without a name', { document: value }, 'identityPolicies[0]'],
    [
      'as a value from another realm',
      Object.assign(Object.create(null), value),
      'identityPolicies[0]',
    ],
    ['with members that are undefined', { ...value, Id: undefined }, 'identityPolicies[0]'],
  ];
  test.each(rows)('%s', (_, input, name) => {
    const options = { type: 'identity-policy', name: 'identityPolicies[0]' } as const;
    const { policy, diagnostics } = readDocument(input, options);
    expect(diagnostics).toEqual([]);
    expect(policy).toMatchObject({ name, type: 'identity-policy' });
    expect(policy!.statements).toHaveLength(1);
  });
});

test('a Policy of the right type is taken as it is', () => {
  const { policy } = readDocument(parsed, { type: 'identity-policy', name: 'x' });
  expect(policy).toBe(parsed);
});

test('a Policy of another type is read again, by the rules of the type it serves as', () => {
  const scp = readDocument(parsed, { type: 'service-control-policy', name: 'x' });
  expect(scp.policy).toMatchObject({
    type: 'service-control-policy',
    name: 'own',
    file: 'own.json',
  });
  expect(scp.policy!.statements[0]!.span).toEqual(parsed.statements[0]!.span);
  const key = readDocument(parsed, { type: 'key-policy', name: 'x' });
  expect(key.policy).toBeUndefined();
  expect(key.diagnostics).toMatchObject([{ code: 'missing-principal', file: 'own.json' }]);
});

test('a changed copy of the document is what counts when it is read again', () => {
  const changed: Policy = { ...parsed, document: { ...value, Statement: [] } };
  const { policy } = readDocument(changed, { type: 'service-control-policy', name: 'x' });
  expect(policy!.statements).toEqual([]);
});

test('what only looks like a Policy is refused', () => {
  const broken: readonly object[] = [
    { ...parsed, statements: 5 },
    { ...parsed, statements: [null] },
    { ...parsed, statements: [{ index: 0, effect: 'allow', clauses: [] }] },
    { ...parsed, statements: [{ index: 0, effect: 'Allow', clauses: [{ kind: 'Action' }] }] },
    {
      ...parsed,
      statements: [
        {
          index: 0,
          effect: 'Deny',
          clauses: [{ kind: 'Condition', operator: 'Equals', key: 'aws:x', values: [] }],
        },
      ],
    },
  ];
  for (const input of broken) {
    const { policy, diagnostics } = readDocument(input, { type: 'identity-policy', name: 'x' });
    expect(policy).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'not-a-policy', severity: 'error' }]);
  }
});

describe('hostile values are refused with words', () => {
  const cycle: { Statement?: unknown } = {};
  cycle.Statement = [cycle];
  let deep: object = {};
  for (let level = 0; level < 100_000; level++) deep = { Statement: deep };
  let wide: unknown = 'x';
  for (let level = 0; level < 30; level++) wide = [wide, wide];
  const accessor = {
    get Statement(): unknown {
      throw new Error('must not run');
    },
  };
  const proxy = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('no');
      },
    },
  );
  const rows: readonly (readonly [string, unknown, string, string])[] = [
    ['a cycle', cycle, 'not-json', 'this value contains itself at `.Statement[0]`'],
    [
      '100,000 levels',
      deep,
      'too-deep',
      'objects and lists stand more than 256 levels inside one another',
    ],
    [
      '2^30 values by sharing',
      { Statement: wide },
      'too-large',
      'the document is larger than 1 MB',
    ],
    [
      '5 MB of text',
      { Statement: 'x'.repeat(5_000_000) },
      'too-large',
      'the document is larger than 1 MB',
    ],
    [
      'a list of 10^9 holes',
      { Statement: new Array(1e9) },
      'too-large',
      'the document is larger than 1 MB',
    ],
    ['an accessor', accessor, 'not-json', 'an accessor is not a JSON value at `.Statement`'],
    ['a proxy', proxy, 'not-json', 'this value cannot be read: an object answers with an error'],
    ['a map', new Map(), 'not-json', 'an object of a class is not a JSON value'],
    [
      'a date',
      { Version: new Date(0) },
      'not-json',
      'an object of a class is not a JSON value at `.Version`',
    ],
    [
      'a function',
      { Statement: [() => 1] },
      'not-json',
      'a function is not a JSON value at `.Statement[0]`',
    ],
    ['a bigint', { Statement: 1n }, 'not-json', 'a bigint is not a JSON value at `.Statement`'],
    ['NaN', { Statement: Number.NaN }, 'not-json', '`NaN` is not a JSON number at `.Statement`'],
    ['undefined', undefined, 'not-json', '`undefined` is not a JSON value'],
    [
      'a number',
      5,
      'not-an-object',
      'a policy document is a JSON object, and this is the number 5',
    ],
    [
      'a key __proto__',
      JSON.parse('{"__proto__":{}}'),
      'unknown-element',
      '`__proto__` is not an element of a document',
    ],
    [
      'a key constructor',
      { constructor: 1 },
      'unknown-element',
      '`constructor` is not an element of a document',
    ],
  ];
  test.each(rows)('%s', (_, hostile, code, message) => {
    const start = performance.now();
    const { policy, diagnostics } = policyFromValue(hostile, { type: 'key-policy', file: 'a' });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(policy).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ code, message, severity: 'error', file: 'a' });
  });

  test('the prototype of objects is not touched', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('hostile texts are refused in time', () => {
  const statement = '{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}';
  const rows: readonly (readonly [string, string, string])[] = [
    ['5 MB', `{"Statement":[${Array(90_000).fill(statement)}]}`, 'too-large'],
    ['100,000 levels', '{"Statement":'.repeat(70_000), 'too-deep'],
    [
      '15,000 statements without an effect',
      `{"Statement":[${Array(15_000).fill('{}')}]}`,
      'missing-effect',
    ],
    [
      'a long operator',
      `{"Statement":[{"Condition":{"${'StringEquals'.repeat(9000)}":{}}}]}`,
      'unknown-operator',
    ],
    [
      'a million stars',
      `{"Statement":[{"Action":"kms:${'*a'.repeat(400_000)}"}]}`,
      'unknown-action',
    ],
    [
      'open variables',
      `{"Version":"2012-10-17","Statement":[{"Resource":"arn:${'${'.repeat(400_000)}"}]}`,
      'invalid-resource',
    ],
    [
      '30,000 unknown actions',
      `{"Statement":[{"Action":[${Array(30_000).fill('"kms:GenerateDataKeyWithoutPlain"')}]}]}`,
      'too-many-problems',
    ],
    [
      '30,000 unknown condition keys',
      `{"Statement":[{"Condition":{"Bool":{${Array.from({ length: 30_000 }, (_, n) => `"aws:PrincipaTag${n}":1`)}}}}]}`,
      'too-many-problems',
    ],
    [
      'closed variables',
      `{"Version":"2012-10-17","Statement":[{"Resource":"arn:aws:s3:::${'${a}'.repeat(200_000)}"}]}`,
      'malformed-variable',
    ],
  ];
  test.each(rows)('%s', (_, hostile, code) => {
    const start = performance.now();
    const { policy, diagnostics } = parsePolicy(hostile, { type: 'identity-policy' });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(policy).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(diagnostics.length).toBeLessThanOrEqual(501);
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(600);
  });
});
