// What the server knows of a call beside the request itself: it goes into the call's record.

import type { Outcome } from '../kms/outcome.ts';
import type { JsonObject } from '../model/policy.ts';
import type { TrailRecord } from '../model/trail-record.ts';

/** What a record tells of the connection and of the server's mode. */
export interface CallMeta {
  readonly userAgent?: string | undefined;
  readonly accessKeyId?: string | undefined;
  /** Whether denials are only recorded (`--soft`). */
  readonly soft?: boolean | undefined;
  /** Whether the call was taken without a signature (`--trust-unsigned`). */
  readonly unsigned?: boolean | undefined;
  /** Of a call over TLS: its version and cipher suite, and the host that the client asked for. */
  readonly tls?: Tls | undefined;
}

/** What a record tells of TLS. */
export interface Tls {
  readonly version: string;
  readonly cipherSuite: string;
  readonly host: string;
}

/** What the record of a call is made of. */
export type Recorded = Pick<Outcome, 'event' | 'decisions' | 'error'>;

/** The record of a call as the server keeps it: the core's, and what only the server knows. */
export function recordOf(outcome: Recorded, meta: CallMeta): TrailRecord {
  const { accessKeyId, userAgent, tls } = meta;
  const { event } = outcome;
  const { userIdentity, additionalEventData } = event;
  const keyward = modeOf(outcome, meta);
  return {
    ...event,
    userIdentity: accessKeyId === undefined ? userIdentity : { ...userIdentity, accessKeyId },
    // A service that forwards a call stands for its client.
    userAgent: event.userAgent === 'keyward' ? (userAgent ?? event.userAgent) : event.userAgent,
    additionalEventData: keyward ? { ...additionalEventData, keyward } : additionalEventData,
    tlsDetails: tls && {
      tlsVersion: tls.version,
      cipherSuite: tls.cipherSuite,
      clientProvidedHostHeader: tls.host,
    },
  };
}

/** What no record of AWS would have: said in every event of a server that does not enforce. */
function modeOf({ decisions, error }: Recorded, meta: CallMeta): JsonObject | undefined {
  const { soft, unsigned } = meta;
  if (!soft && !unsigned) return undefined;
  const denied = soft ? decisions.filter(({ decision }) => decision.verdict === 'deny') : [];
  return {
    ...(unsigned ? { unsigned: true } : {}),
    ...(soft ? { mode: 'soft' } : {}),
    ...(denied.length > 0 && error?.name !== 'AccessDeniedException'
      ? {
          wouldHaveBeenDenied: denied.map(({ action, resource, decision }) => ({
            action,
            resource,
            reason: decision.reason,
          })),
        }
      : {}),
  };
}
