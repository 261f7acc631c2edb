// An answer as text for a terminal: what AWS and the world say, what the answer hangs on or where the two may differ;
// then the explanation, its fixes with what they open; at the end the call, with where each value comes from.
import { type Colour, type Line, layOut, plain } from '../explain/lay-out.ts';
import { type NotedFix, renderText } from '../explain/text.ts';
import { visible } from '../syntax/quoted.ts';
import type { Agreement, NoAnswer, WhyAnswer, WhyFix } from './answer.ts';
import type { AwsAnswer } from './aws-answer.ts';
import type { Difference } from './differences.ts';

/** How to render. */
export interface WhyTextOptions {
  readonly colour?: Colour;
  /** Where sentences wrap; 100 columns unless told. */
  readonly width?: number;
}

/** Renders an answer, or why there is none. */
export function renderWhy(answer: WhyAnswer | NoAnswer, options: WhyTextOptions = {}): string {
  const { colour = plain, width = 100 } = options;
  if (answer.kind === 'no-answer') {
    return `${layOut([sentence(`Unknown: ${answer.sentence}.`)], width, colour)}\n`;
  }
  const { explanation, cases, notes } = answer;
  const { verdict } = explanation.decision;
  const told = (sections: readonly (readonly Line[])[]) =>
    sections.filter((lines) => lines.length > 0).map((lines) => layOut(lines, width, colour));
  const fixes = answer.fixes.map(notedFix);
  const parts = [
    ...told([
      [sentence(leadSentence(answer), 0, 'strong')],
      [sentence(explanation.headline, 0, verdict)],
      section('AWS answered', awsLines(answer.aws)),
      section('The answer hangs on what is not known', cases.length > 1 ? caseLines(answer) : []),
      section('What may differ, the likelier first', answer.differences.flatMap(differenceLines)),
    ]),
    renderText(explanation, { colour, width, withoutHead: true, fixes }).trimEnd(),
    ...told([
      section('The call, and where each value comes from', valueLines(answer)),
      section('Not known', unknownLines(answer)),
      notes.map((note) => sentence(`note: ${note}`, 0, 'faint')),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [{ text: title, indent: 0, style: 'heading' }, ...lines];
}

function sentence(text: string, indent = 0, style?: Line['style']): Line {
  return { text: visible(text), indent, wrap: true, ...(style === undefined ? {} : { style }) };
}

function bullet(text: string): Line {
  return { ...sentence(`- ${text}`, 2), hang: 2 };
}

function valueLines({ call: { values }, source }: WhyAnswer): readonly Line[] {
  if (source.kind === 'request') return [];
  const width = Math.max(...values.map(({ name }) => name.length));
  return values.map(({ name, value, origin }) => ({
    text: visible(`${name.padEnd(width)}  ${value}  (${origin})`),
    indent: 2,
    hang: width + 2,
    wrap: true,
  }));
}

function unknownLines({ call: { unknown } }: WhyAnswer): readonly Line[] {
  return unknown.map(({ sentence: text, matters }) =>
    bullet(matters ? `${text} (the answer hangs on it)` : text),
  );
}

function awsLines(aws: AwsAnswer): readonly Line[] {
  switch (aws.kind) {
    case 'allowed':
      return [];
    case 'denied':
      return [{ text: visible(aws.cut ? `${aws.text} …` : aws.text), indent: 2 }];
    case 'failed':
      return [{ text: visible([aws.code, aws.message].filter(Boolean).join(': ')), indent: 2 }];
    case 'unsaid':
      return aws.code === undefined ? [] : [{ text: visible(aws.code), indent: 2 }];
    default:
      return aws satisfies never;
  }
}

/** What AWS and the world say, in one sentence. */
function leadSentence({ aws, agreement, explanation }: WhyAnswer): string {
  switch (aws.kind) {
    case 'denied':
      return `AWS denied this call${deniedWords[agreement]}`;
    case 'allowed':
      return `AWS allowed this call${allowedWords[agreement]}`;
    case 'failed':
      return agreement === 'agrees'
        ? `AWS refused this call with ${aws.code}, which comes after authorization: policies were not the problem.`
        : `AWS refused this call with ${aws.code}, after it was authorized${allowedWords[agreement]}`;
    case 'unsaid': {
      const code =
        aws.code === undefined
          ? ''
          : `AWS refused this call with ${aws.code}, which says nothing of who may do what. `;
      return `${code}In this world it is ${explanation.decision.verdict === 'allow' ? 'allowed' : 'denied'}.`;
    }
    default:
      return aws satisfies never;
  }
}

const deniedWords: Readonly<Record<Agreement, string>> = {
  agrees: ', and the world says the same.',
  'other-reason': '. So does this world, but for another reason than the one that AWS gave.',
  depends: '. Whether this world does hangs on what is not known.',
  differs: ', but in this world it would be allowed.',
  unsaid: '.',
};

const allowedWords: Readonly<Record<Agreement, string>> = {
  agrees: ', and so does this world.',
  'other-reason': ', but in this world it would be denied.',
  depends: '. Whether this world does hangs on what is not known.',
  differs: ', but in this world it would be denied.',
  unsaid: '.',
};

function differenceLines({ likelihood, sentence: text, remedy }: Difference): readonly Line[] {
  const lead = `${likelihood}: ${text}`;
  return [bullet(remedy === undefined ? lead : `${lead}; ${remedy}`)];
}

function caseLines({ cases, casesComplete }: WhyAnswer): readonly Line[] {
  const lines = cases.map(({ when, verdict, headline, fits }) => ({
    ...bullet(
      `${when.length === 0 ? 'otherwise' : `if ${when.join(', and ')}`}: ${headline}${fits ? ' This is what AWS said.' : ''}`,
    ),
    style: verdict === 'allow' ? ('allow' as const) : ('deny' as const),
  }));
  const more = 'There are more combinations of unknown values than were tried.';
  return [
    ...lines,
    ...(casesComplete ? [] : [sentence(more, 2)]),
    sentence('What follows explains the first of these.', 2),
  ];
}

/** How many groups of what a fix opens are told. */
const maxGroups = 4;

function notedFix(fix: WhyFix): NotedFix {
  const { newlyAllowed } = fix;
  // A fix that is a command says it already.
  const commands = fix.patch?.op === 'run-command' ? [] : fix.commands;
  const opens = newlyAllowed === undefined ? [] : [{ text: opensSentence(newlyAllowed) }];
  const groups = (newlyAllowed?.groups ?? [])
    .slice(0, maxGroups)
    .map(({ sentence: text }) => ({ text: `  - ${text}` }));
  const more = (newlyAllowed?.groups.length ?? 0) - maxGroups;
  return {
    fix,
    notes: [
      ...opens,
      ...groups,
      ...(more > 0 ? [{ text: `  - and ${more} more groups` }] : []),
      ...(commands.length > 0 ? [{ text: 'At AWS:' }] : []),
      ...commands.map((text) => ({ text, verbatim: true })),
    ],
  };
}

function opensSentence({ count, complete, unknown }: NonNullable<WhyFix['newlyAllowed']>): string {
  const limits = [
    ...(complete ? [] : ['not all could be tried']),
    ...(unknown > 0 ? [`${unknown} questions the world cannot answer`] : []),
  ];
  const but = limits.length > 0 ? ` (${limits.join('; ')})` : '';
  if (count === 0) {
    return `In the world it allows this request and nothing else${but}.`;
  }
  return `In the world it also allows ${count} other ${count === 1 ? 'thing' : 'things'}${but}:`;
}
