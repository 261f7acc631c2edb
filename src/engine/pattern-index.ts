// Which statements' patterns match a text: exact patterns by a map, wildcards once per distinct pattern.

import type { CompiledStatement, Patterns } from './compiled.ts';
import type { TextTest } from './glob.ts';
import { addTo, removeFrom, type Words } from './words.ts';

/** Adds to `words` every statement whose patterns match, or may match, the text. */
export type PatternIndex = (text: string, words: Words) => void;

/** Indexes one element of all statements. Statements with variables count as matching: they are asked later. */
export function indexPatterns(
  statements: readonly CompiledStatement[],
  select: (statement: CompiledStatement) => Patterns | undefined,
): PatternIndex {
  const always: number[] = [];
  const negated: { readonly id: number; readonly patterns: Patterns }[] = [];
  const exact = new Map<string, number[]>();
  const globs = new Map<string, { readonly test: TextTest; readonly ids: number[] }>();
  for (const statement of statements) {
    const patterns = select(statement);
    if (patterns === undefined || patterns.unknown || patterns.templates.length > 0) {
      always.push(statement.id);
    } else if (patterns.negated) {
      negated.push({ id: statement.id, patterns });
    } else {
      for (const text of patterns.exact) listIn(exact, text).push(statement.id);
      for (const { text, test } of patterns.globs) {
        if (text === '*') always.push(statement.id);
        else if (globs.has(text)) globs.get(text)!.ids.push(statement.id);
        else globs.set(text, { test, ids: [statement.id] });
      }
    }
  }
  const residual = [...globs.values()];
  return (text, words) => {
    for (const id of always) addTo(words, id);
    for (const id of exact.get(text) ?? []) addTo(words, id);
    for (const { test, ids } of residual) {
      if (test(text)) for (const id of ids) addTo(words, id);
    }
    for (const { id, patterns } of negated) {
      addTo(words, id);
      if (patterns.exact.includes(text) || patterns.globs.some(({ test }) => test(text))) {
        removeFrom(words, id);
      }
    }
  };
}

function listIn(lists: Map<string, number[]>, key: string): number[] {
  let list = lists.get(key);
  if (list === undefined) {
    list = [];
    lists.set(key, list);
  }
  return list;
}
