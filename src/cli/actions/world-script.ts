// Prints the read-only AWS CLI commands that collect a world, as a shell script.
import { collectScript } from '../../world/script.ts';
import { exitCodes, type Io } from '../io.ts';

/** Runs `keyward world script`. */
export function worldScript(io: Io): number {
  io.stdout(collectScript());
  return exitCodes.good;
}
