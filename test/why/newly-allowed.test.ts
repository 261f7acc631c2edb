// What a change opens is found completely: as much as asking every question of both worlds finds.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.ts';
import type { Policy } from '../../src/model/policy.ts';
import { policyFromValue } from '../../src/policy/from-value.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { defaultClock } from '../../src/scenario/scenario.ts';
import type { Asked } from '../../src/why/fix/find-parties.ts';
import { mapPolicies } from '../../src/why/fix/map-policies.ts';
import { type NewlyAllowed, newlyAllowed } from '../../src/why/fix/newly-allowed.ts';
import { patchWorld } from '../../src/why/fix/patch-world.ts';
import { loadWorld } from '../../src/world/load.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import { bruteForce } from './brute-force.ts';
import { largeWorld } from './large-world.ts';

const folder = fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url));
const worlds = worldLoader();

const names = ({ triples }: NewlyAllowed) =>
  triples.map(
    ({ caller, action, target }) => `${caller.arn} ${caller.asked} ${action} ${target.resource}`,
  );

it('is complete for the fixes of the scenarios', async () => {
  // Every tenth file: each is asked some thousand questions.
  const files = findScenarioFiles([folder]).files.filter((_, index) => index % 10 === 0);
  for (const file of files) {
    const { scenario, world } = await loadScenario(file, worlds);
    for (const { ask, call, assumeCallerAllows } of scenario!.requests) {
      const asked = {
        ask,
        options: { clock: scenario!.clock ?? defaultClock, assumeCallerAllows },
      };
      const resolution = call ? undefined : resolveRequest(world!, ask, asked.options);
      if (resolution?.kind !== 'resolved') continue;
      for (const fix of explain(resolution.policies, resolution.request).fixes) {
        if (fix.kind !== 'policy') continue;
        const patched = patchWorld(world!, fix, asked);
        const after = { ...asked, ask: patched.ask };
        const opened = newlyAllowed(world!, patched.world, after);
        expect(names(opened), `${file}: ${fix.title}`).toEqual(
          bruteForce(world!, patched.world, after),
        );
      }
    }
  }
});

describe('of a world of AWS CLI outputs', async () => {
  const world = await loadWorld(['fixtures/worlds/cli-outputs']);
  const clock = new Date('2026-06-01T09:00:00Z');
  const asked: Asked = {
    ask: { principal: 'alice', action: 'kms:Decrypt', key: 'alias/payroll' },
    options: { clock },
  };
  const documents: Policy[] = [];
  mapPolicies(world, (policy) => {
    documents.push(policy);
    return policy;
  });
  const texts = fc.constantFrom('*', 'kms:*', 'kms:D*', 'kms:Decrypt', 'kms:CreateKey', 'sts:*');
  const resources = fc.constantFrom(
    '*',
    'arn:aws:kms:*:111122223333:key/*',
    'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws:kms:us-east-1:111122223333:alias/orders',
  );
  const statement = fc.record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    actions: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), texts),
    resource: resources,
  });

  it('is complete for any change of a document', () => {
    fc.assert(
      fc.property(
        fc.nat(documents.length - 1),
        statement,
        fc.boolean(),
        (at, { effect, actions, resource }, replaced) => {
          const before = documents[at]!;
          const named = !['identity-policy', 'permissions-boundary', 'session-policy'].includes(
            before.type,
          );
          const scp = before.type.endsWith('control-policy');
          const added = {
            Effect: before.type === 'resource-control-policy' ? 'Deny' : effect,
            ...(named && !(scp && before.type === 'service-control-policy')
              ? { Principal: { AWS: '*' } }
              : {}),
            [actions[0]]: actions[1],
            ...(before.type === 'trust-policy' ? {} : { Resource: resource }),
          };
          const kept = replaced ? [] : [before.document.Statement ?? []].flat();
          const document = { ...before.document, Statement: [...kept, added] };
          const { name, type, file } = before;
          const { policy } = policyFromValue(document, { name, type, file });
          if (!policy) return;
          const changed = mapPolicies(world, (other) => (other === before ? policy : { ...other }));
          const forth = newlyAllowed(world, changed, asked);
          expect(names(forth)).toEqual(bruteForce(world, changed, asked));
          const back = newlyAllowed(changed, world, asked);
          expect(names(back)).toEqual(bruteForce(changed, world, asked));
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe('of a large world', () => {
  const clock = new Date('2026-06-01T09:00:00Z');
  const world = largeWorld(40, 20);
  const asked: Asked = {
    ask: { principal: 'role/role0', action: 'kms:Decrypt', key: 'alias/key0' },
    options: { clock },
  };

  const opened = (isIt: (policy: Policy) => boolean, most?: number) => {
    const after = mapPolicies(world, (policy) => {
      if (!isIt(policy)) return { ...policy };
      const named = policy.type === 'key-policy' ? { Principal: { AWS: '*' } } : {};
      const added = { Effect: 'Allow', ...named, Action: 'kms:Decrypt', Resource: '*' };
      const Statement = [...[policy.document.Statement ?? []].flat(), added];
      const { name, type } = policy;
      return policyFromValue({ ...policy.document, Statement }, { name, type }).policy!;
    });
    return newlyAllowed(world, after, asked, most === undefined ? {} : { most });
  };

  it('asks only for whom, and for what, a document speaks', () => {
    expect(opened(({ name }) => name === 'own0')).toMatchObject({ decided: 20, complete: true });
    expect(opened(({ name }) => name === 'shared')).toMatchObject({ decided: 800, complete: true });
    expect(opened(({ name }) => name === 'key0')).toMatchObject({ decided: 41, complete: true });
  });

  it('tells everyone to whom the same is opened in one sentence', () => {
    const { groups } = opened(({ type }) => type === 'service-control-policy');
    expect(groups.map(({ sentence }) => sentence)).toEqual([
      'role role0: kms:Decrypt on alias/key1, alias/key2, alias/key3, alias/key4, alias/key5, alias/key6 and 13 more',
      'role role1, role role2, role role3, role role4 and 36 more: kms:Decrypt on alias/key0, alias/key1, alias/key2, alias/key3, alias/key4, alias/key5 and 14 more',
    ]);
  });

  it('stops at a bound, and says so', () => {
    const { complete, decided } = opened(({ type }) => type === 'service-control-policy', 100);
    expect([complete, decided]).toEqual([false, 100]);
  });
});
