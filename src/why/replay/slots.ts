// What each value of a record's text is to a replay, by its path: a part of the call's key, a part that is looked at
// only where policies do, or nothing. One row for each path that is not simply a part of the key.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import type { CallRecord } from '../trail/call-record.ts';
import type { JsonShape } from './json-shape.ts';
import { isContext } from './key.ts';

/** The roles that a value can have; `key` is that of every value without a row. */
export type SlotRole =
  | 'key'
  /** One of few values: it belongs to the shape. */
  | 'fixed'
  | 'ignored'
  | 'time'
  | 'address'
  | 'agent'
  | 'created'
  | 'arn'
  | 'principal-id'
  | 'access-key'
  | 'message'
  | 'context';

/** The roles that one value of a record at most has. */
export type UniqueRole = Exclude<SlotRole, 'key' | 'fixed' | 'ignored' | 'context'>;

/** A row ends in `*` for all paths that begin so. Paths are joined by dots here. */
const rows: readonly (readonly [path: string, role: SlotRole])[] = [
  ['eventVersion', 'fixed'],
  ['eventSource', 'fixed'],
  ['eventCategory', 'fixed'],
  ['eventType', 'fixed'],
  ['eventName', 'fixed'],
  ['awsRegion', 'fixed'],
  ['errorCode', 'fixed'],
  ['recipientAccountId', 'fixed'],
  ['userIdentity.type', 'fixed'],
  ['userIdentity.accountId', 'fixed'],
  ['userIdentity.invokedBy', 'fixed'],
  ['userIdentity.sessionContext.attributes.mfaAuthenticated', 'fixed'],
  ['userIdentity.sessionContext.sessionIssuer.type', 'fixed'],
  ['userIdentity.sessionContext.sessionIssuer.accountId', 'fixed'],
  ['requestParameters.encryptionAlgorithm', 'fixed'],
  ['requestParameters.keySpec', 'fixed'],
  ['resources.0.accountId', 'fixed'],
  ['resources.0.type', 'fixed'],
  ['tlsDetails.*', 'fixed'],
  ['eventTime', 'time'],
  ['sourceIPAddress', 'address'],
  ['userAgent', 'agent'],
  ['errorMessage', 'message'],
  ['userIdentity.arn', 'arn'],
  ['userIdentity.principalId', 'principal-id'],
  ['userIdentity.accessKeyId', 'access-key'],
  ['userIdentity.sessionContext.attributes.creationDate', 'created'],
  ['userIdentity.sessionContext.sessionIssuer.principalId', 'ignored'],
  ['userIdentity.sessionContext.sessionIssuer.userName', 'ignored'],
  ['eventID', 'ignored'],
  ['requestID', 'ignored'],
  ['sharedEventID', 'ignored'],
  ['responseElements.*', 'ignored'],
  ['additionalEventData.*', 'ignored'],
  ['resources.*', 'key'],
];

/** The role of the value at a path. */
export function roleAt(path: string): SlotRole {
  const [top, name] = path.split('\n');
  if (top === 'requestParameters' && name !== undefined && isContext(name)) return 'context';
  const dotted = path.replaceAll('\n', '.');
  const row = rows.find(([pattern]) =>
    pattern.endsWith('*') ? dotted.startsWith(pattern.slice(0, -1)) : dotted === pattern,
  );
  return row?.[1] ?? 'key';
}

/** Cuts the value of a slot out of the present text. */
export type ValueAt = (slot: number) => string;

/** A shape of records, with what each of its values is. */
export interface RecordShape {
  /** The values that are parts of the key as they are. */
  readonly key: readonly number[];
  /** The slot of each other role; -1 where the shape has none. */
  readonly slots: Readonly<Record<UniqueRole, number>>;
  /** Such of the record as policies may look at, cut out when it is asked for. */
  readonly view: CallRecord;
}

/** Works out what the values of a shape are. */
export function recordShape(shape: JsonShape, valueAt: ValueAt): RecordShape {
  const roles = shape.paths.map(roleAt);
  const slots = {
    time: roles.indexOf('time'),
    address: roles.indexOf('address'),
    agent: roles.indexOf('agent'),
    created: roles.indexOf('created'),
    arn: roles.indexOf('arn'),
    'principal-id': roles.indexOf('principal-id'),
    'access-key': roles.indexOf('access-key'),
    message: roles.indexOf('message'),
  };
  const key = roles.flatMap((role, slot) => (role === 'key' ? [slot] : []));
  return { key, slots, view: viewOf(shape, roles, slots, valueAt) };
}

function viewOf(
  { paths }: JsonShape,
  roles: readonly SlotRole[],
  slots: RecordShape['slots'],
  valueAt: ValueAt,
): CallRecord {
  const read = (role: UniqueRole) => {
    const slot = slots[role];
    return slot < 0 ? undefined : valueAt(slot);
  };
  const pairs = roles.flatMap((role, slot) => {
    const [, context = '', ...name] = paths[slot]!.split('\n');
    return role === 'context' ? [{ slot, context, name: name.join('\n') }] : [];
  });
  const contextOf = (wanted: string) => {
    const own = pairs.filter(({ context }) => context === wanted);
    if (own.length === 0) return undefined;
    const context = {};
    for (const { name, slot } of own) {
      Object.defineProperty(context, name, { enumerable: true, get: () => valueAt(slot) });
    }
    return context;
  };
  const requestParameters = {
    encryptionContext: contextOf('encryptionContext'),
    sourceEncryptionContext: contextOf('sourceEncryptionContext'),
    destinationEncryptionContext: contextOf('destinationEncryptionContext'),
  };
  const view = {
    requestParameters,
    get eventTime() {
      return read('time');
    },
    get sourceIPAddress() {
      return read('address');
    },
    get userAgent() {
      return read('agent');
    },
    identity: {
      get creationDate() {
        return read('created');
      },
      get principalId() {
        return read('principal-id');
      },
      get arn() {
        return read('arn');
      },
    },
  };
  // What reads.ts looks at, and no more.
  return view as unknown as CallRecord;
}
