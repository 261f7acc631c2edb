// Unpacks gzip, of one member or several. Where a file is corrupt, everything before the corrupt byte comes out:
// zlib drops what it has unpacked of a piece in which it fails, so the piece is read again in ever smaller ones.
// https://www.rfc-editor.org/rfc/rfc1952
import { readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { TrailProblem } from './item.ts';

/** Unpacks what it is given, piece by piece. */
export interface Unpacker {
  /** The bytes that come of a piece. */
  readonly write: (piece: Buffer) => Promise<readonly Buffer[]>;
  readonly end: () => Promise<readonly Buffer[]>;
  /** What went wrong so far. */
  readonly problem: () => TrailProblem | undefined;
  /** Whether the input ended too early, and nothing else is wrong. */
  readonly isCut: () => boolean;
}

/** The sizes of pieces: small enough that a piece which unpacks to a thousand times its size does no harm. */
const pieceSizes = [16 * 1024, 128, 1] as const;

/** Unpacks a file from its beginning. */
export async function* unpackFile(file: number): AsyncGenerator<Buffer | TrailProblem> {
  let sound = 0;
  let delivered = 0;
  let problem: TrailProblem | undefined;
  for (const size of pieceSizes) {
    const unpacker = createUnpacker();
    let skip = delivered;
    let at = 0;
    for (;;) {
      // What was sound before is read in large pieces again.
      const wanted = at < sound ? Math.min(pieceSizes[0], sound - at) : size;
      const piece = Buffer.allocUnsafe(wanted);
      const count = readSync(file, piece, 0, wanted, at);
      const chunks =
        count === 0 ? await unpacker.end() : await unpacker.write(piece.subarray(0, count));
      for (const chunk of chunks) {
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        delivered += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
      problem = unpacker.problem();
      if (count === 0 || problem !== undefined) break;
      at += count;
    }
    sound = at;
    if (problem === undefined || unpacker.isCut()) break;
  }
  if (problem !== undefined) yield problem;
}

/** Starts to unpack. */
export function createUnpacker(): Unpacker {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  let chunks: Buffer[] = [];
  let written = 0;
  let failure: (Error & { code?: string }) | undefined;
  let settle = () => {};
  let trailing = false;
  gunzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  gunzip.on('error', (error) => {
    failure = error;
    settle();
  });
  gunzip.on('end', () => settle());
  const step = async (start: (done: () => void) => void): Promise<readonly Buffer[]> => {
    if (failure === undefined && !gunzip.readableEnded) {
      await new Promise<void>((resolve) => {
        settle = resolve;
        start(resolve);
      });
    } else if (failure === undefined) trailing = true;
    const out = chunks;
    chunks = [];
    return out;
  };
  const isCut = () => failure?.code === 'Z_BUF_ERROR';
  return {
    write(piece) {
      written += piece.length;
      return step((done) => gunzip.write(piece, () => done()));
    },
    async end() {
      const out = await step(() => gunzip.end());
      trailing = failure === undefined && gunzip.bytesWritten < written;
      return out;
    },
    isCut,
    problem() {
      if (isCut()) return { kind: 'gzip', message: 'the gzip data ends in the middle' };
      if (failure) return { kind: 'gzip', message: `the gzip data is corrupt: ${failure.message}` };
      if (!trailing) return undefined;
      return { kind: 'gzip', message: 'bytes that are not gzip follow the gzip data' };
    },
  };
}
