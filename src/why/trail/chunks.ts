// The bytes of one input, a chunk at a time, unpacked where they are gzip.
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { unreadable } from './files.ts';
import { createUnpacker, unpackFile } from './gzip.ts';
import type { TrailProblem } from './item.ts';

/** A stretch of a file; without `end`, all of it. The path `-` is standard input. */
export interface TrailStretch {
  readonly path: string;
  readonly start?: number;
  readonly end?: number;
}

/** Small enough for the text of a chunk to be made and forgotten cheaply. */
const CHUNK = 64 * 1024;

/** Reads a stretch; yields chunks, each good until the next is asked for, and what went wrong, if something did. */
export async function* readChunks(stretch: TrailStretch): AsyncGenerator<Buffer | TrailProblem> {
  const { path } = stretch;
  let file: number | undefined;
  try {
    if (path === '-') {
      yield* readStream(createReadStream('', { fd: 0, autoClose: false }));
      return;
    }
    file = openSync(path, 'r');
    if (fstatSync(file).isFile()) yield* readFile(file, stretch);
    else yield* readStream(createReadStream('', { fd: file, autoClose: false }));
  } catch (error) {
    yield unreadable(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function* readFile(
  file: number,
  { start = 0, end = Number.POSITIVE_INFINITY }: TrailStretch,
): AsyncGenerator<Buffer | TrailProblem> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let at = start; at < end; ) {
    const count = readSync(file, buffer, 0, Math.min(CHUNK, end - at), at);
    if (count === 0) return;
    const chunk = buffer.subarray(0, count);
    if (at === 0 && isGzip(chunk)) {
      yield* unpackFile(file);
      return;
    }
    yield chunk;
    at += count;
  }
}

/** A stream cannot be read twice: what a corrupt piece of gzip still held is lost. */
async function* readStream(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer | TrailProblem> {
  let unpacker: ReturnType<typeof createUnpacker> | undefined;
  let isFirst = true;
  for await (const chunk of stream) {
    if (isFirst && isGzip(chunk)) unpacker = createUnpacker();
    isFirst = false;
    if (unpacker === undefined) {
      yield chunk;
      continue;
    }
    for (let at = 0; at < chunk.length; at += 1024) {
      yield* await unpacker.write(chunk.subarray(at, at + 1024));
      const problem = unpacker.problem();
      if (problem !== undefined) {
        yield problem;
        return;
      }
    }
  }
  if (unpacker === undefined) return;
  yield* await unpacker.end();
  const problem = unpacker.problem();
  if (problem !== undefined) yield problem;
}

/** Whether a file begins like gzip. https://www.rfc-editor.org/rfc/rfc1952 */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
