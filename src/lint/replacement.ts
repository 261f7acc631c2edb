// A suggestion that writes one word in the place of another.
import type { Span } from '../model/span.ts';
import { quoted } from '../syntax/quoted.ts';
import type { Suggestion } from './finding.ts';

/** Offers to write `text` at a place; nothing where there is no place. Spread it into a finding. */
export function replacement(
  span: Span | undefined,
  text: string,
  effect: Suggestion['effect'],
): { readonly suggestion?: Suggestion } {
  if (!span) return {};
  return {
    suggestion: {
      title: `write ${quoted(text)}`,
      effect,
      edits: [{ span, text: JSON.stringify(text) }],
    },
  };
}
