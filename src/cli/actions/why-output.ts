// Prints the answers of `keyward why`: as text under headings, or the envelope of schemas/why.schema.json.
import { quoted } from '../../syntax/quoted.ts';
import type { Answered, AnswerGroup, InputCounts, OtherText } from '../../why/collect-answers.ts';
import { placeText } from '../../why/trail/item.ts';
import { type SkipReason, skipWords } from '../../why/trail/read-record.ts';
import { renderWhy } from '../../why/why-text.ts';
import { colourOf, paintFor } from '../colours.ts';
import type { Io } from '../io.ts';
import { printDiagnostics } from '../output.ts';

/** Prints the answers. What could not be read goes to standard error. */
export function printWhy(answered: Answered, format: 'text' | 'json', io: Io): void {
  if (format === 'json') {
    io.stdout(`${JSON.stringify(jsonOf(answered), null, 2)}\n`);
    return;
  }
  const { groups, counts, others = [] } = answered;
  const paint = paintFor(io, 'stdout');
  for (const [index, group] of groups.entries()) {
    if (groups.length > 1 || group.count > 1) {
      io.stdout(`${paint.bold(headingOf(group, index))}\n\n`);
    }
    io.stdout(renderWhy(group.answer, { colour: colourOf(paint) }));
    if (index < groups.length - 1) io.stdout('\n');
  }
  for (const other of others) printOther(other, io);
  if (counts !== undefined) printCounts(counts, groups.length, io);
}

/** The whole of it as one JSON value. */
function jsonOf({ groups, counts, others = [] }: Answered): object {
  return {
    schemaVersion: '1.0',
    answers: groups.map(({ answer, count, examples }) => ({ count, examples, answer })),
    ...(counts === undefined ? {} : { inputs: counts }),
    ...(others.length === 0 ? {} : { others: others.map(({ file, read }) => ({ file, ...read })) }),
  };
}

function headingOf({ count, examples, answer }: AnswerGroup, index: number): string {
  const named = examples.join(', ');
  const more = count > examples.length ? ` and ${count - examples.length} more` : '';
  const what = answer.source.kind === 'record' ? 'record' : 'text';
  return `${index + 1}. ${count} ${what}${count === 1 ? '' : 's'}: ${named}${more}`;
}

function printOther({ file, read }: OtherText, io: Io): void {
  switch (read.kind) {
    case 'unrecognised':
      printDiagnostics(
        io,
        read.diagnostics.map((diagnostic) => ({ ...diagnostic, file })),
      );
      return;
    case 'encoded':
      io.stderr(
        `${file}: the message is encoded: open it with \`aws sts decode-authorization-message --encoded-message …\`, and give what that prints\n`,
      );
      return;
    case 'other-error':
      io.stderr(
        `${file}: ${quoted(read.code)} is no denial: the call was not refused for lack of permission\n`,
      );
      return;
    case 'denied':
      return;
    default:
      read satisfies never;
  }
}

/** Says what was read and not explained: to standard error, since the answers are the output. */
function printCounts(counts: InputCounts, answers: number, io: Io): void {
  const { records, denied, leftOut, skipped, problems, eventMissing, texts } = counts;
  if (leftOut > 0) {
    io.stderr(`${leftOut} more different denials are not shown: --limit shows more\n`);
  }
  if (eventMissing) io.stderr('no record has that eventID\n');
  else if (records > 1 && denied === 0 && answers === 0) {
    io.stderr(`none of the ${records} records was denied; --all explains them\n`);
  }
  const passed = Object.entries(skipped).map(
    ([reason, count]) => `${count} ${skipWords[reason as SkipReason]}`,
  );
  if (passed.length > 0) io.stderr(`passed over records: ${passed.join(', ')}\n`);
  if (records === 0 && texts === 0 && problems.length === 0 && passed.length > 0) {
    io.stderr('there is no record of a call to AWS KMS in the input\n');
  }
  for (const { count, named } of problems) {
    for (const { place, message } of named) io.stderr(`${placeText(place)}: ${message}\n`);
    if (count > named.length) io.stderr(`… and ${count - named.length} more like these\n`);
  }
}
