// Makes temporary credentials, and keeps them before anyone is told of them.

import { createHash } from 'node:crypto';
import { utcSeconds } from '../model/utc-seconds.ts';
import type { CallerInput } from '../world/caller-name.ts';
import type { StoredSession } from './sessions.ts';
import { sha256 } from './sigv4.ts';
import type { StsCall } from './sts-call.ts';
import type { XmlValue } from './sts-xml.ts';

/** Whom credentials are for, and how long they last. */
export interface Issue {
  readonly caller: CallerInput;
  readonly seconds: number;
  readonly transitiveTags?: Readonly<Record<string, string>>;
  readonly mfaAt?: string;
}

/** Issues credentials; the `Credentials` of the answer. */
export async function issue(
  { now, random, credentials }: StsCall,
  { caller, seconds, transitiveTags = {}, mfaAt }: Issue,
): Promise<{ readonly session: StoredSession; readonly answer: XmlValue }> {
  const secretAccessKey = Buffer.from(random(30)).toString('base64');
  // Opaque to its holder, and nothing can be read out of it.
  const sessionToken = Buffer.from(random(120)).toString('base64');
  // The times of AWS are whole seconds.
  const start = Math.floor(now.getTime() / 1000) * 1000;
  const session: StoredSession = {
    accessKeyId: `ASIA${letters(random(16))}`,
    secretAccessKey,
    tokenDigest: sha256(Buffer.from(sessionToken)),
    issuedAt: seconded(start),
    expiresAt: seconded(start + seconds * 1000),
    caller,
    ...(Object.keys(transitiveTags).length > 0 ? { transitiveTags } : {}),
    ...(mfaAt === undefined ? {} : { mfaAt }),
  };
  await credentials.sessions.put(session);
  const { accessKeyId, expiresAt } = session;
  const answer = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiresAt,
  };
  return { session, answer };
}

/** The unique id of a principal; one that its world does not give is made of its ARN. */
export function uniqueId(prefix: 'AIDA' | 'AROA', id: string | undefined, arn: string): string {
  return id ?? `${prefix}${letters(createHash('sha256').update(arn).digest().subarray(0, 17))}`;
}

/** Bytes as letters and digits of AWS's ids. */
function letters(bytes: Uint8Array): string {
  return [...bytes].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('');
}

function seconded(time: number): string {
  return utcSeconds(new Date(time));
}
