// Requests that cannot be meant: what is said of them, and what to do.
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import { PolicyError, RequestError } from '../../src/engine/errors.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { account, alice, document, key, statement } from '../operators/ask.ts';

const alias = `arn:aws:kms:us-east-1:${account}:alias/app`;
const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

type Row = [change: object, code: string, message: string, remedy?: string];

const noAction = 'name the service and the operation, as in `kms:Decrypt`';
const actions: Row[] = [
  [
    { action: 'kms:De*' },
    'action',
    '`kms:De*` has a wildcard, but a request is for one action',
    noAction,
  ],
  [
    { action: 'kms:Decryp?' },
    'action',
    '`kms:Decryp?` has a wildcard, but a request is for one action',
    noAction,
  ],
  [{ action: 'Decrypt' }, 'action', '`Decrypt` is not an action', noAction],
  [{ action: 'kms:' }, 'action', '`kms:` is not an action', noAction],
  [{ action: ':Decrypt' }, 'action', '`:Decrypt` is not an action', noAction],
  [{ action: 'kms:De crypt' }, 'action', '`kms:De crypt` is not an action', noAction],
  [{ action: ' kms:Decrypt' }, 'action', '` kms:Decrypt` is not an action', noAction],
  [{ action: 7 }, 'action', '`7` is not an action', noAction],
  [{ action: ['kms:Decrypt'] }, 'action', '`kms:Decrypt` is not an action', noAction],
  [{ action: undefined }, 'action', '`undefined` is not an action', noAction],
  [
    { action: 'kms:Decript' },
    'unknown-action',
    '`kms:Decript` is not an action of AWS KMS',
    'did you mean `kms:Decrypt`?',
  ],
  [
    { action: 'KMS:Xyzzy' },
    'unknown-action',
    '`kms:Xyzzy` is not an action of AWS KMS',
    'see `keyward --help` for examples',
  ],
  [
    { action: 'kms:reEncrypt' },
    'unknown-action',
    '`kms:reEncrypt` is not an action of AWS KMS',
    'did you mean `kms:ReEncryptFrom` on the source key and `kms:ReEncryptTo`?',
  ],
  [
    { action: 'kms:SynchronizeMultiRegionKey' },
    'internal-action',
    '`kms:SynchronizeMultiRegionKey` is made by AWS KMS itself: no principal can request it',
  ],
];

const noArn = `give the whole ARN, as in \`${keyArn}\``;
const noKey = `it looks like \`${keyArn}\``;
const neither = (text: string): Row => [
  { resource: text },
  'resource',
  `\`${text}\` is neither the ARN of a KMS key nor of an alias`,
  noKey,
];
const resources: Row[] = [
  [{ resource: 'alias/app' }, 'resource', '`alias/app` is not an ARN', noArn],
  [{ resource: '' }, 'resource', '`` is not an ARN', noArn],
  [{ resource: 7 }, 'resource', '`7` is not an ARN', noArn],
  [
    { resource: 'arn:aws:kms:us-east-1:1' },
    'resource',
    '`arn:aws:kms:us-east-1:1` is not an ARN',
    noArn,
  ],
  [{ resource: `arn:aws:s3:::` }, 'resource', '`arn:aws:s3:::` is not an ARN', noArn],
  neither(`arn:aws:kms:us-east-1:${account}:key/`),
  neither(`arn:aws:kms:us-east-1:${account}:key/a/b`),
  neither(`arn:aws:kms:us-east-1:${account}:xkey/a`),
  neither(`arn:aws:kms:us-east-1:${account}:alias/`),
  neither(`arn:aws:kms:us-east-1:${account}:alias/a b`),
  neither(`arn:aws:kms:us-east-1:${account}:my-alias/a`),
  neither(`arn:aws:kms::${account}:key/a`),
  neither('arn:aws:kms:us-east-1::key/a'),
  neither('arn:aws:kms:us-east-1:1111222233334:key/a'),
  neither('arn:aws:kms:us-east-1:a111122223333:key/a'),
  [
    { action: 'kms:ListKeys' },
    'resource-kind',
    `\`kms:ListKeys\` has no resource, but the request names \`${key}\``,
    'use `*`',
  ],
  [
    { resource: alias },
    'resource-kind',
    `\`kms:Decrypt\` acts on a key, but \`${alias}\` is an alias`,
    'give the ARN of the key that the alias points to',
  ],
  [
    { resource: '*' },
    'resource-kind',
    '`kms:Decrypt` acts on a key, but the request names `*`',
    'give the ARN of the key',
  ],
  [
    { resource: 'arn:aws:s3:::bucket' },
    'resource-kind',
    '`kms:Decrypt` acts on a key, but the request names `arn:aws:s3:::bucket`',
    'give the ARN of the key',
  ],
];

