// Stable stand-ins for names and ids. The same word always becomes the same stand-in, and what begins,
// ends or contains another before does so after, so that wildcards match what they matched.

/** Replaces ids and the words of names in a text; says where, so that a caller can splice. */
export interface Pseudonyms {
  /** Ids only: account, key, organization, endpoint and unique ids. */
  readonly ids: (text: string) => readonly Replacement[];
  /** Ids and every word of a name. */
  readonly names: (text: string) => readonly Replacement[];
  /** One stand-in for a whole text: `S1`, `S2`. */
  readonly whole: (text: string) => string;
}

/** A stretch of a text and what stands there instead. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Stand-ins for a set of texts. `fragments` are the words that stand beside a wildcard somewhere. */
export function createPseudonyms(fragments: Iterable<string>): Pseudonyms {
  const pieces = [...new Set([...fragments].map(lower))].sort((a, b) => b.length - a.length);
  const words = numbered();
  const known = new Map<string, string>();
  const wordOf = (word: string): string => {
    const pseudonym = known.get(word) ?? pieced(word, pieces, words);
    known.set(word, pseudonym);
    return pseudonym;
  };
  const idsByKind = new Map<string, (id: string) => number>();
  const idOf = (id: string): string => {
    const row = idKinds.find(({ pattern }) => pattern.test(id))!;
    const count = idsByKind.get(row.name) ?? numbered();
    idsByKind.set(row.name, count);
    return row.write(count(id), id, idOf);
  };
  const wholes = numbered();
  return {
    ids: (text) => replace(text, idText, idOf),
    names: (text) =>
      replace(text, nameText, (match) => {
        if (keptText.test(match)) return match;
        if (wholeId.test(match)) return idOf(match);
        return wordOf(match);
      }),
    whole: (text) => `S${wholes(text) + 1}`,
  };
}

/** The words of a name that stand directly beside a wildcard: `Eng` in `role/Eng*`. */
export function fragmentsOf(text: string): string[] {
  return [...text.matchAll(/(?<=[*?])[A-Za-z0-9]+|[A-Za-z0-9]+(?=[*?])/g)].map(([word]) => word);
}

interface IdKind {
  readonly name: string;
  readonly pattern: RegExp;
  readonly write: (number: number, id: string, idOf: (id: string) => string) => string;
}

// The account ids of AWS's documentation come first.
const accounts = ['111122223333', '444455556666', '999988887777', '123456789012', '777788889999'];
const hex = (number: number, digits: number) => (number + 1).toString(16).padStart(digits, '0');
const tail = (number: number) => String(number + 1).padStart(3, '0');

const idKinds: readonly IdKind[] = [
  {
    name: 'account',
    pattern: /^\d{12}$/,
    write: (n) => accounts[n] ?? String(100_000_000_000 + n),
  },
  { name: 'key', pattern: /^[0-9a-f]{8}-/, write: (n) => `1234abcd-12ab-34cd-56ef-${hex(n, 12)}` },
  {
    name: 'multi-Region key',
    pattern: /^mrk-/,
    write: (n) => `mrk-1234abcd12ab34cd56ef${hex(n, 12)}`,
  },
  { name: 'grant', pattern: /^[0-9a-f]{64}$/, write: (n) => hex(n, 64) },
  { name: 'organization', pattern: /^o-/, write: (n) => `o-example${tail(n)}` },
  { name: 'root', pattern: /^r-/, write: (n) => `r-e${tail(n)}` },
  {
    name: 'unit',
    pattern: /^ou-/,
    write: (n, id, idOf) => `ou-${idOf(`r-${id.split('-')[1]}`).slice(2)}-example${tail(n)}`,
  },
  { name: 'policy', pattern: /^p-/, write: (n) => `p-example${tail(n)}` },
  { name: 'endpoint', pattern: /^vpce-/, write: (n) => `vpce-${hex(n, 17)}` },
  {
    name: 'network',
    pattern: /^(vpc|subnet|sg|eni)-/,
    write: (n, id) => `${id.split('-')[0]}-${hex(n, 17)}`,
  },
  {
    name: 'unique id',
    pattern: /^A[A-Z]{3}/,
    write: (n, id) =>
      `${id.slice(0, 4)}EXAMPLE${String(n + 1).padStart(Math.max(3, id.length - 11), '0')}`,
  },
];

