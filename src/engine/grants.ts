// Grants as ways in: key, grantee, operation, constraints, visibility.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
import { asciiLower } from '../model/ascii.ts';
import type { Grant, GrantConstraints } from '../model/grant.ts';
import type { RequestContext } from '../model/request.ts';
import { principalPattern } from '../policy/principal-pattern.ts';
import { assume } from './assume.ts';
import type { Call, CompiledGrant } from './compiled.ts';
import { textAt } from './context.ts';
import { encryptionContextOf } from './encryption-context.ts';
import { FORM, type Form, formOf } from './principal-match.ts';

/** Makes a grant ready. */
export function compileGrant(grant: Grant, id: number): CompiledGrant {
  const grantee = grant.GranteePrincipal ?? grant.GranteeServicePrincipal;
  const retirer = grant.RetiringPrincipal ?? grant.RetiringServicePrincipal;
  return {
    id,
    grant,
    source: Object.freeze({ kind: 'grant', grantId: grant.GrantId }),
    operations: new Set(grant.Operations.map((operation) => asciiLower(`kms:${operation}`))),
    grantee: grantee === undefined ? undefined : principalPattern(grantee),
    retirer: retirer === undefined ? undefined : principalPattern(retirer),
  };
}

/** Whether a grant belongs to the key of the call. */
export function isForKey({ grant }: CompiledGrant, { resource }: Call): boolean {
  const { KeyId } = grant;
  return (
    KeyId === undefined || KeyId === resource.text || resource.arn?.resource === `key/${KeyId}`
  );
}

/** How a grant names the caller; FORM.none when it names someone else. */
export function granteeForm({ grantee }: CompiledGrant, { caller }: Call): Form {
  return grantee === undefined ? FORM.none : formOf(grantee, caller.principal);
}

/** Whether a grant allows the operation of the call. */
export function hasOperation({ operations }: CompiledGrant, { action }: Call): boolean {
  return operations.has(asciiLower(action.name));
}

/** Whether KMS can use the grant yet: it is visible, or the request brings its token. */
export function isVisible({ grant }: CompiledGrant, { request }: Call): boolean {
  if (grant.visible !== false) return true;
  return grant.GrantToken !== undefined && request.grantTokens?.includes(grant.GrantToken) === true;
}

/** Whether the request meets the grant's constraints. */
export function meetsConstraints(compiled: CompiledGrant, call: Call): boolean {
  const constraints = compiled.grant.Constraints;
  if (constraints === undefined) return true;
  return (
    meetsSourceArn(constraints, call) &&
    (call.action.name === 'kms:CreateGrant'
      ? boundsChild(constraints, call)
      : meetsEncryptionContext(constraints, call))
  );
}

/** A SourceArn constraint is asked only of AWS services that call for themselves, and never of RetireGrant. */
function meetsSourceArn({ SourceArn }: GrantConstraints, call: Call): boolean {
  if (SourceArn === undefined || call.caller.principal.kind !== 'service') return true;
  return textAt(call, call.policies.slots.sourceArn) === SourceArn;
}

/** Encryption-context constraints bind the operations that carry an encryption context, and no others. */
function meetsEncryptionContext(constraints: GrantConstraints, call: Call): boolean {
  if (!call.action.carries('kms:encryptioncontextkeys')) return true;
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints;
  const meets = (fold: (key: string) => string) => {
    const actual = pairsOf(encryptionContextOf(call.request.context), fold);
    return (
      (subset === undefined || includes(actual, pairsOf(subset, fold))) &&
      (equals === undefined || sameAs(actual, pairsOf(equals, fold)))
    );
  };
  const exact = meets((key) => key);
  if (!exact && meets(asciiLower)) assume(call, 'grant-constraint-case');
  return exact;
}

/** A grant made by right of a grant keeps its parent's constraints, or has stricter ones. */
function boundsChild(constraints: GrantConstraints, { request: { context } }: Call): boolean {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints;
  const { SourceArn } = constraints;
  if (SourceArn !== undefined && given(context, SOURCE_ARN) !== SourceArn) return false;
  if (equals === undefined && subset === undefined) return true;
  const exact = (key: string) => key;
  const child = pairsOf(encryptionContextOf(context), exact);
  if (subset !== undefined) return includes(child, pairsOf(subset, exact));
  // Without a type the request says no more than the pairs; without pairs it has no constraint.
  const type = given(context, 'kms:grantconstrainttype') ?? undefined;
  const isEquals = type === undefined ? child.size > 0 : type === 'EncryptionContextEquals';
  return isEquals && sameAs(child, pairsOf(equals!, exact));
}

const SOURCE_ARN = 'kms:grantconstraintsourcearn';

/** Whether the operations of a grant to be created, where the request says them, are among the parent's. */
export function coversChildOperations({ operations }: CompiledGrant, call: Call): boolean {
  if (call.action.name !== 'kms:CreateGrant') return true;
  const wanted = given(call.request.context, 'kms:grantoperations');
  const names = wanted === undefined || wanted === null ? [] : [wanted].flat();
  return names.every((name) => operations.has(asciiLower(`kms:${name}`)));
}

function given(context: RequestContext | undefined, name: string) {
  for (const key in context) if (asciiLower(key) === name) return context[key];
  return undefined;
}

function pairsOf(
  pairs: Readonly<Record<string, string>>,
  fold: (key: string) => string,
): ReadonlyMap<string, string> {
  return new Map(Object.entries(pairs).map(([key, value]) => [fold(key), value]));
}

function includes(all: ReadonlyMap<string, string>, some: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of some) if (all.get(key) !== value) return false;
  return true;
}

function sameAs(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && includes(one, other);
}