const shape =
  'the principal is neither an ARN nor one of `{ user }`, `{ role }`, `{ federatedUser }`, `{ root }`, `{ service }`, `anonymous`';
const who = 'give the ARN of a user, a role, an assumed-role session, a federated user or a root';
const notA = (principal: string | object, text: string, kind: string, example: string): Row => [
  { principal },
  'principal',
  `\`${text}\` is not the ARN of ${kind}`,
  `it looks like \`${example}\``,
];
const nobody = (text: string): Row => [
  { principal: text },
  'principal',
  `\`${text}\` is not the ARN of a principal`,
  who,
];
const aUser = 'arn:aws:iam::111122223333:user/NAME';
const aRole = 'arn:aws:iam::111122223333:role/NAME';
const aSession = 'arn:aws:sts::111122223333:assumed-role/ROLE/SESSION';
const aFederatedUser = 'arn:aws:sts::111122223333:federated-user/NAME';
const unnamed = (text: string): Row => [
  { principal: text },
  'principal',
  `\`${text}\` does not name a role and a session`,
  `it looks like \`${aSession}\``,
];
const noRoot = (text: string): Row => [
  { principal: { root: text } },
  'principal',
  `\`${text}\` is not the root of an account`,
  'give the 12-digit account id or `arn:aws:iam::111122223333:root`',
];
const noService = (name: unknown): Row => [
  { principal: { service: name } },
  'principal',
  `\`${name}\` is not a service principal`,
  'it looks like `cloudtrail.amazonaws.com`',
];

const principals: Row[] = [
  [{ principal: undefined }, 'principal', shape],
  [{ principal: null }, 'principal', shape],
  [{ principal: 7 }, 'principal', shape],
  [{ principal: {} }, 'principal', shape],
  [
    { principal: account },
    'principal',
    `\`${account}\` is an account, not a caller`,
    `for its root user, say \`arn:aws:iam::${account}:root\``,
  ],
  nobody('alice'),
  nobody('*'),
  nobody(`${account}4`),
  nobody(`x${account}`),
  nobody('cloudtrail.amazonaws.com.example'),
  nobody('https://cloudtrail.amazonaws.com'),
  nobody('cloudtrail.amazonawsxcom'),
  nobody(key),
  nobody(`arn:aws:iam::${account}:group/dev`),
  nobody(`arn:aws:iam::${account}:policy/root`),
  nobody(`arn:aws:sts::${account}:root`),
  nobody(`arn:aws:sts::${account}:user/alice`),
  nobody(`arn:aws:sts::${account}:role/Engineering`),
  nobody(`arn:aws:iam::${account}:assumed-role/Engineering/one`),
  nobody(`arn:aws:iam::${account}:federated-user/alice`),
  notA({ user: 'alice' }, 'alice', 'an IAM user', aUser),
  notA({ user: 7 }, '7', 'an IAM user', aUser),
  notA(
    { user: `arn:aws:iam::${account}:user/` },
    `arn:aws:iam::${account}:user/`,
    'an IAM user',
    aUser,
  ),
  notA({ user: 'arn:aws:iam::1:user/a' }, 'arn:aws:iam::1:user/a', 'an IAM user', aUser),
  notA({ role: alice }, alice, 'a role', aRole),
  notA({ role: 7 }, '7', 'a role', aRole),
  notA({ role: 'Engineering' }, 'Engineering', 'a role', aRole),
  notA(
    'arn:aws:sts::1:assumed-role/a/b',
    'arn:aws:sts::1:assumed-role/a/b',
    'an assumed-role session',
    aSession,
  ),
  notA({ federatedUser: alice }, alice, 'a federated user', aFederatedUser),
  unnamed(`arn:aws:sts::${account}:assumed-role/Engineering`),
  unnamed(`arn:aws:sts::${account}:assumed-role/Engineering/`),
  unnamed(`arn:aws:sts::${account}:assumed-role//one`),
  noRoot('root'),
  noRoot('1'),
  noService('cloudtrail'),
  noService('CloudTrail.amazonaws.com'),
  noService('cloudtrail.amazonaws.com/'),
  noService(' cloudtrail.amazonaws.com'),
  noService(7),
  noService(['cloudtrail.amazonaws.com']),
];

const value = (name: string) =>
  `the value of the context key \`${name}\` is neither a string, a number, a boolean, null nor a list of strings and numbers`;
const twice = (one: string, other: string) =>
  `the context keys \`${one}\` and \`${other}\` differ only by case, and context keys are case-insensitive`;
