// Says what each file of a world was taken for, what the world holds, and what it does not.
import { renderWorld, showWorld } from '../../world/show.ts';
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
  printDiagnostics(io, world.diagnostics);
  const summary = showWorld(world);
  io.stdout(format === 'json' ? `${JSON.stringify(summary, null, 2)}\n` : renderWorld(summary));
  return exitCodes.good;
}
