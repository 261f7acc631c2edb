// One denial in the letters of a text, read by the rows of forms.ts. What is cut in the middle is
// not taken: half of a name would be another name.
import { kmsActions } from '../../catalog/kms-actions.ts';
import { actionAt } from './action.ts';
import { callerBefore } from './caller.ts';
import type { DeniedResource, Said } from './denied-text.ts';
import type { SentenceForm } from './forms.ts';
import { type Letters, squeezed } from './letters.ts';
import { isCutIn, isOver } from './over.ts';
import { type ReadReason, reasonAt } from './reason.ts';
import { resourceAt } from './resource.ts';

/** What a sentence says, and the letters from which and up to which it does. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly principal: string | undefined;
  /** `kms`, or the prefix of another service's actions. */
  readonly service: string;
  readonly action: string | undefined;
  readonly resource: DeniedResource | undefined;
  readonly said: Said;
  readonly cut: boolean;
  readonly text: string;
}

/** The words that every sentence about a caller has. */
export const NOT_AUTHORIZED = squeezed('not authorized to perform');

/**
 * Reads the sentence whose `not authorized to perform` starts at `anchor`; undefined where no action follows.
 * It lies between the letters `from` and `limit`, where its neighbours are.
 */
export function sentenceAt(
  letters: Letters,
  anchor: number,
  from: number,
  limit: number,
): Sentence | undefined {
  const caller = callerBefore(letters, anchor, from);
  const verb = anchor + NOT_AUTHORIZED.length;
  const colon = letters.text[verb] === ':' ? ':' : '';
  const action = actionAt(letters, verb + colon.length, limit);
  if (action === undefined) return undefined;
  const resource = resourceAt(letters, action.end, limit);
  const reason: ReadReason = resource.cut
    ? { said: { kind: 'nothing' }, end: resource.end, cut: true, phrase: '' }
    : reasonAt(letters, resource.end, limit, action.name);
  const nothing = reason.said.kind === 'nothing';
  const cut =
    action.cut || reason.cut || (nothing && !resource.whole && isOver(letters, reason.end));
  const words = [
    caller.words,
    `not authorized to perform${colon} ${action.name ?? ''}`,
    resource.words,
  ];
  const text = [...words, reason.phrase].filter((word) => word !== '').join(' ');
  return {
    start: caller.start,
    end: reason.end,
    principal: caller.principal,
    service: action.service,
    action: action.name,
    resource: resource.resource,
    said: reason.said,
    cut,
    text: cut ? `${text.trimEnd()} …` : text,
  };
}

/** Reads a sentence that is one of the forms, which starts at a letter; undefined where it is too short. */
export function formAt(letters: Letters, at: number, form: SentenceForm): Sentence | undefined {
  const [before = '', after] = form.phrase.split('ACTION').map(squeezed);
  let end = at + before.length;
  let action: string | undefined;
  if (after !== undefined) {
    action = kmsActions
      .map(({ name }) => `kms:${name}`)
      .find((name) => letters.lower.startsWith(squeezed(name) + after, end));
    if (action === undefined) return undefined;
    end += action.length + after.length;
  }
  const rest = squeezed(form.rest);
  const whole = letters.lower.startsWith(rest, end);
  const cut = !whole && (isOver(letters, end) || isCutIn(letters, end, rest));
  const { resource, said } = form;
  const text = form.phrase.replace('ACTION', action ?? '') + (whole ? form.rest : cut ? ' …' : '');
  if (whole) end += rest.length;
  return {
    start: at,
    end,
    principal: undefined,
    service: 'kms',
    action,
    resource,
    said,
    cut,
    text,
  };
}
