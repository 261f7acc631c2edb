// Clauses whose value is not known: compiled as the widest and as the narrowest access that they could mean.
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { CompileOptions } from '../../src/engine/policy-set.ts';
import { trace } from '../../src/engine/trace.ts';
import type { Clause, Policy } from '../../src/model/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { alice, document, key, root, statement } from '../operators/ask.ts';

const bob = alice.replace('alice', 'bob');
const request = { principal: alice, action: 'kms:Decrypt', resource: key };
const named = { Principal: { AWS: alice } };

type StatementJson = ReturnType<typeof statement>;

/** A key policy. Of its last statement, the clauses that `depends` picks have values that nobody knows. */
function keyPolicy(depends: (clause: Clause) => boolean, ...statements: StatementJson[]): Policy {
  const text = JSON.stringify(document(...statements));
  const policy = parsePolicy(text, { type: 'key-policy', name: 'key-policy' }).policy!;
  const last = policy.statements.at(-1)!;
  const clauses = last.clauses.map((clause) =>
    depends(clause) ? { ...clause, unknown: 'Parameter' } : clause,
  );
  return { ...policy, statements: [...policy.statements.slice(0, -1), { ...last, clauses }] };
}

function answers(resourcePolicy: Policy): string[] {
  const options: CompileOptions[] = [{ unknown: 'widest' }, { unknown: 'narrowest' }, {}];
  return options.map((option) => {
    const policies = compilePolicySet({ resourcePolicy }, option);
    const { verdict, reason } = decide(policies, request);
    return `${verdict} ${reason}`;
  });
}

// Each element as written does not let alice in: what nobody knows must not be read.
const elements: [kind: Clause['kind'], element: Partial<StatementJson>][] = [
  ['Principal', { Principal: { AWS: bob } }],
  ['Action', { ...named, Action: 'kms:Encrypt' }],
  ['NotAction', { ...named, NotAction: 'kms:Decrypt' }],
  ['Resource', { ...named, Resource: `${key}0` }],
  ['Resource', { ...named, Resource: `${key}\${aws:username}` }],
  ['NotResource', { ...named, NotResource: key }],
  ['Condition', { ...named, Condition: { StringEquals: { 'aws:username': 'bob' } } }],
];

describe('an unknown clause', () => {
  test.each(elements)('%s opens an Allow at its widest only', (kind, element) => {
    const policy = keyPolicy((clause) => clause.kind === kind, statement('Allow', element));
    expect(answers(policy)).toEqual([
      'allow key-policy',
      'deny not-delegated',
      'deny not-delegated',
    ]);
  });

  const alsoDenied: typeof elements = [['NotPrincipal', { NotPrincipal: { AWS: [alice, root] } }]];
  test.each([...elements, ...alsoDenied])('%s closes a Deny at its narrowest', (kind, element) => {
    const policy = keyPolicy(
      (clause) => clause.kind === kind,
      statement('Allow', named),
      statement('Deny', element),
    );
    expect(answers(policy)).toEqual([
      'allow key-policy',
      'deny explicit-deny',
      'deny explicit-deny',
    ]);
  });
});

describe('the trace of a statement with an unknown clause', () => {
  const onKey = (name: string) => (clause: Clause) =>
    clause.kind === 'Condition' && clause.key === name;
  const condition = { Condition: { StringEquals: { 'aws:x': 'y', 'aws:username': 'alice' } } };

  function failing(effect: 'Allow' | 'Deny', element: object, unknown: CompileOptions['unknown']) {
    const policy = keyPolicy(
      onKey('aws:x'),
      statement(effect, { ...named, ...condition, ...element }),
    );
    const policies = compilePolicySet({ resourcePolicy: policy }, unknown && { unknown });
    const [traced] = trace(policies, request).statements;
    const failed = traced!.clauses.filter(({ holds }) => !holds).map(({ clause }) => clause);
    const names = failed.map((clause) => ('key' in clause ? clause.key : clause.kind));
    return { failing: names.sort(), applies: traced!.applies };
  }

  const rows: [story: string, element: object, others: string[]][] = [
    ['nothing else', {}, []],
    ['another caller', { Principal: { AWS: bob } }, ['Principal']],
    ['another action', { Action: 'kms:Encrypt' }, ['Action']],
    ['an action of several', { Action: ['kms:Encrypt', 'kms:de*'] }, []],
    ['all but another action', { NotAction: 'kms:Encrypt' }, []],
    ['all but the action', { NotAction: 'kms:Decrypt' }, ['NotAction']],
    ['another key', { Resource: `${key}0` }, ['Resource']],
    ['all but the key', { NotResource: key }, ['NotResource']],
    [
      'another user name',
      { Condition: { StringEquals: { 'aws:x': 'y', 'aws:username': 'bob' } } },
      ['aws:username'],
    ],
  ];
  test.each(rows)('%s', (_, element, others) => {
    const applies = others.length === 0;
    expect(failing('Allow', element, 'widest')).toEqual({ failing: others, applies });
    expect(failing('Deny', element, 'narrowest')).toEqual({ failing: others, applies });
    const closed = { failing: [...others, 'aws:x'].sort(), applies: false };
    expect(failing('Allow', element, 'narrowest')).toEqual(closed);
    expect(failing('Allow', element, undefined)).toEqual(closed);
    expect(failing('Deny', element, 'widest')).toEqual(closed);
  });

  test('shows the value of the known condition, and none for the unknown one', () => {
    const policy = keyPolicy(onKey('aws:x'), statement('Allow', { ...named, ...condition }));
    const [traced] = trace(compilePolicySet({ resourcePolicy: policy }), request).statements;
    const [unknown, known] = traced!.clauses.slice(-2);
    expect(unknown).toMatchObject({ holds: false, origin: { kind: 'request' } });
    expect(unknown).not.toHaveProperty('requestValue');
    expect(known).toMatchObject({ holds: true, requestValue: 'alice' });
  });
});
