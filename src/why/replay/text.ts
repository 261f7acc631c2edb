// The report of a replay for people.
import { visible } from '../../syntax/quoted.ts';
import type { ChangeGroup, ReplayReport } from './report.ts';
import {
  answersSentence,
  byPrincipal,
  changesSentence,
  countWords,
  decidingWords,
  exampleWords,
  remainderLines,
  skippedLines,
  summarySentence,
  unlistedLines,
  unsettledLines,
} from './sentences.ts';
import { changeKinds, changeTitles } from './words.ts';

/** Puts a heading, a principal or an aside in a colour. */
export type ReplayPaint = Readonly<Record<'bold' | 'dim', (text: string) => string>>;

/** Prints a report as text. */
export function replayText(report: ReplayReport, paint: ReplayPaint): string {
  const sections = [
    [`${sentence(summarySentence(report))} ${sentence(changesSentence(report))}`],
    ...changeKinds.flatMap((kind) => {
      const groups = report.groups.filter((group) => group.kind === kind);
      if (groups.length === 0) return [];
      const title = `${changeTitles[kind]}: ${countWords(report.changes[kind])}`;
      return [[paint.bold(title), ...byPrincipal(groups).flatMap(principalLines)]];
    }),
    [...unlistedLines(report), ...unsettledLines(report)].map(sentence),
    titled(paint.bold('Not judged or not read'), remainderLines(report)),
    titled(paint.bold('Skipped'), skippedLines(report)),
    [paint.dim(sentence(answersSentence(report)))],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function principalLines([principal, groups]: readonly [string, readonly ChangeGroup[]]): string[] {
  return [
    `  ${visible(principal)}`,
    ...groups.flatMap(({ action, key, count, before, after, example }) => [
      `    ${visible(`${action} on ${key}`)}: ${countWords(count)}`,
      `      before: ${decidingWords(before, key)}`,
      `      after:  ${decidingWords(after, key)}`,
      `      first:  ${exampleWords(example)}`,
    ]),
  ];
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
