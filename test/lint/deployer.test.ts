// With a world, K02 asks with the deployer's own policies instead of taking them to allow everything.
import { describe, expect, it } from 'vitest';
import { defaultKeyPolicy } from '../../src/catalog/default-key-policies.ts';
import { lint } from '../../src/lint/lint.ts';
import { parseWorld } from '../../src/world/parse.ts';

const account = '111122223333';

function worldWith(action: string) {
  const { world } = parseWorld(`
accounts:
  "${account}":
    roles:
      Deployment:
        policies:
          - name: deployment
            document:
              Version: "2012-10-17"
              Statement: [{ Effect: Allow, Action: "${action}", Resource: "*" }]
`);
  return world!;
}

function findingsWith(action: string) {
  const text = JSON.stringify(defaultKeyPolicy(account));
  const { findings } = lint([{ path: 'key-policy.json', text }], {
    typeOf: () => 'key-policy',
    deployer: `arn:aws:iam::${account}:role/Deployment`,
    world: worldWith(action),
    only: ['K02-deployer-lockout'],
  });
  return findings.map(({ severity, certain, witness }) => [severity, certain, witness?.reason]);
}

describe('a key policy that delegates to the account', () => {
  it('is refused to a deployer who may not put key policies', () => {
    expect(findingsWith('kms:CreateKey')).toEqual([['error', true, 'no-identity-allow']]);
  });

  it('is taken from a deployer who may', () => {
    expect(findingsWith('kms:*')).toEqual([]);
  });
});
