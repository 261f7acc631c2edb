// A word of a command line: the names in commands come from documents that anybody may have written.

/** The word as a POSIX shell takes it: as it is, or in single quotes. */
export function shellWord(word: string): string {
  return /^[\w+=,.@:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
