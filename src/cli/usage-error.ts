// Thrown when a command is called wrongly: exit code 2, one sentence, a pointer to the help.

/** The command line was wrong. `message` says what, why and what to do. */
export class UsageError extends Error {}
