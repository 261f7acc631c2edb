// The context keys that follow from the principal, the action, the ARN, `via` and `vpcEndpoint`.
// Time and the key's properties never do: those are given.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
import type { PrincipalKind } from '../model/principal.ts';
import type { Call, Derivation } from './compiled.ts';
import { encryptionContextOf } from './encryption-context.ts';

/** How a key (in lower case) is derived; undefined for keys that must be given. */
export function derivationOf(name: string): Derivation | undefined {
  if (name.startsWith(PRINCIPAL_TAG)) return principalTag(name.slice(PRINCIPAL_TAG.length));
  return derivations.get(name);
}

const PRINCIPAL_TAG = 'aws:principaltag/';

const principalTypes: Readonly<Partial<Record<PrincipalKind, string>>> = {
  user: 'User',
  role: 'AssumedRole',
  'federated-user': 'FederatedUser',
  root: 'Account',
  anonymous: 'Anonymous',
};

const derivations: ReadonlyMap<string, Derivation> = new Map(
  Object.entries({
    'aws:principalarn': principal(({ caller }) => caller.principal.principalArn),
    'aws:principalaccount': principal(({ caller }) =>
      caller.principal.kind === 'anonymous' ? 'anonymous' : caller.principal.account,
    ),
    'aws:principaltype': principal(({ caller }) => principalTypes[caller.principal.kind]),
    'aws:userid': principal(userId),
    'aws:username': principal(({ caller }) =>
      caller.principal.kind === 'user' ? caller.principal.name : undefined,
    ),
    'aws:sourceidentity': principal(({ caller }) => caller.principal.sourceIdentity),
    'aws:multifactorauthpresent': principal(multiFactor),
    'aws:principalisawsservice': principal(({ caller: { principal } }) =>
      principal.kind === 'anonymous' ? undefined : principal.kind === 'service',
    ),
    'aws:principalservicename': principal(serviceName),
    'aws:principalservicenameslist': principal((call) => list(serviceName(call))),
    'aws:sourcearn': principal(({ caller }) => caller.principal.sourceArn),
    'aws:sourceaccount': principal(({ caller }) => caller.principal.sourceAccount),
    'kms:calleraccount': principal(({ caller, action }) =>
      action.carries('kms:calleraccount') ? caller.principal.account : undefined,
    ),
    'aws:viaawsservice': fromCall(({ request }) => request.via !== undefined),
    'aws:calledvia': fromCall(({ request }) => list(serviceHost(request.via))),
    'aws:calledviafirst': fromCall(({ request }) => serviceHost(request.via)),
    'aws:calledvialast': fromCall(({ request }) => serviceHost(request.via)),
    'kms:viaservice': fromCall(viaService),
    'aws:sourcevpce': fromCall(({ request }) =>
      request.via === undefined ? request.vpcEndpoint : undefined,
    ),
    'kms:grantisforawsresource': fromCall(({ request, action }) =>
      action.carries('kms:grantisforawsresource') ? request.via !== undefined : undefined,
    ),
    'aws:requestedregion': resource(({ resource }) => resource.arn?.region || undefined),
    'aws:resourceaccount': resource(({ resourceAccount }) => resourceAccount),
    'kms:encryptioncontextkeys': {
      from: 'encryption context',
      value: ({ request, action }) => {
        if (action.service !== 'kms') return undefined;
        const keys = Object.keys(encryptionContextOf(request.context));
        return keys.length === 0 ? undefined : keys;
      },
    },
  } satisfies Record<string, Derivation>),
);

function principal(value: Derivation['value']): Derivation {
  return { from: 'principal', value };
}

function fromCall(value: Derivation['value']): Derivation {
  return { from: 'call', value };
}

function resource(value: Derivation['value']): Derivation {
  return { from: 'resource', value };
}

function principalTag(key: string): Derivation {
  return principal(({ caller }) => caller.tags?.get(key));
}

/** The unique ids of users and roles do not follow from their ARNs: those are given. */
function userId({ caller: { principal } }: Call): string | undefined {
  switch (principal.kind) {
    case 'root':
      return principal.account;
    case 'federated-user':
      return `${principal.account}:${principal.name}`;
    case 'anonymous':
      return 'anonymous';
    default:
      return undefined;
  }
}

/** A forwarded call of long-term keys has the key, as `false`; their direct call has none. */
function multiFactor({ caller, request }: Call): boolean | undefined {
  const { mfa, kind } = caller.principal;
  if (mfa !== undefined) return mfa;
  return request.via !== undefined && kind === 'user' ? false : undefined;
}

function serviceName({ caller }: Call): string | undefined {
  return caller.principal.kind === 'service' ? caller.principal.arn : undefined;
}

function list(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

/** `s3` is `s3.amazonaws.com` in aws:CalledVia. */
function serviceHost(via: string | undefined): string | undefined {
  return via === undefined ? undefined : `${servicePrefix(via)}.amazonaws.com`;
}

/** `s3` is `s3.us-east-1.amazonaws.com` in kms:ViaService, with the Region of the key. */
function viaService({ request, resource, action }: Call): string | undefined {
  if (request.via === undefined || !action.carries('kms:viaservice')) return undefined;
  const region = resource.arn?.region;
  return region ? `${servicePrefix(request.via)}.${region}.amazonaws.com` : undefined;
}

/** The service's own part of `s3`, `s3.amazonaws.com` or `s3.us-east-1.amazonaws.com`. */
function servicePrefix(via: string): string {
  const dot = via.indexOf('.');
  return dot < 0 ? via : via.slice(0, dot);
}
