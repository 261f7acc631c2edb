// An explanation as text for a terminal, in the order in which somebody at 3 a.m. asks.

import type { GateId } from '../model/trace.ts';
import { visible } from '../syntax/quoted.ts';
import type {
  ExplainedAssumption,
  ExplainedGate,
  ExplainedStatement,
  Explanation,
  Fix,
  FixStep,
  NearMiss,
} from './explanation.ts';
import { type Colour, type Line, layOut, plain } from './lay-out.ts';
import { placeName, sourceName } from './names.ts';

/** How to render. */
export interface TextOptions {
  /** Colours a piece of text; without it the text is plain. */
  readonly colour?: Colour;
  /** Where sentences wrap; 100 columns unless told. Excerpts and JSON never wrap. */
  readonly width?: number;
  /** Leaves out the headline and what AWS would answer: they are told elsewhere. */
  readonly withoutHead?: boolean;
  /** Fixes to print in the place of the explanation's own, with what else is known of each. */
  readonly fixes?: readonly NotedFix[];
}

/** A fix, and lines that follow it: sentences, or text that stands as it is. */
export interface NotedFix {
  readonly fix: Fix;
  readonly notes: readonly { readonly text: string; readonly verbatim?: boolean }[];
}

/** Renders an explanation: headline, AWS's error, gates, what decided, near misses, fixes, assumptions. */
export function renderText(explanation: Explanation, options: TextOptions = {}): string {
  const head = [
    [sentence(explanation.headline, 0, explanation.decision.verdict)],
    section('AWS answers', errorLines(explanation)),
  ];
  const sections = [
    ...(options.withoutHead === true ? [] : head),
    section(
      'Gates',
      explanation.gates.map((gate) => gateLine(gate, explanation.request.resource)),
    ),
    section('Decided by', decidedLines(explanation)),
    section('Near misses', explanation.nearMisses.flatMap(nearMissLines)),
    section(
      'Fixes (each one checked by deciding again)',
      fixesLines(options.fixes ?? explanation.fixes.map((fix) => ({ fix, notes: [] }))),
    ),
    section('What to do', explanation.advice === undefined ? [] : [sentence(explanation.advice)]),
    section('Assumptions', explanation.assumptions.flatMap(assumptionLines)),
  ].filter((lines) => lines.length > 0);
  const { colour = plain, width = 100 } = options;
  return `${sections.map((lines) => layOut(lines, width, colour)).join('\n\n')}\n`;
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [{ text: title, indent: 0, style: 'heading' }, ...lines];
}

function sentence(text: string, indent = 2, style?: Line['style']): Line {
  return { text: visible(text), indent, wrap: true, ...(style === undefined ? {} : { style }) };
}

function bullet(mark: string, text: string, indent: number): Line {
  return { ...sentence(`${mark} ${text}`, indent), hang: 2 };
}

/** Lines that stand as they are: excerpts, JSON, commands. */
function verbatim(text: string | undefined, indent: number): readonly Line[] {
  if (text === undefined || text === '') return [];
  return text.split('\n').map((line) => ({ text: visible(line), indent, style: 'code' }));
}

function errorLines({ errorText }: Explanation): readonly Line[] {
  return errorText === undefined ? [] : [{ text: visible(errorText), indent: 2 }];
}

const gateMarks = {
  open: { mark: '✓', style: 'allow' },
  closed: { mark: '✗', style: 'deny' },
  'not-reached': { mark: '-', style: 'faint' },
} as const;

const gateNames: Readonly<Record<GateId, string>> = {
  'explicit-deny': 'explicit deny',
  rcp: 'RCP',
  scp: 'SCP',
  'vpc-endpoint': 'VPC endpoint',
  'key-trust': 'key trust',
  boundary: 'boundary',
  'session-policy': 'session policy',
};

