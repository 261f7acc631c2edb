// Wildcards, by recursion with a memo: `*` is any run of characters, `?` exactly one character.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

/** A pattern is a list of single characters and wildcards, so a literal `*` stays a character. */
export type Token = string | { wildcard: '*' | '?' };

/** Reads a pattern in which every `*` and `?` is a wildcard. */
export function patternTokens(pattern: string): Token[] {
  return [...pattern].map((c) => (c === '*' || c === '?' ? { wildcard: c } : c));
}

/** Whether the whole text matches the whole pattern. */
export function globMatches(pattern: Token[], text: string): boolean {
  const characters = [...text];
  const known = new Map<number, boolean>();
  const from = (p: number, t: number): boolean => {
    const place = p * (characters.length + 1) + t;
    const before = known.get(place);
    if (before !== undefined) return before;
    const answer = ask(p, t);
    known.set(place, answer);
    return answer;
  };
  const ask = (p: number, t: number): boolean => {
    if (p === pattern.length) return t === characters.length;
    const token = pattern[p]!;
    if (typeof token === 'string') return token === characters[t] && from(p + 1, t + 1);
    if (token.wildcard === '?') return t < characters.length && from(p + 1, t + 1);
    return from(p + 1, t) || (t < characters.length && from(p, t + 1));
  };
  return from(0, 0);
}

/** Actions ignore case; only ASCII letters fold, so that no other letter can pass for one. */
export function actionMatches(pattern: string, action: string): boolean {
  return globMatches(patternTokens(foldAscii(pattern)), foldAscii(action));
}

/** Lower case for A to Z only. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
