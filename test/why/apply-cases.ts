// The cases of fixtures/why/apply: a world in one layout, a denied request, and the fix to write into it.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '../../src/explain/explain.ts';
import type { Fix } from '../../src/explain/explanation.ts';
import type { Asked } from '../../src/why/fix/find-parties.ts';
import type { WorldRequest } from '../../src/world/request.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import type { World } from '../../src/world/world.ts';

const folder = 'fixtures/why/apply';

export interface ApplyCase {
  readonly name: string;
  readonly asked: Asked;
  /** How the title of the fix begins. */
  readonly fix: string;
}

export const applyCases: readonly ApplyCase[] = readdirSync(folder).map((name) => {
  const { ask, fix } = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as {
    ask: WorldRequest;
    fix: string;
  };
  return { name, fix, asked: { ask, options: { clock: new Date('2026-06-01T09:00:00Z') } } };
});

/** Copies the world of a case. */
export function copyWorld({ name }: ApplyCase, to: string): void {
  cpSync(join(folder, name, 'world'), to, { recursive: true });
}

/** The fix of a case in a world. */
export function fixOf(world: World, { asked, fix: begin, name }: ApplyCase): Fix {
  const resolution = resolveRequest(world, asked.ask, asked.options);
  if (resolution.kind !== 'resolved') throw new Error(JSON.stringify(resolution));
  const { fixes } = explain(resolution.policies, resolution.request);
  const fix = fixes.find(({ title }) => title.startsWith(begin));
  if (!fix) throw new Error(`${name}: ${fixes.map(({ title }) => title).join('\n')}`);
  return fix;
}