function gateLine({ id, state, sentence: why }: ExplainedGate, resource: string): Line {
  const { mark, style } = gateMarks[state];
  const name = id === 'key-trust' && !resource.startsWith('arn:aws:kms:') ? 'trust' : gateNames[id];
  const lead = `${mark} ${name.padEnd(15)} `;
  const word = state.replace('-', ' ');
  return {
    text: visible(`${lead}${word}: ${why}`),
    indent: 2,
    hang: lead.length,
    wrap: true,
    style,
  };
}

function decidedLines(explanation: Explanation): readonly Line[] {
  const { determining, verdict } = explanation.decision;
  return determining.flatMap((source) => {
    const statement = explanation.statements.find((traced) => traced.source === source);
    const name = sourceName(explanation.request, source);
    if (statement !== undefined) return decidedStatement(name, statement);
    const grant = explanation.grants.find((traced) => traced.source === source);
    const text = grant === undefined ? name : `${name}: ${grant.sentence}`;
    return [sentence(text, 2, verdict)];
  });
}

function decidedStatement(name: string, statement: ExplainedStatement): readonly Line[] {
  const style = statement.effect === 'Allow' ? 'allow' : 'deny';
  const conditions = statement.clauses.filter((clause) => 'operator' in clause);
  return [
    sentence(`${statement.effect}: ${name}`, 2, style),
    ...verbatim(statement.excerpt, 4),
    ...conditions.map((clause) => bullet('-', clause.sentence, 4)),
  ];
}

function nearMissLines(miss: NearMiss): readonly Line[] {
  return [
    sentence(miss.sentence),
    ...miss.failed.flatMap((failed) => [
      bullet('✗', failed.sentence, 4),
      ...verbatim(failed.excerpt, 6),
    ]),
  ];
}

/** How many fixes are shown with their patches; the others by their titles. */
const inFull = 3;

function fixesLines(fixes: readonly NotedFix[]): readonly Line[] {
  return fixes.flatMap(({ fix, notes }, index) => {
    const lead = `${index + 1}. `;
    if (index < inFull) {
      const said = notes.flatMap(({ text, verbatim: asIs }) =>
        asIs === true ? verbatim(text, 5) : [sentence(text, 5)],
      );
      return [...fixLines(fix, lead), ...said];
    }
    return [titleLine(fix, lead, 2), ...fix.alsoNeeds.map((step) => titleLine(step, 'also: ', 5))];
  });
}

function fixLines(fix: Fix, lead: string): readonly Line[] {
  const rests = fix.assumptions.length === 0 ? [] : [restLine(fix.assumptions)];
  return [
    ...stepLines(fix, lead, 2),
    ...fix.alsoNeeds.flatMap((step) => stepLines(step, 'also: ', 5)),
    ...rests,
  ];
}

function restLine(ids: readonly string[]): Line {
  return sentence(
    `Rests on ${ids.length === 1 ? 'the assumption' : 'the assumptions'} ${ids.join(', ')}.`,
    5,
  );
}

function titleLine({ title }: FixStep, lead: string, indent: number): Line {
  const text = visible(`${lead}${title}`);
  return { text, indent, hang: lead.length, wrap: true, style: 'strong' };
}

function stepLines(step: FixStep, lead: string, indent: number): readonly Line[] {
  const body = indent === 2 ? 5 : indent + 2;
  return [
    titleLine(step, lead, indent),
    ...placeLines(step, body),
    ...verbatim(step.patch?.text, body),
    ...(step.opens === undefined ? [] : [sentence(`This ${step.opens}.`, body)]),
  ];
}

function placeLines({ patch, file, span }: FixStep, indent: number): readonly Line[] {
  const place = span === undefined ? undefined : placeName({ file, span });
  if (place === undefined) return [];
  const text =
    patch?.op === 'add-statement'
      ? `insert at ${place}, after the last statement:`
      : `replace the value at ${place} with:`;
  return [sentence(text, indent)];
}

function assumptionLines({ id, statement, choice }: ExplainedAssumption): readonly Line[] {
  return [sentence(`${id}: ${statement} ${choice}`)];
}
