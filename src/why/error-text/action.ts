// Which action a denial is about. A name may be wrapped, or cut where a longer name starts with it.
import { findKmsAction, kmsActions } from '../../catalog/kms-actions.ts';
import { Gap, type Letters } from './letters.ts';
import { isOver } from './over.ts';

/** An action, and the letter after it. */
export interface ReadAction {
  /** `kms`, or the prefix of another service's actions. */
  readonly service: string;
  /** `kms:Decrypt`; undefined where it is cut. */
  readonly name: string | undefined;
  readonly end: number;
  readonly cut: boolean;
}

/** `kms:Decrypt`, which may be wrapped; of the ends that a line break allows, the last that makes a name. */
export function actionAt(letters: Letters, from: number, limit: number): ReadAction | undefined {
  const service = /^([a-z0-9-]{1,63}):/.exec(letters.lower.slice(from, from + 64))?.[1];
  if (service === undefined || from >= limit) return undefined;
  const start = from + service.length + 1;
  // "to perform this operation: …" names none.
  if (letters.gaps.subarray(from + 1, start).includes(Gap.blank)) return undefined;
  const ends = endsOfName(letters, start, limit);
  const known = ends.filter((end) => knownName(letters.text.slice(from, end)) !== undefined);
  const end = known.at(-1) ?? ends[0];
  if (end === undefined)
    return { service, name: undefined, end: start, cut: isOver(letters, start) };
  const written = letters.text.slice(from, end);
  const name = knownName(written) ?? written;
  const cut = isOver(letters, end) && (known.length === 0 || hasLonger(name));
  return { service, name: cut ? undefined : name, end, cut };
}

function endsOfName({ text, gaps }: Letters, from: number, limit: number): readonly number[] {
  const ends: number[] = [];
  const last = Math.min(limit, from + 64);
  let at = from;
  for (; at < last && /[A-Za-z*]/.test(text[at]!); at++) {
    if (at === from || gaps[at] === Gap.none) continue;
    ends.push(at);
    if (gaps[at] !== Gap.line) return ends;
  }
  return at > from ? [...ends, at] : ends;
}

/** An action of AWS KMS in the spelling of the catalog. */
function knownName(action: string): string | undefined {
  const found = /^kms:/i.test(action) ? findKmsAction(action.slice(4)) : undefined;
  return found === undefined ? undefined : `kms:${found.name}`;
}

function hasLonger(action: string): boolean {
  const name = action.slice(4);
  return kmsActions.some((other) => other.name !== name && other.name.startsWith(name));
}