const ids = [
  '\\b\\d{12}\\b',
  '\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b',
  '\\bmrk-[0-9a-f]{32}\\b',
  '\\b[0-9a-f]{64}\\b',
  '\\bo-[a-z0-9]{10,32}\\b',
  '\\bou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\\b',
  '\\br-[a-z0-9]{4,32}\\b',
  '\\bp-[a-z0-9]{8,128}\\b',
  '\\b(?:vpce|vpc|subnet|sg|eni)-[0-9a-f]{8,17}\\b',
  '\\b(?:AIDA|AROA|AGPA|AIPA|ANPA|ANVA|ASIA|AKIA)[A-Z0-9]{12,}\\b',
].join('|');
// What stays inside names: variables, services, Regions, and the words that say what an ARN names.
const kept = [
  '\\balias/aws/[a-z0-9-]+',
  '\\$\\{[^}]*\\}',
  '\\barn:[a-z*?-]*:[a-z0-9*?-]*:[a-z0-9*?-]*:',
  '(?<=::)aws(?=:)',
  '\\b[a-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?\\b',
  '\\b(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(?:-[a-z]+){1,2}-\\d\\b',
  '(?<=^|:)(?:user|role|group|policy|assumed-role|federated-user|key|alias|root|instance-profile|oidc-provider|saml-provider|function|table|secret|trail|log-group|instance|volume|snapshot|mfa)(?=[/:]|$)',
  '\\balias/',
  '\\baws-service-role\\b',
  '\\bp-(?:RCP)?FullAWSAccess\\b',
  '\\b(?:RCP)?FullAWSAccess\\b',
].join('|');
const idText = new RegExp(ids, 'g');
const nameText = new RegExp(`${kept}|${ids}|[A-Za-z0-9]+`, 'g');
const keptText = new RegExp(`^(?:${kept})$`);
const wholeId = new RegExp(`^(?:${ids})$`);

function replace(text: string, pattern: RegExp, write: (match: string) => string): Replacement[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const instead = write(match[0]);
    if (instead === match[0]) return [];
    return [{ start: match.index, end: match.index + match[0].length, text: instead }];
  });
}

/** A word, split where it holds a fragment, each piece replaced. Short pieces and numbers say nothing. */
function pieced(
  word: string,
  fragments: readonly string[],
  words: (word: string) => number,
): string {
  if (word.length <= 2 || /^\d+$/.test(word)) return word;
  const at = fragments
    .map((fragment) => ({ fragment, index: lower(word).indexOf(fragment) }))
    .find(({ fragment, index }) => index >= 0 && fragment.length < word.length);
  if (!at) return cased(syllables(words(lower(word))), word);
  const end = at.index + at.fragment.length;
  const parts = [word.slice(0, at.index), word.slice(at.index, end), word.slice(end)];
  return parts.map((part) => (part === '' ? '' : pieced(part, fragments, words))).join('');
}

/**
 * Six letters, or ten, in which a word's first letter comes from a set of its own: no stand-in begins
 * inside another, and none begins with another.
 */
function syllables(number: number): string {
  const short = ['bcdfgkpt', 'aeiou', 'lmnr', 'aeiou', 'svwxz', 'aeiou'];
  const long = ['hjqy', ...short.slice(1), 'lmnr', 'aeiou', 'svwxz', 'aeiou'];
  let rest = number < SHORT_WORDS ? number : number - SHORT_WORDS;
  return (number < SHORT_WORDS ? short : long)
    .map((set) => {
      const letter = set[rest % set.length]!;
      rest = Math.floor(rest / set.length);
      return letter;
    })
    .join('');
}

const SHORT_WORDS = 8 * 5 * 4 * 5 * 5 * 5;

function cased(pseudonym: string, word: string): string {
  if (word === word.toUpperCase() && /[A-Z]/.test(word)) return pseudonym.toUpperCase();
  return /^[A-Z]/.test(word) ? pseudonym[0]!.toUpperCase() + pseudonym.slice(1) : pseudonym;
}

/** Numbers things in the order in which they come. */
function numbered(): (thing: string) => number {
  const known = new Map<string, number>();
  return (thing) => {
    const number = known.get(thing) ?? known.size;
    known.set(thing, number);
    return number;
  };
}

function lower(text: string): string {
  return text.toLowerCase();
}
