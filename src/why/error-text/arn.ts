// Where an ARN ends in the letters of a text. It may be wrapped in the middle, and often nothing but a line
// break parts it from what comes next.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
import { parseArn } from '../../model/arn.ts';
import { Gap, type Letters } from './letters.ts';
import { isOver } from './over.ts';

/** An ARN in a text. */
export interface FoundArn {
  readonly arn: string;
  /** The letter after it. */
  readonly end: number;
  /** Whether the text goes on after it, or the ARN is one that has no more to come. */
  readonly whole: boolean;
}

/** No ARN of AWS is longer. */
export const MAX_ARN = 2048;

/**
 * The ARN that starts at a letter, undefined when none does. `startsNext` tells whether the words that may
 * follow start at a letter; `limit` is the letter at which another sentence has begun.
 */
export function arnAt(
  letters: Letters,
  from: number,
  limit: number,
  startsNext: (at: number) => boolean,
): FoundArn | undefined {
  if (!letters.lower.startsWith('arn:', from)) return undefined;
  const last = Math.min(limit, from + MAX_ARN, letters.text.length);
  const next = beforeNext(letters, from, last, startsNext);
  const end = next ?? endAlone(letters, from, last);
  const found = letters.text.slice(from, end);
  const key = keyArn(found);
  if (key !== undefined) return { arn: key, end: from + key.length, whole: true };
  const arn = next === undefined ? withoutPunctuation(found) : spaced(letters, from, end);
  const whole = next !== undefined || goesOnAt(letters, end);
  return whole && parseArn(arn.toLowerCase()) === undefined ? undefined : { arn, end, whole };
}

function goesOnAt(letters: Letters, end: number): boolean {
  return (
    !isOver(letters, end) && !/(?:\.\.|…)$/.test(letters.text.slice(Math.max(0, end - 2), end))
  );
}

/** The letter at which the words that follow start, where only the ARN stands before them. */
function beforeNext(
  { text, gaps }: Letters,
  from: number,
  last: number,
  startsNext: (at: number) => boolean,
): number | undefined {
  let open = false;
  for (let at = from; at <= last; at++) {
    if (at > from && gaps[at] !== Gap.none) {
      if (startsNext(at)) return at;
      if (gaps[at] === Gap.paragraph || (gaps[at] === Gap.blank && !open)) return undefined;
    }
    open = isOpen(text[at] ?? '', open);
  }
  return undefined;
}

/** Names that were taken out may hold spaces: `{account suppressed}`. */
function isOpen(char: string, open: boolean): boolean {
  return '{<['.includes(char || ' ') || (open && !'}>]'.includes(char));
}

/** The end where no known words follow: a gap, unless the ARN is wrapped there. */
function endAlone(letters: Letters, from: number, last: number): number {
  let colons = 0;
  for (let at = from; at < last; at++) {
    if (at > from && letters.gaps[at] !== Gap.none) {
      if (letters.gaps[at] !== Gap.line) return at;
      if (colons >= 5 && !goesOn(letters, from, at)) return at;
    }
    if (letters.text[at] === ':') colons++;
    if (letters.text.startsWith('</', at) || isOver(letters, at)) return at;
  }
  return last;
}

/** Whether an ARN that has all its colons goes on after a line break. */
function goesOn({ text }: Letters, from: number, at: number): boolean {
  const before = text.slice(Math.max(from, at - 60), at);
  if (/[:/-]$/.test(before)) return true;
  const id = /:key\/([0-9a-z-]*)$/.exec(before)?.[1];
  if (id === undefined) return false;
  return KEY_ID.test(`${id}${text.slice(at, at + Math.max(0, 36 - id.length))}`);
}

const KEY_ID =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** The ARN up to the end of its key id, where it has one: nothing more can belong to it. */
function keyArn(arn: string): string | undefined {
  const id = arn.indexOf(':key/') + ':key/'.length;
  if (id < ':key/'.length || !KEY_ID.test(arn.slice(id, id + 36))) return undefined;
  return arn.slice(0, id + 36);
}

/** Without the punctuation of the sentence around it; a brace belongs to a name that was taken out. */
function withoutPunctuation(arn: string): string {
  let end = arn.length;
  while (end > 0 && PUNCTUATION.includes(arn[end - 1]!)) end--;
  const bare = arn.slice(0, end);
  return arn[end] === '}' && bare.includes('{') ? `${bare}}` : bare;
}

const PUNCTUATION = '.,;:)}…';

/** With the spaces of names that were taken out. */
function spaced({ text, gaps }: Letters, from: number, end: number): string {
  let arn = '';
  for (let at = from; at < end; at++)
    arn += at > from && gaps[at] === Gap.blank ? ` ${text[at]}` : text[at];
  return arn;
}
