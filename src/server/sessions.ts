// Temporary credentials: what STS has issued, and where it is kept.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
import type { CallerInput } from '../world/caller-name.ts';

/** Temporary credentials, as plain data. `secretAccessKey` is a secret: whoever stores it seals it. */
export interface StoredSession {
  /** `ASIA…` */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** SHA-256 of the session token, in hexadecimal: the token itself is not kept. */
  readonly tokenDigest: string;
  /** ISO 8601. */
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** Whose they are, with session policies, tags, MFA and source identity. */
  readonly caller: CallerInput;
  /** The tags that go on along a chain of roles. */
  readonly transitiveTags?: Readonly<Record<string, string>>;
  /** When a code was given, where one was: ISO 8601. */
  readonly mfaAt?: string;
}

/** Where sessions are kept. */
export interface Sessions {
  put(session: StoredSession): Promise<void>;
  /** The session of an access key id; expired ones may be gone. */
  get(accessKeyId: string): Promise<StoredSession | undefined>;
  /** Notes that a code was used (`id` names device and time step); false if it was noted before. */
  useCode(id: string, until: Date): Promise<boolean>;
}

/** Sessions in memory. When there are more than `limit`, the oldest are forgotten. */
export function createMemorySessions(limit = 100_000): Sessions {
  const sessions = new Map<string, StoredSession>();
  const codes = new Map<string, Date>();
  return {
    async put(session) {
      sessions.set(session.accessKeyId, session);
      if (sessions.size > limit) sessions.delete(sessions.keys().next().value!);
    },
    async get(accessKeyId) {
      return sessions.get(accessKeyId);
    },
    async useCode(id, until) {
      if (codes.has(id)) return false;
      // Only right codes come here, a device has one in 30 seconds: a hundred devices' hour.
      if (codes.size >= 12_000) codes.delete(codes.keys().next().value!);
      codes.set(id, until);
      return true;
    },
  };
}
