// Which statements differ between two versions of a list of documents, and what they can speak of. A statement
// that is the same in both takes part in every decision as before.
import { compileGlob } from '../../engine/glob.ts';
import type { Policy, Statement } from '../../model/policy.ts';

/** What a difference between documents can touch. */
export interface Reach {
  readonly action: (action: string) => boolean;
  /** Asked of a resource's ARN; true also where it is not known before the request. */
  readonly resource: (arn: string) => boolean;
}

/** Everything: the documents of a layer are there in one version and not in the other. */
export const everything: Reach = { action: () => true, resource: () => true };

/** The reach of what differs; undefined where nothing does. */
export function reachOfDifference(
  before: readonly Policy[],
  after: readonly Policy[],
): Reach | undefined {
  const [one, other] = [counted(before), counted(after)];
  const differing = [...onlyIn(one, other), ...onlyIn(other, one)];
  if (differing.length === 0) return undefined;
  const tests = differing.map((statement) => ({
    action: testOf(statement, 'Action', (text) => text.toLowerCase()),
    resource: testOf(statement, 'Resource', (text) => text),
  }));
  return {
    action: (action) => tests.some((test) => test.action(action.toLowerCase())),
    resource: (arn) => arn === '*' || tests.some((test) => test.resource(arn)),
  };
}

interface Counted {
  readonly statement: Statement;
  count: number;
}

/** The statements by what they say; two that say the same count twice. */
function counted(policies: readonly Policy[]): ReadonlyMap<string, Counted> {
  const found = new Map<string, Counted>();
  for (const { statements, document, version } of policies) {
    const list = [document.Statement ?? []].flat();
    for (const statement of statements) {
      const id = `${version} ${JSON.stringify(list[statement.index])}`;
      const known = found.get(id);
      if (known) known.count++;
      else found.set(id, { statement, count: 1 });
    }
  }
  return found;
}

function onlyIn(
  one: ReadonlyMap<string, Counted>,
  other: ReadonlyMap<string, Counted>,
): readonly Statement[] {
  return [...one].flatMap(([id, { statement, count }]) =>
    other.get(id)?.count === count ? [] : [statement],
  );
}

/** Whether the statement's element could match; NotAction, NotResource and variables could match anything. */
function testOf(
  { clauses }: Statement,
  kind: 'Action' | 'Resource',
  fold: (text: string) => string,
): (text: string) => boolean {
  const clause = clauses.find((entry) => entry.kind === kind);
  if (clause?.kind !== kind || clause.unknown !== undefined) return () => true;
  const texts = clause.patterns.map(({ value }) => fold(value));
  if (texts.some((text) => text.includes('$'))) return () => true;
  const globs = texts.map(compileGlob);
  return (text) => globs.some((test) => test(text));
}
