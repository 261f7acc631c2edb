// The sentences that the reports of a replay for people share.
import { sourceName } from '../../explain/names.ts';
import { visible } from '../../syntax/quoted.ts';
import { placeText } from '../trail/item.ts';
import type { SkipReason } from '../trail/read-record.ts';
import { skipWords } from '../trail/read-record.ts';
import type { ChangeGroup, Deciding, ExampleRecord, ReplayReport } from './report.ts';
import {
  changeKinds,
  changeTitles,
  problemWords,
  reasonWords,
  unjudgedWords,
  worldWords,
} from './words.ts';

/** `12,345 records`. */
export function countWords(count: number, one = 'record', many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** `12,345`, everywhere alike. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "12 records read from 3 files: 10 decided, 2 skipped". */
export function summarySentence({ files, records }: ReplayReport): string {
  const parts = [
    [records.decided, 'decided'],
    [records.unjudged, 'not judged'],
    [records.skipped, 'skipped'],
  ] as const;
  const said = parts.flatMap(([count, word], at) =>
    count > 0 || at === 0 ? [`${thousands(count)} ${word}`] : [],
  );
  const broken =
    records.broken === 0 ? '' : `; ${countWords(records.broken, 'place')} not readable`;
  return `${countWords(records.read)} read from ${countWords(files, 'file')}: ${said.join(', ')}${broken}`;
}

/** "120 newly denied, 3 may be allowed", or that nothing changes. */
export function changesSentence({ changes }: ReplayReport): string {
  const said = changeKinds.flatMap((kind) =>
    changes[kind] > 0 ? [`${thousands(changes[kind])} ${changeTitles[kind].toLowerCase()}`] : [],
  );
  return said.length === 0 ? 'nothing changes' : said.join(', ');
}

/** "denied by statement `Inside` of the identity policy `engineering` (engineering.json:3:5)". */
export function decidingWords({ verdict, reason, by }: Deciding, key: string): string {
  const words = { allow: 'allowed', deny: 'denied', depends: 'depends' }[verdict];
  const names = by.slice(0, 3).map((source) => visible(sourceName({ resource: key }, source)));
  const more = by.length > 3 ? [`${by.length - 3} more`] : [];
  if (verdict === 'depends') {
    const rest = names.length > 0 ? names.join(', ') : reasonWords[reason];
    return `hangs on what the records do not hold (without it: ${rest})`;
  }
  if (names.length === 0) return `${words}: ${reasonWords[reason]}`;
  return `${words} by ${[...names, ...more].join(' and ')}`;
}

/** "event 1234… of 2026-01-01T00:00:00Z (trail.json.gz, record 17)". */
export function exampleWords({ eventId, eventTime, ...place }: ExampleRecord): string {
  const event = eventId === undefined ? 'event' : `event ${eventId}`;
  return visible(`${event} of ${eventTime} (${placeText(place)})`);
}

/** What could not be judged, was skipped or could not be read: a line for each reason. */
export function remainderLines(report: ReplayReport): readonly string[] {
  return [
    ...report.unjudged.map(
      ({ because, in: where, count, sentence, example }) =>
        `${countWords(count)} ${unjudgedWords[because]}, ${worldWords[where]}; the first: ${visible(sentence)}, ${exampleWords(example)}`,
    ),
    ...report.problems.flatMap(({ kind, count, named }) => [
      `${problemWords[kind]}: ${thousands(count)}`,
      ...named.map(({ place, message }) => `  ${visible(placeText(place))}: ${visible(message)}`),
      ...(count > named.length ? [`  and ${thousands(count - named.length)} more`] : []),
    ]),
  ];
}

/** "12 records of other services". */
export function skippedLines({ skipped }: ReplayReport): readonly string[] {
  return skipped.map(
    ({ because, count }) => `${countWords(count)} ${skipWords[because satisfies SkipReason]}`,
  );
}

/** How well the world before agrees with what AWS answered. */
export function answersSentence({ answers }: ReplayReport): string {
  const { compared, deniedThoughAllowed, allowedThoughDenied } = answers;
  const rows = [
    [deniedThoughAllowed, 'AWS denied though the world before allows it'],
    [allowedThoughDenied, 'AWS did not deny though the world before does'],
  ] as const;
  const said = rows.flatMap(([{ count, example }, words]) =>
    example === undefined
      ? []
      : [`${thousands(count)} that ${words} (first: ${exampleWords(example)})`],
  );
  const differing = deniedThoughAllowed.count + allowedThoughDenied.count;
  const all = `of ${countWords(compared)} compared, AWS answered ${thousands(differing)} otherwise than the world before`;
  return said.length === 0 ? all : `${all}: ${said.join('; ')}`;
}

/** Groups by kind and principal, in the report's order. */
export function byPrincipal(
  groups: readonly ChangeGroup[],
): readonly (readonly [principal: string, groups: readonly ChangeGroup[]])[] {
  const principals = new Map<string, ChangeGroup[]>();
  for (const group of groups) {
    const before = principals.get(group.principal);
    if (before) before.push(group);
    else principals.set(group.principal, [group]);
  }
  return [...principals];
}

/** That some groups are counted only, where there are too many. */
export function unlistedLines({ unlisted, groups }: ReplayReport): readonly string[] {
  if (unlisted === 0) return [];
  return [
    `${countWords(unlisted)} more change in groups beyond the first ${thousands(groups.length)}, which are counted together and not told apart`,
  ];
}

/** That some answers hang on unknowns in both worlds, where there are any. */
export function unsettledLines({ unsettled }: ReplayReport): readonly string[] {
  if (unsettled === 0) return [];
  return [
    `the answer to ${countWords(unsettled)} hangs, in both worlds alike, on what records do not hold; this is not counted as a change`,
  ];
}
