// How sentences call callers, resources, policies and places.
import { parseArn } from '../model/arn.ts';
import type { Source, StatementSource } from '../model/decision.ts';
import type { PolicyType } from '../model/policy.ts';
import type { Principal } from '../model/principal.ts';
import type { Span } from '../model/span.ts';
import type { Trace } from '../model/trace.ts';
import { visible } from '../syntax/quoted.ts';

/** The caller in full: `role Engineering (session alice)`. */
export function callerName(caller: Principal): string {
  const name = caller.name ?? caller.arn;
  switch (caller.kind) {
    case 'user':
      return `user ${name}`;
    case 'role':
      return `role ${name}${caller.sessionName === undefined ? '' : ` (session ${caller.sessionName})`}`;
    case 'federated-user': {
      const issuer = caller.issuingUser?.split('/').at(-1);
      const called = caller.arn.split('federated-user/').at(-1);
      return `federated user ${called}${issuer === undefined ? '' : ` (issued by user ${issuer})`}`;
    }
    case 'root':
      return `the root user of account ${caller.account}`;
    case 'service':
      return `service ${caller.arn}`;
    case 'anonymous':
      return 'an anonymous caller';
    default:
      return caller.kind satisfies never;
  }
}

/** The caller in short, for a second mention: `the role`. */
export function callerNoun(caller: Principal): string {
  switch (caller.kind) {
    case 'role':
      return 'the role';
    case 'user':
      return 'the user';
    case 'federated-user':
      return 'the federated user';
    case 'root':
      return 'the root user';
    case 'service':
      return 'the service';
    case 'anonymous':
      return 'the caller';
    default:
      return caller.kind satisfies never;
  }
}

/** The resource: `key 1234abcd-… in account 111122223333`; empty for `*`. */
export function resourceName(resource: string): string {
  const arn = parseArn(resource);
  if (arn === undefined) return resource === '*' ? '' : resource;
  const account = arn.account === '' ? '' : ` in account ${arn.account}`;
  const [type, ...rest] = arn.resource.split('/');
  if (arn.service === 'kms' && type === 'key') {
    const id = rest.join('/');
    // Related multi-Region keys have the same id.
    return `key ${id}${id.startsWith('mrk-') ? ` (${arn.region})` : ''}${account}`;
  }
  if (arn.service === 'kms' && type === 'alias') return `${arn.resource}${account}`;
  if (arn.service === 'iam' && type === 'role') return `role ${rest.at(-1)}${account}`;
  return resource;
}

/** A key that the call would make: nobody knows its id yet. */
export function newKeyName(resource: string): string {
  return `a new key in account ${parseArn(resource)?.account}`;
}

/** The resource in short, for a second mention: `the key`. */
export function resourceNoun(resource: string): string {
  const arn = parseArn(resource);
  if (arn?.service === 'kms') return arn.resource.startsWith('alias/') ? 'the alias' : 'the key';
  if (arn?.service === 'iam' && arn.resource.startsWith('role/')) return 'the role';
  return 'the resource';
}

const policyWords: Readonly<Record<PolicyType, { article: string; only: boolean }>> = {
  'identity-policy': { article: 'identity policy', only: false },
  'key-policy': { article: 'the key policy', only: true },
  'resource-policy': { article: 'the resource policy', only: true },
  'trust-policy': { article: "the role's trust policy", only: true },
  'permissions-boundary': { article: 'the permissions boundary', only: true },
  'session-policy': { article: 'session policy', only: false },
  'service-control-policy': { article: 'service control policy', only: false },
  'resource-control-policy': { article: 'resource control policy', only: false },
  'vpc-endpoint-policy': { article: 'the VPC endpoint policy', only: true },
};

/** The policy: `the key policy`, ``identity policy `app` ``. */
export function policyName(
  trace: Pick<Trace, 'resource'>,
  source: Pick<StatementSource, 'type' | 'policy'>,
): string {
  const { article, only } = policyWords[typeNearest(trace, source.type)];
  return only ? article : `${article} \`${source.policy}\``;
}

/** A resource's policy is called what AWS calls it for this kind of resource. */
export function typeNearest({ resource }: Pick<Trace, 'resource'>, type: PolicyType): PolicyType {
  if (type !== 'resource-policy') return type;
  const arn = parseArn(resource);
  if (arn?.service === 'kms') return 'key-policy';
  return arn?.service === 'iam' ? 'trust-policy' : type;
}

/** The statement by Sid, else by its place in the document, counted from 1. */
export function statementName(source: Pick<StatementSource, 'sid' | 'statement'>): string {
  return source.sid === undefined || source.sid === ''
    ? `statement ${source.statement + 1}`
    : `statement \`${source.sid}\``;
}

/** ``statement `DenyOutside` of the key policy (key.json:12:5)``, or ``grant `0c23…` ``. */
export function sourceName(trace: Pick<Trace, 'resource'>, source: Source): string {
  if (source.kind === 'grant') return `grant \`${source.grantId}\``;
  const at = placeName(source);
  return `${statementName(source)} of ${policyName(trace, source)}${at === undefined ? '' : ` (${at})`}`;
}

/** `file:line:column`, or `line:column` of a text without a file; undefined without a span. */
export function placeName(place: { file?: string | undefined; span?: Span | undefined }) {
  const { file, span } = place;
  if (span === undefined) return file;
  const { line, column } = span.start;
  return file === undefined ? `line ${line}, column ${column}` : `${file}:${line}:${column}`;
}

/** Joins words as a sentence does: `a, b and c`; beyond `most`, `a, b and 7 more`. */
export function listed(words: readonly string[], most = 4, last = 'and'): string {
  const shown = words.length > most ? words.slice(0, most) : words;
  if (shown.length < words.length) {
    return `${shown.join(', ')} and ${words.length - shown.length} more`;
  }
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}

/** Puts the user's words in backticks, in full: an ARN cut short helps nobody. */
export function quoted(word: string): string {
  return `\`${visible(word)}\``;
}
