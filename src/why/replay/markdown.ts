// The report of a replay for a pull request's comment.
import { visible } from '../../syntax/quoted.ts';
import type { ChangeGroup, ReplayReport } from './report.ts';
import {
  answersSentence,
  changesSentence,
  countWords,
  decidingWords,
  exampleWords,
  remainderLines,
  skippedLines,
  summarySentence,
  thousands,
  unlistedLines,
  unsettledLines,
} from './sentences.ts';
import { changeKinds, changeTitles } from './words.ts';

/** How many groups of one kind a comment lists: it has a limit of 65,536 characters. */
const MAX_ROWS = 30;

/** Prints a report as Markdown. */
export function replayMarkdown(report: ReplayReport): string {
  const remainder = [...remainderLines(report), ...skippedLines(report)];
  return [
    `**keyward replay**: ${changesSentence(report)} (${summarySentence(report)})`,
    '',
    ...changeKinds.flatMap((kind) => {
      const groups = report.groups.filter((group) => group.kind === kind);
      return groups.length === 0
        ? []
        : [`### ${changeTitles[kind]}: ${countWords(report.changes[kind])}`, '', ...table(groups)];
    }),
    ...[...unlistedLines(report), ...unsettledLines(report)].flatMap((line) => [line, '']),
    ...(remainder.length === 0
      ? []
      : [
          '<details><summary>Not judged, not read or skipped</summary>',
          '',
          ...remainder.map((line) => line.replace(/^( *)/, '$1- ')).map(inline),
          '',
          '</details>',
          '',
        ]),
    inline(answersSentence(report)),
    '',
  ].join('\n');
}

function table(groups: readonly ChangeGroup[]): readonly string[] {
  const more = groups.length - MAX_ROWS;
  return [
    '| records | principal | action | key | before | after | first |',
    '|---:|---|---|---|---|---|---|',
    ...groups
      .slice(0, MAX_ROWS)
      .map(({ count, principal, action, key, before, after, example }) => {
        const cells = [
          thousands(count),
          code(principal),
          code(action),
          code(key),
          cell(decidingWords(before, key)),
          cell(decidingWords(after, key)),
          cell(exampleWords(example)),
        ];
        return `| ${cells.join(' | ')} |`;
      }),
    '',
    ...(more > 0 ? [`and ${countWords(more, 'more group')}`, ''] : []),
  ];
}

/** A backtick would end the code. */
function code(text: string): string {
  return `\`${visible(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Words of a trail are no markup. */
function inline(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('@', '&#64;');
}