const contexts: Row[] = [
  [{ context: { 'aws:x': {} } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': Number.NaN } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': Number.POSITIVE_INFINITY } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': [Number.NaN] } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': ['a', true] } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': ['a', null] } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': ['a', ['b']] } }, 'context-value', value('aws:x')],
  [{ context: { 'aws:x': () => 'a' } }, 'context-value', value('aws:x')],
  [
    { context: { 'aws:Seen': 'a', 'aws:other': 'b', 'AWS:seen': 'a' } },
    'context-key-twice',
    twice('aws:Seen', 'AWS:seen'),
    'give the key once',
  ],
  [
    { context: { 'aws:Unseen': 'a', 'aws:other': 'b', 'AWS:unseen': 'a' } },
    'context-key-twice',
    twice('aws:Unseen', 'AWS:unseen'),
    'give the key once',
  ],
];

const tokens = (count: number) => Array.from({ length: count }, (_, at) => `token-${at}`);
const grantTokens: Row[] = [
  [
    { grantTokens: tokens(11) },
    'grant-tokens',
    'the request brings 11 grant tokens, but AWS KMS takes at most 10',
  ],
];

const policies = compilePolicySet({
  resourcePolicy: document(
    statement('Allow', {
      Principal: { AWS: alice },
      Condition: { StringEqualsIfExists: { 'aws:seen': 'a' } },
    }),
  ),
});

function ask(change: object) {
  const request = { principal: alice, action: 'kms:Decrypt', resource: key, ...change };
  return decide(policies, request as Parameters<typeof decide>[1]);
}

describe.each([
  ['an action', actions],
  ['a resource', resources],
  ['a principal', principals],
  ['a context', contexts],
  ['grant tokens', grantTokens],
])('%s that cannot be meant', (_, rows) => {
  test.each(rows)('%j: %s', (change, code, message, remedy) => {
    const expected = {
      code,
      severity: 'error',
      message,
      ...(remedy === undefined ? {} : { remedy }),
    };
    let thrown: unknown;
    try {
      ask(change);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(RequestError);
    const { name, message: text, diagnostics } = thrown as RequestError;
    expect(diagnostics).toStrictEqual([expected]);
    expect([name, text]).toEqual(['RequestError', message]);
  });
});

describe('what can be meant, though it looks odd', () => {
  const odd: [story: string, change: object][] = [
    ['ten grant tokens', { grantTokens: tokens(10) }],
    [
      'context values of every kind',
      { context: { a: 'a', b: 1, c: true, d: null, e: ['a', 1], f: [] } },
    ],
    ['a context value that is undefined', { context: { 'aws:x': undefined, 'AWS:X': undefined } }],
    ['many context keys that no policy looks at', { context: { a: 'a', b: 'b', c: 'c' } }],
    ['an action in another case', { action: 'KMS:decrypt' }],
  ];
  test.each(odd)('%s', (_, change) => {
    expect(ask(change).verdict).toBe('allow');
  });
});

describe('keys that no policy looks at', () => {
  const many = (count: number, more: object = {}) => {
    const names = Array.from({ length: count }, (_, at) => [`aws:Other${at}`, 'x']);
    return { context: { ...Object.fromEntries(names), ...more } };
  };

  // More than a set remembers, less, and about as many.
  test.each([1000, 4095, 4096, 4097, 9000])(
    '%i of them are no twins, but one spelling is',
    (count) => {
      for (let turn = 0; turn < 3; turn++) {
        expect(ask(many(count)).verdict).toBe('allow');
        expect(() => ask(many(count, { 'AWS:other0': 'x' }))).toThrow(
          twice('aws:Other0', 'AWS:other0'),
        );
        const last = `AWS:other${count - 1}`;
        expect(() => ask(many(count, { [last]: 'x' }))).toThrow(
          twice(`aws:Other${count - 1}`, last),
        );
      }
    },
  );

  test('are told apart however many requests came before', () => {
    const fresh = compilePolicySet({});
    const context = { 'aws:One': 'x', 'aws:Other': 'x' };
    const request = { principal: alice, action: 'kms:Decrypt', resource: key, context };
    for (const mark of [0, 0x7fffffff - 1, 0x7fffffff, 0]) {
      fresh.slots.mark = mark;
      expect(decide(fresh, request).verdict).toBe('deny');
      const twins = { ...request, context: { ...context, 'AWS:one': 'x' } };
      expect(() => decide(fresh, twins)).toThrow(twice('aws:One', 'AWS:one'));
    }
  });
});

test('an error of several diagnostics says them line by line', () => {
  const diagnostics: Diagnostic[] = ['one', 'two'].map((message) => ({
    code: 'x',
    severity: 'error',
    message,
  }));
  expect(new RequestError(diagnostics).message).toBe('one\ntwo');
  const error = new PolicyError(diagnostics);
  expect([error.name, error.message, error.diagnostics]).toEqual([
    'PolicyError',
    'one\ntwo',
    diagnostics,
  ]);
});
