// Loads the world that a command line names; without --world the current folder, if it holds one.
import { readdirSync } from 'node:fs';
import { unreadable } from '../../scenario/unreadable.ts';
import { loadWorld as load } from '../../world/load.ts';
import type { World } from '../../world/world.ts';
import { WorldError } from '../../world/world-error.ts';
import { InputError } from '../input-error.ts';
import { UsageError } from '../usage-error.ts';

/** Reads paths as one world; what is wrong with them is an InputError. */
export async function loadWorld(paths: readonly string[] | undefined): Promise<World> {
  const chosen = paths ?? defaultPaths();
  try {
    return notEmpty(await load(chosen), chosen);
  } catch (error) {
    if (error instanceof WorldError) throw new InputError(error.diagnostics);
    if (error instanceof Error && 'code' in error) {
      const path = 'path' in error ? String(error.path) : chosen.join(', ');
      throw new InputError([unreadable(path, error)]);
    }
    throw error;
  }
}

/** A world of no accounts answers nothing: most likely the path is not what was meant. */
function notEmpty(world: World, paths: readonly string[]): World {
  if (world.accounts.size > 0) return world;
  const scenario = world.files.find(({ takenFor }) => takenFor === 'scenario file');
  throw new InputError([
    {
      code: 'world-empty',
      severity: 'error',
      message: 'there is no account in this world',
      remedy:
        scenario === undefined
          ? 'name a world file, or a folder of what the AWS CLI printed'
          : `\`${scenario.path}\` is a scenario: run it with \`keyward simulate ${scenario.path}\``,
      file: paths.join(', '),
    },
  ]);
}

// A world file, an output of the AWS CLI under its command's name, or a folder of an account.
const worldEntry = /^world\.(ya?ml|json)$|^(get|list|describe)-[a-z-]+(\..*)?\.json$|^\d{12}$/;

function defaultPaths(): readonly string[] {
  if (readdirSync('.').some((name) => worldEntry.test(name))) return ['.'];
  throw new UsageError(
    'there is no world: the current folder holds no `world.yaml` and no output of the AWS CLI; give `--world PATH`',
  );
}
