// Covers the secrets of a world file in a line that is shown to a reader; every column stays where it is.

/** The line with the values of `secret`, `seed`, `sessionToken` and `material` covered by `*`. */
export function maskSecrets(line: string): string {
  return line.replace(secretValue, (_, name: string, value: string) =>
    // Where a secret is kept may be shown.
    value.startsWith('{') ? name + value : name + '*'.repeat(value.length),
  );
}

const secretValue =
  /((?:secret|seed|sessionToken|material)["']?[ \t]*:[ \t]*)("(?:[^"\\]|\\.)*"?|'[^']*'?|\{|[^\s,}\]{]+)/g;
