// The reason at the end of a denial: which policy, and whether it denies or lacks an Allow.
import { parseArn } from '../../model/arn.ts';
import { arnAt } from './arn.ts';
import type { Said } from './denied-text.ts';
import { type ReasonForm, reasonForms } from './forms.ts';
import { type Letters, squeezed } from './letters.ts';
import { isCutIn, isOver } from './over.ts';

/** A reason, and the letter after it. */
export interface ReadReason {
  readonly said: Said;
  readonly end: number;
  readonly cut: boolean;
  /** In AWS's words. */
  readonly phrase: string;
}

/** Reads the reason that starts at a letter. Where the text ends before the policy, it says nothing. */
export function reasonAt(
  letters: Letters,
  from: number,
  limit: number,
  action: string | undefined,
): ReadReason {
  const form = rows.find((row) => letters.lower.startsWith(row.letters, from));
  const cut = rows.some((row) => isCutIn(letters, from, row.letters, form?.letters.length ?? 0));
  if (form === undefined) return { said: { kind: 'nothing' }, end: from, cut, phrase: '' };
  const end = from + form.letters.length;
  const { said, phrase } = form;
  if (said.kind === 'explicit' && said.policyType !== undefined)
    return withPolicyArn(letters, limit, { said, end, cut: false, phrase });
  const rest = form.rest.replace('ACTION', () => action ?? '');
  const restLetters = squeezed(rest);
  if (letters.lower.startsWith(restLetters, end))
    return { said, end: end + restLetters.length, cut, phrase: phrase + rest };
  return { said, end, cut: true, phrase };
}

/** Whether a reason starts at a letter, or would if the text went on. */
export function startsReason({ lower }: Letters, at: number): boolean {
  return starts.some(
    (start) =>
      lower.startsWith(start, at) ||
      (at < lower.length &&
        lower.length - at < start.length &&
        start.startsWith(lower.slice(at, at + start.length))),
  );
}

const starts = ['because no', 'because the resource does', 'with an explicit deny'].map(squeezed);

const rows: readonly (ReasonForm & { readonly letters: string })[] = reasonForms.map((form) => ({
  ...form,
  letters: squeezed(form.phrase),
}));

/** The policy's ARN, where the text gives it. */
function withPolicyArn(letters: Letters, limit: number, reason: ReadReason): ReadReason {
  const { said, end } = reason;
  if (said.kind !== 'explicit' || letters.text[end] !== ':') return reason;
  const found = arnAt(letters, end + 1, limit, () => false);
  if (found === undefined || parseArn(found.arn) === undefined)
    return {
      ...reason,
      cut: isOver(letters, end + 1) || isCutIn(letters, end + 1, 'arn:') || found !== undefined,
    };
  return {
    said: { ...said, policyArn: found.arn },
    end: found.end,
    cut: false,
    phrase: `${reason.phrase}: ${found.arn}`,
  };
}
