// Every fix of every denied request of the scenarios holds in the world itself: with its policies changed there,
// or its request sent as the fix says, resolving and deciding again answers allow.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import { explain } from '../../src/explain/explain.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { defaultClock } from '../../src/scenario/scenario.ts';
import { verdictIn } from '../../src/why/fix/newly-allowed.ts';
import { patchWorld } from '../../src/why/fix/patch-world.ts';
import { loadWorld } from '../../src/world/load.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import { applyCases, fixOf } from './apply-cases.ts';

const folder = fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url));
const worlds = worldLoader();

describe('every fix holds in the world', () => {
  test.each(findScenarioFiles([folder]).files.map((file) => [relative(folder, file), file]))(
    '%s',
    async (_, file) => {
      const { scenario, world } = await loadScenario(file, worlds);
      for (const { ask, call, assumeCallerAllows } of scenario!.requests) {
        if (call) continue;
        const options = { clock: scenario!.clock ?? defaultClock, assumeCallerAllows };
        const resolution = resolveRequest(world!, ask, options);
        if (resolution.kind !== 'resolved') continue;
        const { fixes } = explain(resolution.policies, resolution.request);
        for (const fix of fixes) {
          const patched = patchWorld(world!, fix, { ask, options });
          expect(patched.problems, fix.title).toEqual([]);
          const again = resolveRequest(patched.world, patched.ask, options);
          expect(again, fix.title).toMatchObject({ kind: 'resolved' });
          if (again.kind !== 'resolved') continue;
          expect(decide(again.policies, again.request).verdict, fix.title).toBe('allow');
        }
      }
    },
  );
});

describe('a document changes for all who have it', () => {
  it('a managed policy, for every user and role', async () => {
    const { patched } = await planned('a-managed-policy-changes-for-all-who-have-it');
    const { users, roles } = patched.world.accounts.get('111122223333')!;
    for (const entity of [users.get('bob'), roles.get('Engineering'), roles.get('Support')]) {
      expect(entity?.policies).toMatchObject([
        {
          arn: 'arn:aws:iam::111122223333:policy/use-keys',
          statements: [{}, { sid: 'AllowDecrypt' }],
        },
      ]);
    }
    expect(patched.changes).toHaveLength(1);
  });

  it('a service control policy, for every account below', async () => {
    const { patched } = await planned('a-service-control-policy-changes-for-all-below');
    for (const account of patched.world.accounts.values()) {
      const [, level] = account.organization!.scps;
      expect(level).toMatchObject([{ statements: [{ sid: 'Few' }, { sid: 'AllowDecrypt' }] }]);
    }
  });

  it('and the world that was patched stays as it was', async () => {
    const { world, patched, asked } = await planned('a-managed-policy-changes-for-all-who-have-it');
    expect(verdictIn(world, asked.ask, asked.options)).toBe('deny');
    expect(verdictIn(patched.world, asked.ask, asked.options)).toBe('allow');
    expect(verdictIn(world, asked.ask, asked.options)).toBe('deny');
  });
});

async function planned(name: string) {
  const subject = applyCases.find((entry) => entry.name === name)!;
  const world = await loadWorld([`fixtures/why/apply/${name}/world`]);
  const patched = patchWorld(world, fixOf(world, subject), subject.asked);
  return { world, patched, asked: subject.asked };
}
