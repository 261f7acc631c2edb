// Reads `expect`. An expectation that cannot fail is an error.
import { assumptions } from '../catalog/assumptions.ts';
import type { AssumptionId } from '../model/assumption.ts';
import type { LocatedNode, Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { kinds, reasons } from './answers.ts';
import { parameterValue } from './operation-call.ts';
import { fields, items, problem, type Reading, text, word } from './reading.ts';
import type { Expectation, Expected } from './scenario.ts';
import { isSelector } from './selector.ts';

const expectFields = [
  'verdict',
  'kind',
  'reason',
  'determining',
  'assumptions',
  'result',
  'error',
] as const;

/** Reads an expectation. */
export function readExpectation(reading: Reading, member: Member): Expectation | undefined {
  const node = member.value;
  const found = fields(reading, node, '`expect`', expectFields);
  if (found === undefined) return undefined;
  if (Object.keys(found).length === 0) return expectsNothing(reading, member);
  const verdict = found.verdict?.value;
  const kind = found.kind?.value;
  const reason = found.reason?.value;
  const expectation: Expectation = {
    span: node.span,
    ...named('verdict', verdict, word(reading, verdict, 'verdict', ['allow', 'deny'] as const)),
    ...named('kind', kind, word(reading, kind, 'kind of decision', kinds)),
    ...named('reason', reason, word(reading, reason, 'reason', reasons)),
    ...named('determining', found.determining?.value, readSelectors(reading, found.determining)),
    ...named('assumptions', found.assumptions?.value, readAssumptions(reading, found.assumptions)),
    ...named('result', found.result?.value, found.result && parameterValue(found.result.value)),
    ...readError(reading, found.error),
  };
  refuseContradictions(reading, expectation);
  return expectation;
}

function named<N extends string, T>(
  name: N,
  node: LocatedNode | undefined,
  value: T | undefined,
): { [K in N]?: Expected<T> } {
  if (node === undefined || value === undefined) return {};
  return { [name]: { value, span: node.span } } as { [K in N]?: Expected<T> };
}

function expectsNothing(reading: Reading, member: Member): undefined {
  const message = '`expect` is empty: this request could never fail';
  return problem(reading, member.keySpan, 'scenario-expects-nothing', message, {
    remedy:
      'state at least the `verdict`; without `expect`, `keyward test --update` writes what is answered',
  });
}

function readSelectors(
  reading: Reading,
  member: Member | undefined,
): readonly string[] | undefined {
  return items(reading, member?.value, '`determining`')?.flatMap((item) => {
    const selector = text(reading, item, 'an entry of `determining`');
    if (selector === undefined || isSelector(selector)) return selector ?? [];
    const message = `${quoted(selector)} does not name a statement or a grant`;
    problem(reading, item.span, 'scenario-value', message, {
      remedy: 'write `policyName#Sid`, `policyName[0]` (counted from 0) or `grant:ID`',
    });
    return [];
  });
}

function readAssumptions(
  reading: Reading,
  member: Member | undefined,
): readonly AssumptionId[] | undefined {
  const ids = Object.keys(assumptions) as AssumptionId[];
  return items(reading, member?.value, '`assumptions`')?.flatMap(
    (item) => word(reading, item, 'known assumption', ids) ?? [],
  );
}

type ExpectedError = Pick<Expectation, 'error' | 'apiError' | 'apiMessage'>;

/** `code`: the request is refused before any answer. `name`: AWS KMS answers with this error. */
function readError(reading: Reading, member: Member | undefined): ExpectedError {
  if (member === undefined) return {};
  const found = fields(reading, member.value, '`error`', ['code', 'name', 'message'] as const);
  if (found === undefined) return {};
  const { code, name, message } = found;
  if ((code === undefined) === (name === undefined)) {
    const said = code ? 'has both a `code` and a `name`' : 'has no `code` and no `name`';
    problem(
      reading,
      member.value.span,
      'scenario-missing-field',
      `\`error\` does not say which: it ${said}`,
      {
        remedy:
          'add the `code` that stands in brackets at the end of the message; or, of an operation, the `name` of the error that AWS KMS answers',
      },
    );
    return {};
  }
  return {
    ...named('error', code?.value, text(reading, code?.value, '`code`')),
    ...named('apiError', name?.value, text(reading, name?.value, '`name`')),
    ...named('apiMessage', message?.value, text(reading, message?.value, '`message`')),
  };
}

/** A decision and an error exclude one another. Other contradictions fail when they are run. */
function refuseContradictions(reading: Reading, expectation: Expectation): void {
  const { verdict, kind, reason, determining, assumptions: ids, error } = expectation;
  const beside = verdict ?? kind ?? reason ?? determining ?? ids;
  if (error === undefined || beside === undefined) return;
  const message = '`error` means that the request is refused before there is a decision';
  problem(reading, beside.span, 'scenario-contradiction', message, {
    remedy: 'expect either an `error` or a decision',
  });
}
