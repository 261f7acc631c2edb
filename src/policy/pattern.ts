// Whether a pattern with `*` and `?` matches a known name: for telling which patterns match none.
// Both are short, so the simple algorithm serves; requests are matched by the engine.

/** A test of lower-case names against a pattern in any case. */
export function nameTest(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (wanted.indexOf('*') === wanted.length - 1 && !wanted.includes('?')) {
    const prefix = wanted.slice(0, -1);
    return (name) => name.startsWith(prefix);
  }
  return (name) => matches(wanted, name);
}

/** Goes back to the last star only, since an earlier one cannot help where a later one failed. */
function matches(wanted: string, text: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (next < wanted.length && wanted[next] === '*') {
      star = next++;
      resume = at;
    } else if (next < wanted.length && (wanted[next] === '?' || wanted[next] === text[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[next] === '*') next++;
  return next === wanted.length;
}
