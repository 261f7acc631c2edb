// The shape of an operation: which checks it needs before it runs, and what it does. The pipeline
// (perform.ts) validates, finds keys, decides and checks states; an operation never does.

import type { KeyUsage } from '../catalog/grant-operations.ts';
import type { Random } from '../crypto/random.ts';
import type { Workers } from '../crypto/workers.ts';
import type { RequestContext } from '../model/request.ts';
import type { Access } from './access.ts';
import type { OperationInputs, OperationName, OperationOutputs } from './api-types.generated.ts';
import type { Finder } from './finder.ts';
import type { StoredKey } from './key.ts';
import type { KeyStore } from './key-store.ts';
import type { LockoutCheck } from './lockout.ts';

/** What an operation runs with. */
export interface Call {
  /** The key that the call is about: that of the first access which has one. */
  readonly key: StoredKey;
  readonly accesses: readonly Access[];
  readonly store: KeyStore;
  readonly now: Date;
  readonly random: Random;
  readonly workers: Workers;
  /** The Region of the call, and the caller's account (absent for services). */
  readonly region: string;
  readonly account: string | undefined;
  readonly callerArn: string;
  /** Where a change begins: with `DryRun` the call ends here, as one that would have succeeded. */
  readonly commit: () => void;
  /** Asks whether the caller could still change a key's policy after a change. */
  readonly lockout: LockoutCheck;
}

/** One operation. */
export interface Operation<N extends OperationName = OperationName> {
  readonly name: N;
  /** Whether it changes anything: the opposite of CloudTrail's `readOnly`. */
  readonly writes: boolean;
  /** The usage that a key must have. */
  readonly usage?: KeyUsage;
  /** Whether a successful call counts as a use of the key (GetKeyLastUsage). */
  readonly uses: boolean;
  /** What AWS KMS looks at before it looks for the key. */
  readonly check?: (input: OperationInputs[N]) => void;
  /** What the call needs; the first access is the one that its first refusal names. */
  readonly access: (input: OperationInputs[N], find: Finder) => readonly Access[];
  readonly run: (
    input: OperationInputs[N],
    call: Call,
  ) => OperationOutputs[N] | Promise<OperationOutputs[N]>;
  /** The parameters in its CloudTrail record, where they are not those of the request. */
  readonly trail?: (input: OperationInputs[N]) => Readonly<Record<string, unknown>>;
}

/** An operation as its file writes it: most act on the one key that `KeyId` names. */
export type OperationSource<N extends OperationName> = Omit<
  Operation<N>,
  'access' | 'writes' | 'uses'
> & {
  readonly writes?: boolean;
  readonly uses?: boolean;
} & (
    | {
        /** `key`: by id, ARN or alias; `key-id`: aliases are refused. */
        readonly on: 'key' | 'key-id';
        readonly conditionKeys?: (
          input: OperationInputs[N],
          key: StoredKey,
          now: Date,
        ) => RequestContext;
      }
    | {
        /** The resource is `*`. */
        readonly on: 'account';
        readonly conditionKeys?: (input: OperationInputs[N], now: Date) => RequestContext;
      }
    | { readonly on?: never; readonly access: Operation<N>['access'] }
  );

/** Makes an operation. */
export function operation<N extends OperationName>(source: OperationSource<N>): Operation<N> {
  const { writes = false, uses = source.usage !== undefined } = source;
  return { ...source, writes, uses, access: accessOf(source) };
}

function accessOf<N extends OperationName>(source: OperationSource<N>): Operation<N>['access'] {
  const { name } = source;
  if (source.on === undefined) return source.access;
  if (source.on === 'account') {
    const { conditionKeys = () => ({}) } = source;
    return (input, find) => [
      { action: name, resource: '*', conditionKeys: conditionKeys(input, find.now) },
    ];
  }
  const { on, conditionKeys = () => ({}) } = source;
  return (input, find) => {
    const { KeyId } = input as { readonly KeyId: string };
    const found = find.key(KeyId, { aliases: on === 'key' });
    const { arn } = found.key.view;
    return [
      {
        action: name,
        resource: arn,
        conditionKeys: conditionKeys(input, found.key, find.now),
        ...found,
      },
    ];
  };
}
