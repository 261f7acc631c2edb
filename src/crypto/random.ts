// Where random bytes come from: an argument everywhere, so that a seeded source replays nonces and ids.
import { createCipheriv, createHash, randomBytes, randomFillSync } from 'node:crypto';

/** Answers `size` fresh bytes that the caller may keep and overwrite. */
export type Random = (size: number) => Uint8Array;

const poolBytes = 4096;
const pool = Buffer.alloc(poolBytes);
let used = poolBytes;

/** The operating system's generator, through OpenSSL, asked for a few thousand bytes at a time. */
export const systemRandom: Random = (size) => {
  if (size > poolBytes / 8) return randomBytes(size);
  if (used + size > poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.alloc(size);
  pool.copy(bytes, 0, used, used + size);
  // What was handed out once stays nowhere else.
  pool.fill(0, used, used + size);
  used += size;
  return bytes;
};

/** Bytes that come out alike for the same seed, so that a story replays. They are no secret. */
export function seededRandom(seed: string): Random {
  const key = createHash('sha256').update(seed).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return (size) => stream.update(Buffer.alloc(size));
}
