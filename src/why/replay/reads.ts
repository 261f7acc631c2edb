// The parts of a record that policies may look at and that vary from record to record: which context keys each is
// behind, and its value. Everything else about a call is in its key (key.ts). A part is `-` for a value that is not there:
// the classes of values that are (classes.ts) never are.

import { utcSeconds } from '../../model/utc-seconds.ts';
import { grantConstraints } from '../call/keys-read.ts';
import type { CallRecord } from '../trail/call-record.ts';
import type { ClassOf } from './classes.ts';
import type { ContextClassOf } from './grant-pairs.ts';
import { isWholeSecond } from './ranges.ts';

/** Reads what a decision hangs on out of a record, as a text. */
export type PartOf = (record: CallRecord) => string;

/** The parts of a record that some context keys (in lower case) are made of. */
export function partsFor(reads: Iterable<string>, classes: Classes): readonly PartOf[] {
  return [...new Set(reads)].sort().flatMap((key) => {
    const row = rows.find(({ covers }) => covers(key));
    return row === undefined ? [] : [row.part(key, classes)];
  });
}

/** Which values are alike. */
export interface Classes {
  readonly ofKey: (key: string) => ClassOf;
  readonly ofContext: ContextClassOf;
}

interface Row {
  readonly covers: (key: string) => boolean;
  readonly part: (key: string, classes: Classes) => PartOf;
}

const rows: readonly Row[] = [
  text(['aws:sourceip', 'aws:vpcsourceip'], ({ sourceIPAddress }) => sourceIPAddress),
  text(['aws:useragent'], ({ userAgent }) => userAgent),
  text(['aws:tokenissuetime'], ({ identity }) => identity.creationDate),
  text(
    ['aws:currenttime'],
    ({ eventTime }) => eventTime,
    (time) =>
      // As policies see it: without fractions of a second.
      isWholeSecond(time) ? time : utcSeconds(new Date(time)),
  ),
  text(
    ['aws:epochtime'],
    ({ eventTime }) => eventTime,
    (time) => String(Math.floor(Date.parse(time) / 1000)),
  ),
  text(['aws:multifactorauthage'], ({ eventTime, identity: { creationDate } }) =>
    creationDate === undefined
      ? undefined
      : String(Math.floor((Date.parse(eventTime) - Date.parse(creationDate)) / 1000)),
  ),
  // Where no id is recorded, the world makes one of the role's id and the session's name.
  {
    covers: (key) => key === 'aws:userid' || key.startsWith('sts:'),
    part:
      () =>
      ({ identity: { principalId, arn } }) =>
        JSON.stringify([principalId, arn]),
  },
  {
    covers: (key) => key.startsWith(contextPair),
    part: (key, { ofKey }) => pair(key.slice(contextPair.length), ofKey(key)),
  },
  {
    covers: (key) => key === 'kms:encryptioncontextkeys',
    part: () => (record) => overContexts(record, (pairs) => JSON.stringify(Object.keys(pairs))),
  },
  {
    covers: (key) => key === grantConstraints,
    part:
      (_, { ofContext }) =>
      (record) =>
        overContexts(record, ofContext),
  },
];

const contextPair = 'kms:encryptioncontext:';

/** A row for keys whose value is one field of the record, or made of it by `made`. */
function text(
  keys: readonly string[],
  read: (record: CallRecord) => string | undefined,
  made: (field: string) => string = (field) => field,
): Row {
  return {
    covers: (key) => keys.includes(key),
    part: (key, { ofKey }) => {
      const classOf = ofKey(key);
      return (record) => {
        const field = read(record);
        return field === undefined ? '-' : classOf(made(field));
      };
    },
  };
}

/** One pair; its name is not case-sensitive in policies. */
function pair(name: string, classOf: ClassOf): PartOf {
  return (record) =>
    overContexts(record, (pairs) => {
      const exact = pairs[name];
      if (typeof exact === 'string') return classOf(exact);
      for (const given in pairs) {
        if (given.length === name.length && given.toLowerCase() === name) {
          return classOf(String(pairs[given]));
        }
      }
      return '-';
    });
}

/** What is said of each encryption context of a call: ReEncrypt has two. */
function overContexts(
  { requestParameters }: CallRecord,
  say: (pairs: Readonly<Record<string, unknown>>) => string,
): string {
  if (!requestParameters) return '';
  const { encryptionContext, sourceEncryptionContext, destinationEncryptionContext } =
    requestParameters;
  // Which contexts a call has is the same for all calls of one form.
  if (!sourceEncryptionContext && !destinationEncryptionContext) {
    return isObject(encryptionContext) ? say(encryptionContext) : '';
  }
  let text = '';
  for (const pairs of [encryptionContext, sourceEncryptionContext, destinationEncryptionContext]) {
    text += isObject(pairs) ? `${say(pairs)};` : ';';
  }
  return text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
