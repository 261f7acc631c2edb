// A policy set in which the clauses that hang on something unknown are taken at their widest or narrowest, as the
// engine takes unknown values of templates. Equal answers at both are certain.
import { compilePolicySet } from '../../engine/compile.ts';
import type { CompiledPolicySet } from '../../engine/compiled.ts';
import type { GrantInput, PolicySetInput } from '../../engine/policy-set.ts';
import { putDocument, readingOrder, slotsOf } from '../../explain/fixes/slots.ts';
import type { Clause, Policy } from '../../model/policy.ts';
import type { AccessRequestInput } from '../../model/request.ts';
import type { DocumentInput } from '../../policy/document.ts';
import { present } from '../../world/present.ts';
import { type Memory, remembered } from '../../world/remembered.ts';
import { type Gap, gapOf } from './gap.ts';
import { hangsOn, keysOf, keysOfPolicy, keysRead } from './keys-read.ts';

/** The set twice: for the widest and for the narrowest access that the gaps leave open. */
export interface Extremes {
  readonly widest: CompiledPolicySet;
  readonly narrowest: CompiledPolicySet;
}

/**
 * The extremes of a set; undefined where nothing that can match the request hangs on a gap. Remembered by what is
 * open.
 */
export function extremesOf(
  policies: CompiledPolicySet,
  gaps: readonly Gap[],
  request: AccessRequestInput,
): Extremes | undefined {
  const grants = openGrants(policies, gaps);
  const session = gaps.some(({ id }) => id === 'session-policy');
  if (grants === '' && !session && !hangsOn(policies, request, openIn(gaps))) return undefined;
  const id = [...openKeys(policies, gaps), grants, String(session)].join('\n');
  return remembered(made, policies, id, () => makeExtremes(policies, gaps, session));
}

const made: Memory<CompiledPolicySet, Extremes> = new WeakMap();

function makeExtremes(
  policies: CompiledPolicySet,
  gaps: readonly Gap[],
  session: boolean,
): Extremes {
  const input = withUnknowns(policies, gaps);
  const sessionPolicies = { sessionPolicies: [allowsEverything('a session policy')] };
  const compiled = (unknown: 'widest' | 'narrowest') =>
    compilePolicySet(
      {
        ...input,
        ...(session && unknown === 'widest' ? sessionPolicies : {}),
        grants: grantsAt(policies, gaps, unknown),
      },
      { unknown },
    );
  return { widest: compiled('widest'), narrowest: compiled('narrowest') };
}

/** A policy that nobody knows, at its widest. */
export function allowsEverything(name: string): DocumentInput {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  return { name, document };
}

/** The keys that the policies look at and nobody knows, sorted. */
export function openKeys(policies: CompiledPolicySet, gaps: readonly Gap[]): readonly string[] {
  return [...keysRead(policies)].filter(openIn(gaps)).sort();
}

/** Tells the keys that nobody knows. */
function openIn(gaps: readonly Gap[]): (key: string) => boolean {
  return (key) => gapOf(gaps, key) !== undefined;
}

function withUnknowns(policies: CompiledPolicySet, gaps: readonly Gap[]): PolicySetInput {
  let { input } = policies;
  for (const layer of readingOrder) {
    for (const slot of slotsOf(policies, layer)) {
      const changed = withOpenClauses(slot.policy, gaps);
      if (changed !== slot.policy) input = putDocument(input, slot, changed);
    }
  }
  return input;
}

/** The policy with the clauses that look at unknown keys marked as such; the same one if there are none. */
function withOpenClauses(policy: Policy, gaps: readonly Gap[]): Policy {
  const isOpen = openIn(gaps);
  const open = [...keysOfPolicy(policy)].filter(isOpen);
  if (open.length === 0) return policy;
  return remembered(openedPolicies, policy, open.join('\n'), () => opened(policy, isOpen));
}

const openedPolicies: Memory<Policy, Policy> = new WeakMap();

function opened(policy: Policy, isOpen: (key: string) => boolean): Policy {
  const open = (clause: Clause) => keysOf(clause, policy).find(isOpen);
  const statements = policy.statements.map((statement) => ({
    ...statement,
    clauses: statement.clauses.map((clause) => {
      const key = open(clause);
      return key === undefined ? clause : { ...clause, unknown: key };
    }),
  }));
  return { ...policy, statements };
}

/** Which parts of the key's grants hang on something unknown: `constraints tokens`. */
function openGrants(policies: CompiledPolicySet, gaps: readonly Gap[]): string {
  const grants = policies.input.grants ?? [];
  const constraints = contextIsOpen(gaps) && grants.some(isConstrained);
  const sources = sourceIsOpen(gaps) && grants.some(namesSource);
  const tokens = tokensAreOpen(gaps) && grants.some(({ visible }) => visible === false);
  const open = { constraints, sources, tokens };
  return Object.entries(open)
    .flatMap(([name, isOpen]) => (isOpen ? name : []))
    .join(' ');
}

/** A SourceArn constraint is asked of services, and for which resource they call is in no record. */
function sourceIsOpen(gaps: readonly Gap[]): boolean {
  return gaps.some(({ id }) => id === 'service-source');
}

function namesSource({ Constraints }: GrantInput): boolean {
  return Constraints?.SourceArn !== undefined;
}

function contextIsOpen(gaps: readonly Gap[]): boolean {
  return gapOf(gaps, 'kms:encryptioncontextkeys') !== undefined;
}

function tokensAreOpen(gaps: readonly Gap[]): boolean {
  return gaps.some(({ id }) => id === 'grant-tokens');
}

function isConstrained({ Constraints }: GrantInput): boolean {
  return (
    Constraints?.EncryptionContextEquals !== undefined ||
    Constraints?.EncryptionContextSubset !== undefined
  );
}

function grantsAt(
  { input: { grants = [] } }: CompiledPolicySet,
  gaps: readonly Gap[],
  extreme: 'widest' | 'narrowest',
): readonly GrantInput[] {
  const [context, source] = [contextIsOpen(gaps), sourceIsOpen(gaps)];
  const widest = extreme === 'widest';
  const isOpen = (grant: GrantInput) =>
    (context && isConstrained(grant)) || (source && namesSource(grant));
  return grants
    .filter((grant) => widest || !isOpen(grant))
    .map(({ Constraints = {}, ...grant }): GrantInput => {
      const { SourceArn, ...pairs } = Constraints;
      const kept = {
        ...(context && widest ? {} : pairs),
        ...(source && widest ? {} : present({ SourceArn })),
      };
      return {
        ...grant,
        ...(Object.keys(kept).length === 0 ? {} : { Constraints: kept }),
        ...(tokensAreOpen(gaps) && widest ? { visible: true } : {}),
      };
    });
}
