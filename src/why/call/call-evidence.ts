// What is known of a call before any world is asked, from a record, an error text or flags: one shape for all.
import type { RequestContext } from '../../model/request.ts';
import type { CallerInput } from '../../world/caller-name.ts';
import type { RecordObject } from '../trail/call-record.ts';

/** A call, as far as it is known. */
export interface CallEvidence {
  readonly principal: string | CallerInput;
  /** `Decrypt`. */
  readonly operation: string;
  /** The one action that AWS's message names, where an operation needs several. */
  readonly action?: string | undefined;
  /** Null or absent: not recorded. */
  readonly parameters?: RecordObject | null | undefined;
  /** The ARNs, ids or aliases of its keys; empty where nothing names one. */
  readonly keys: readonly string[];
  /** Absent: the Region of the key. */
  readonly region?: string | undefined;
  /** The time of the call: policies are evaluated at it. */
  readonly time: Date;
  readonly context: RequestContext;
  /** Where each value of the context, and `caller`, `key` and `time`, come from. */
  readonly origins: () => Readonly<Record<string, string>>;
  readonly via?: string | undefined;
  readonly viaUnnamed: boolean;
  readonly addressKnown: boolean;
  readonly attested: boolean;
  /** Whether the time is that of the call; an error text does not say it. */
  readonly timeKnown: boolean;
  /** Whether only an error text is known of the call. */
  readonly textOnly: boolean;
  readonly vpcEndpoint?: { readonly id: string; readonly account?: string | undefined } | undefined;
  /** Whether only a ciphertext named the key. */
  readonly byCiphertext?: boolean | undefined;
}
