// Makes the changes that a fix tells, from its patches alone: what a reader would do by hand.
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import type { Fix, FixStep, PolicyPatch, RequestPatch } from '../../src/explain/explanation.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';

interface Named {
  readonly name: string;
  readonly document: object;
}

export interface Situation {
  readonly policies: PolicySetInput;
  readonly request: AccessRequestInput;
}

export function applyFix(before: Situation, fix: Fix): Situation {
  return [fix, ...fix.alsoNeeds].reduce(applyStep, before);
}

function applyStep({ policies, request }: Situation, { patch }: FixStep): Situation {
  switch (patch?.op) {
    case 'add-statement':
    case 'replace-value':
      return { policies: changeDocuments(policies, patch), request };
    case 'add-document':
      return { policies: addDocument(policies, patch), request };
    case 'run-command':
      return { policies: addGrant(policies, patch.text), request };
    case 'change-request':
      return { policies, request: changeRequest(request, patch) };
    default:
      throw new Error('a fix without a patch');
  }
}

function changeDocuments(policies: PolicySetInput, patch: PolicyPatch): PolicySetInput {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    const named = value as Named;
    if (named.name !== patch.policy) return value;
    const document = JSON.parse(JSON.stringify(named.document)) as Record<string, unknown>;
    put(document, patch);
    return { name: named.name, document };
  };
  const entries = Object.entries(policies).map(([field, value]) =>
    field === 'grants' || field === 'resourceAccount' ? [field, value] : [field, change(value)],
  );
  return Object.fromEntries(entries);
}

function put(document: Record<string, unknown>, { pointer, statement, value }: PolicyPatch): void {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = parts.pop()!;
  let at = document as Record<string, unknown>;
  for (const part of parts) at = at[part] as Record<string, unknown>;
  if (last === '-') (at as unknown as unknown[]).push(statement);
  else at[last] = value;
}

const fields = {
  'identity-policy': 'identityPolicies',
  'session-policy': 'sessionPolicies',
  'key-policy': 'resourcePolicy',
  'resource-policy': 'resourcePolicy',
  'trust-policy': 'resourcePolicy',
  'permissions-boundary': 'permissionsBoundary',
  'vpc-endpoint-policy': 'vpcEndpointPolicy',
  'service-control-policy': 'serviceControlPolicies',
  'resource-control-policy': 'resourceControlPolicies',
} as const;

function addDocument(policies: PolicySetInput, patch: PolicyPatch): PolicySetInput {
  const field = fields[patch.type];
  const added = { name: patch.policy, document: patch.value };
  const before = policies[field] as unknown;
  if (patch.level !== undefined) {
    const levels = (before as unknown[][]).map((list, level) =>
      level === patch.level ? [...list, added] : list,
    );
    return { ...policies, [field]: levels };
  }
  const list = field === 'identityPolicies' || field === 'sessionPolicies';
  return { ...policies, [field]: list ? [...((before as unknown[]) ?? []), added] : added };
}

function addGrant(policies: PolicySetInput, command: string): PolicySetInput {
  const option = (name: string) => new RegExp(`--${name} (\\S+)`).exec(command)?.[1] ?? '';
  const grant = {
    GrantId: 'created',
    KeyId: option('key-id'),
    GranteePrincipal: option('grantee-principal'),
    Operations: [option('operations')],
  };
  return { ...policies, grants: [...(policies.grants ?? []), grant] };
}

function changeRequest(request: AccessRequestInput, patch: RequestPatch): AccessRequestInput {
  const changed: Record<string, unknown> = { ...request };
  const context: Record<string, unknown> = { ...request.context };
  for (const [key, value] of Object.entries(patch.context ?? {})) {
    for (const old of Object.keys(context)) {
      if (old.toLowerCase() === key.toLowerCase()) delete context[old];
    }
    context[key] = value;
  }
  changed.context = context;
  for (const name of ['via', 'vpcEndpoint'] as const) {
    if (patch[name] === null) delete changed[name];
    else if (patch[name] !== undefined) changed[name] = patch[name];
  }
  if (patch.grantTokens !== undefined) {
    changed.grantTokens = [...(request.grantTokens ?? []), ...patch.grantTokens];
  }
  return changed as unknown as AccessRequestInput;
}
