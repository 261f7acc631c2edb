// An explanation as text for a terminal, in the order in which somebody at 3 a.m. asks.
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
import { gateNames } from './gates.ts';
import { type Colour, type Line, layOut, plain } from './lay-out.ts';
import { placeName, sourceName } from './names.ts';

/** How to render. */
export interface TextOptions {
  /** Colours a piece of text; without it the text is plain. */
  readonly colour?: Colour;
  /** Where sentences wrap; 100 columns unless told. Excerpts and JSON never wrap. */
  readonly width?: number;
}

/** Renders an explanation: headline, AWS's error, gates, what decided, near misses, fixes, assumptions. */
export function renderText(explanation: Explanation, options: TextOptions = {}): string {
  const sections = [
    [sentence(explanation.headline, 0, explanation.decision.verdict)],
    section('AWS answers', errorLines(explanation)),
    section('Gates', explanation.gates.map(gateLine)),
    section('Decided by', decidedLines(explanation)),
    section('Near misses', explanation.nearMisses.flatMap(nearMissLines)),
    section('Fixes (each one checked by deciding again)', explanation.fixes.flatMap(fixLines)),
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

function gateLine({ id, state, sentence: why }: ExplainedGate): Line {
  const { mark, style } = gateMarks[state];
  const lead = `${mark} ${gateNames[id].padEnd(15)} `;
  const word = state === 'not-reached' ? 'not asked' : state;
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
    ...conditions.map((clause) => sentence(`${clause.holds ? '✓' : '✗'} ${clause.sentence}`, 4)),
  ];
}

function nearMissLines(miss: NearMiss): readonly Line[] {
  return [
    sentence(miss.sentence),
    ...miss.failed.flatMap((failed) => [
      sentence(`✗ ${failed.sentence}`, 4),
      ...verbatim(failed.excerpt, 6),
    ]),
  ];
}

function fixLines(fix: Fix, index: number): readonly Line[] {
  return [
    ...stepLines(fix, `${index + 1}. `, 2),
    ...fix.alsoNeeds.flatMap((step) => stepLines(step, 'and: ', 5)),
  ];
}

function stepLines(step: FixStep, lead: string, indent: number): readonly Line[] {
  const body = indent + (indent === 2 ? lead.length : 0) + (indent === 2 ? 0 : 2);
  const at = step.span === undefined ? undefined : placeName(step);
  const verb = step.patch?.op === 'replace-value' ? 'replace the value at' : 'insert at';
  return [
    {
      text: visible(`${lead}${step.title}`),
      indent,
      hang: lead.length,
      wrap: true,
      style: 'strong',
    },
    ...(at === undefined || step.title.includes(at) ? [] : [sentence(`${verb} ${at}`, body)]),
    ...verbatim(step.patch?.text, body),
    ...(step.opens === undefined ? [] : [sentence(`Opens: ${step.opens}.`, body)]),
  ];
}

function assumptionLines({ id, statement, choice }: ExplainedAssumption): readonly Line[] {
  return [sentence(`${id}: ${statement} ${choice}`)];
}
