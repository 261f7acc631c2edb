// The statements that fixes add: one exact action, one resource, one principal.
import type { JsonObject } from '../../model/policy.ts';
import type { Principal } from '../../model/principal.ts';
import type { Layer } from '../../model/trace.ts';
import { type Case, nameableResource } from '../case.ts';

/** The statement that allows this request in a layer, and nothing that the request did not ask. */
export function allowStatement(subject: Case, layer: Layer, principal?: JsonObject): JsonObject {
  const { trace } = subject;
  const who = principal ?? principalElement(trace.principal);
  const named = layer === 'resource' || layer === 'vpc-endpoint';
  const service = serviceOf(trace.action);
  return {
    Sid: sid(trace.action, trace.principal, layer),
    Effect: 'Allow',
    ...(named ? { Principal: who } : {}),
    Action: trace.action,
    ...(service === 'sts' && layer === 'resource'
      ? {}
      : { Resource: layer === 'resource' && service === 'kms' ? '*' : nameableResource(subject) }),
    ...(named ? sourceCondition(trace.principal) : {}),
  };
}

/** The Principal element that names a caller: its user or role, never one session. */
export function principalElement(principal: Principal): JsonObject {
  if (principal.kind === 'service') return { Service: principal.arn };
  return { AWS: principal.principalArn ?? principal.arn };
}

/** The service prefix of an action. */
export function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':')).toLowerCase();
}

/** A service is trusted only for the resource or account that it acts for. */
function sourceCondition({ kind, sourceArn, sourceAccount }: Principal): JsonObject {
  if (kind !== 'service') return {};
  if (sourceArn !== undefined) return { Condition: { ArnLike: { 'aws:SourceArn': sourceArn } } };
  if (sourceAccount === undefined) return {};
  return { Condition: { StringEquals: { 'aws:SourceAccount': sourceAccount } } };
}

/** Letters and digits only, as identity policies demand. */
function sid(action: string, principal: Principal, layer: Layer): string {
  const operation = action.slice(action.indexOf(':') + 1);
  const named = layer === 'resource' || layer === 'vpc-endpoint';
  const who = named
    ? `To${capitalised(principal.kind === 'service' ? (principal.arn.split('.')[0] ?? '') : (principal.name ?? ''))}`
    : '';
  return `Allow${operation}${who}`.replace(/[^A-Za-z0-9]/g, '');
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
