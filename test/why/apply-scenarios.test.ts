// Every fix of policies that a scenario's denial has can be written into the file that its world stands in.
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { defaultClock } from '../../src/scenario/scenario.ts';
import { memberValue } from '../../src/syntax/node.ts';
import { parseYaml } from '../../src/syntax/yaml.ts';
import { planFix } from '../../src/why/fix/plan-fix.ts';
import type { ParsedWorld } from '../../src/world/files.ts';
import { worldFromNode } from '../../src/world/parse.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import type { WorldFile } from '../../src/world/world.ts';

const folder = fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url));

/** Reads the world that stands in a scenario. */
function reload(files: readonly WorldFile[]): ParsedWorld {
  const { path: file, text } = files[0]!;
  const { node, diagnostics } = parseYaml(text, { file });
  const world = node?.kind === 'object' ? memberValue(node, 'world') : undefined;
  if (world === undefined) return { diagnostics };
  const readFile = (wanted: string) => files.find(({ path }) => path === wanted)?.text;
  return worldFromNode(world, { file, text, readFile });
}

it('is so for each', async () => {
  const worlds = worldLoader();
  let written = 0;
  for (const file of findScenarioFiles([folder]).files) {
    const { scenario, world } = await loadScenario(file, worlds);
    const inline = scenario!.world?.kind === 'inline' ? { reload } : {};
    for (const { ask, call, assumeCallerAllows } of scenario!.requests) {
      const options = { clock: scenario!.clock ?? defaultClock, assumeCallerAllows };
      const resolution = call ? undefined : resolveRequest(world!, ask, options);
      if (resolution?.kind !== 'resolved') continue;
      for (const fix of explain(resolution.policies, resolution.request).fixes) {
        const { edits, patched, problems } = planFix(world!, fix, { ask, options, ...inline });
        expect(
          problems.filter(({ severity }) => severity === 'error'),
          fix.title,
        ).toEqual([]);
        expect(edits.length > 0, fix.title).toBe(patched.changes.length > 0);
        written += edits.length;
      }
    }
  }
  expect(written).toBeGreaterThan(500);
});
