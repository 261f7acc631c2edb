// Sets of many statements, whose bits fill several words: each statement is found wherever it stands.
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import { alice, document, key, root, statement } from '../operators/ask.ts';

const request = { principal: alice, action: 'kms:Decrypt', resource: key };
// Around the seams of words of 32 bits.
const places = [0, 1, 30, 31, 32, 33, 62, 63, 64, 65];

/** Statements that say nothing of the request. */
function silent(count: number) {
  return Array.from({ length: count }, () => statement('Allow', { Action: 's3:*' }));
}

describe('every Deny is listed, and the others are not', () => {
  const denials: number[][] = [
    [0],
    [31],
    [32],
    [0, 69],
    [31, 32],
    [0, 31, 32, 33, 63, 64, 69],
    places,
  ];
  test.each(denials.map((ids) => [ids]))('%j', (ids) => {
    const statements = Array.from({ length: 70 }, (_, at) =>
      statement('Deny', { Action: ids.includes(at) ? 'kms:*' : 's3:*' }),
    );
    const { determining } = decide(
      compilePolicySet({ identityPolicies: [document(...statements)] }),
      request,
    );
    expect(determining.map((source) => 'statement' in source && source.statement)).toEqual(ids);
  });

  test('those whose conditions fail are passed over', () => {
    const statements = Array.from({ length: 70 }, (_, at) =>
      statement('Deny', {
        Condition: { StringEquals: { 'aws:username': at % 3 ? 'bob' : 'alice' } },
      }),
    );
    const { determining } = decide(
      compilePolicySet({ identityPolicies: [document(...statements)] }),
      request,
    );
    expect(determining.map((source) => 'statement' in source && source.statement)).toEqual(
      Array.from({ length: 24 }, (_, at) => at * 3),
    );
  });
});

describe('the Allow of each layer is found behind, and before, those of others', () => {
  const allow = statement('Allow');
  const layered = (before: number, open: Set<string>): PolicySetInput => {
    const list = (name: string) =>
      document(...silent(before), ...(open.has(name) ? [allow] : []), ...silent(3));
    return {
      serviceControlPolicies: [[list('scp')], [list('scp of the unit')]],
      permissionsBoundary: list('boundary'),
      sessionPolicies: [list('session-policy')],
      resourcePolicy: document(
        ...silent(before).map((one) => ({ ...one, Principal: '*' as const })),
        statement('Allow', { Principal: { AWS: open.has('key policy') ? root : `${alice}2` } }),
      ),
      identityPolicies: [list('identity')],
    };
  };
  const reasons: Record<string, string> = {
    scp: 'scp',
    'scp of the unit': 'scp',
    'key policy': 'not-delegated',
    identity: 'no-identity-allow',
    boundary: 'boundary',
    'session-policy': 'session-policy',
  };
  test.each(places)('%i statements before each', (before) => {
    const names = Object.keys(reasons);
    const answer = (open: string[]) => {
      const policies = compilePolicySet(layered(before, new Set(open)));
      return decide(policies, request).reason;
    };
    expect(answer(names)).toBe('identity-policy');
    const closed = names.map((name) => answer(names.filter((other) => other !== name)));
    expect(closed).toEqual(Object.values(reasons));
  });
});
