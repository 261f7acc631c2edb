// Names what decided, in a scenario: `policyName#Sid`, `policyName[0]`, `grant:ID`.
import type { Source } from '../model/decision.ts';

/** The selector of a source: by Sid where the statement has one, else by its place, counted from 0. */
export function selectorOf(source: Source): string {
  if (source.kind === 'grant') return `grant:${source.grantId}`;
  if (source.sid !== undefined && source.sid !== '') return `${source.policy}#${source.sid}`;
  return `${source.policy}[${source.statement}]`;
}

/** Whether a selector names a source. A statement with a Sid may be named by its place as well. */
export function selects(selector: string, source: Source): boolean {
  if (selectorOf(source) === selector) return true;
  return source.kind === 'statement' && selector === `${source.policy}[${source.statement}]`;
}

/** Whether a text has the form of a selector. */
export function isSelector(text: string): boolean {
  return /^grant:.+$|^[^#]+#.+$|^.+\[\d+\]$/s.test(text);
}
