// What a command may touch of the world outside: streams, environment, clock. Tests hand in their own.

/** The streams, the environment and the clock of one run of the command line. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Standard input to its end. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  readonly now: () => Date;
}

/** Takes the exit code of a command that has done its work. */
export type Finish = (code: number) => void;

/** What a process says by its exit code. */
export const exitCodes = {
  /** The answer is yes; nothing was found. */
  good: 0,
  /** The answer is no; there are findings. */
  bad: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** An input could not be read or judged whole. */
  unknown: 3,
} as const;

/** The worst of several exit codes: what could not be judged weighs more than a bad answer. */
export function worst(codes: readonly number[]): number {
  return Math.max(exitCodes.good, ...codes);
}
