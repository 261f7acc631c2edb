// The values that a call was worked out from, each with where it comes from, in the order in which one asks.

import type { ContextValue } from '../../model/request.ts';
import { utcSeconds } from '../../model/utc-seconds.ts';
import type { CallEvidence } from './call-evidence.ts';
import type { Told } from './gap.ts';
import type { WorkedAccess, WorkedOut } from './work-out.ts';

/** The values of an access. */
export function toldValues(
  evidence: CallEvidence,
  { principal, region }: WorkedOut,
  { resource, alias, whole }: WorkedAccess,
): readonly Told[] {
  const { operation, time, timeKnown, via, vpcEndpoint, context } = evidence;
  const origins = evidence.origins();
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['caller', principal.arn, origins.caller],
    ['operation', operation, origins.operation],
    ['key', resource === '*' ? undefined : resource, origins.key],
    ['alias', alias, origins.key],
    ['Region', region, origins.region],
    ['time', utcSeconds(time), origins.time],
    ['forwarded by', via, origins.via],
    ['VPC endpoint', vpcEndpoint?.id, origins.vpcEndpoint],
    ['MFA', origins.mfa === undefined ? undefined : String(principal.mfa), origins.mfa],
  ];
  const told = rows.flatMap(([name, value, origin = 'given']) =>
    value === undefined || (name === 'time' && !timeKnown) ? [] : [{ name, value, origin }],
  );
  const parameters = Object.entries(whole().context ?? {}).filter(
    ([key]) => key.startsWith('kms:EncryptionContext:') && context[key] === undefined,
  );
  return [
    ...told,
    ...Object.entries(context).map(([name, value]) => ({
      name,
      value: shown(value),
      origin: origins[name] ?? 'given',
    })),
    ...parameters.map(([name, value]) => ({
      name,
      value: shown(value),
      origin: origins.parameters ?? 'the parameters of the call',
    })),
  ];
}

function shown(value: ContextValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
