// Runs the command line in this process, from the root of the repository, and captures what it says.
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

/** What a run printed, and its exit code. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `keyward` with arguments. Nothing is a terminal, and it is always the same noon. */
export async function keyward(
  args: readonly string[],
  more: { readonly stdin?: string; readonly io?: Partial<Io> } = {},
): Promise<Said> {
  let stdout = '';
  let stderr = '';
  const code = await run(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stdin: async () => new TextEncoder().encode(more.stdin ?? ''),
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    now: () => new Date('2026-01-01T12:00:00Z'),
    ...more.io,
  });
  return { code, stdout, stderr };
}
