// Where random bytes come from: an argument everywhere, so that a seeded source replays nonces and ids.
import { randomBytes } from 'node:crypto';

/** Answers `size` fresh bytes that the caller may keep and overwrite. */
export type Random = (size: number) => Uint8Array;

/** The operating system's generator, through OpenSSL. */
export const systemRandom: Random = (size) => randomBytes(size);
