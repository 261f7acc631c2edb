// What else a change to a layer opens, in words; undefined where it opens nothing else.
import type { Principal } from '../../model/principal.ts';
import type { Layer, StatementTrace } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import { failedClauses } from '../case.ts';
import { levelNames } from '../levels.ts';
import { listed, statementName } from '../names.ts';
import { nearStatements } from '../near-misses.ts';

/** Who else profits when one more action is allowed in a document of a layer. */
export function opensOf(
  subject: Case,
  layer: Layer,
  level: number,
  policy: string,
): string | undefined {
  const { action, principal } = subject.trace;
  const { kind, name, account } = principal;
  switch (layer) {
    case 'resource':
    case 'vpc-endpoint':
      if (kind === 'root') {
        return `also lets in every principal of account ${account} whose identity policies allow ${action}`;
      }
      if (kind === 'service') return sourceWords(principal);
      return kind === 'role' ? `also lets in every other session of role ${name}` : undefined;
    case 'identity':
      return `also lets in everyone else that identity policy \`${policy}\` is attached to`;
    case 'scp':
      return `also lets the policies of every principal under ${levelNames(subject, [level])} allow it`;
    case 'rcp':
      return 'also lets the policies of everyone else allow it';
    case 'boundary':
      return 'also lets the policies of everyone else with this boundary allow it';
    case 'session':
      return 'also lets in every other session with this policy';
    default:
      return layer satisfies never;
  }
}

/** A service acts for many accounts: whom its new Allow is for. */
function sourceWords({ sourceArn, sourceAccount }: Principal): string {
  if (sourceArn !== undefined) return `holds for calls on behalf of ${sourceArn} only`;
  if (sourceAccount !== undefined)
    return `holds for calls on behalf of account ${sourceAccount} only`;
  return 'lets the service in on behalf of any account, since the request names no source';
}

/** A warning where an unconditional Allow would go round the conditions of a statement that nearly applied. */
export function conditionsDropped(subject: Case): string | undefined {
  const guarded = nearStatements(subject).filter(isGuarded);
  if (guarded.length === 0) return undefined;
  const names = listed(
    guarded.map(({ source }) => statementName(source)),
    2,
  );
  return `does not ask for the conditions of ${names}`;
}

function isGuarded(statement: StatementTrace): boolean {
  return failedClauses(statement).every(({ clause }) => clause.kind === 'Condition');
}

/** Joins what a change opens. */
export function joinedOpens(...parts: readonly (string | undefined)[]): { opens?: string } {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? {} : { opens: said.join('; ') };
}
