// Which assumptions a call rested on: a bit each, so that noting one costs nothing.
import type { AssumptionId } from '../model/assumption.ts';
import type { Call } from './compiled.ts';

/** The assumptions that evaluation itself can rest on, by bit. */
const assumptionBits = [
  'multivalued-under-plain-operator',
  'conversion-failure',
  'set-operator-if-exists',
  'not-principal-incomplete',
  'everyone-is-not-limited',
  'federated-user-by-user-arn',
  'grant-limited-by-boundary-and-session',
  'grant-alone-across-accounts',
  'grant-to-account-delegates',
  'grant-constraint-case',
  'resource-glob-crosses-colons',
  'retire-grant-by-account',
  'explicit-deny-order',
  'reason-order',
  'grant-limited-by-scp',
  'not-usable-across-accounts-error',
  'variable-value-is-literal',
  'list-retirable-grants-resource',
] as const satisfies readonly AssumptionId[];

/** Notes that the decision rests on an assumption. */
export function assume(call: Call, id: (typeof assumptionBits)[number]): void {
  call.assumed |= 1 << assumptionBits.indexOf(id);
}

/** The assumptions that were noted, in a fixed order. */
export function assumptionsOf(assumed: number): readonly AssumptionId[] {
  return assumptionBits.filter((_, bit) => (assumed & (1 << bit)) !== 0);
}
