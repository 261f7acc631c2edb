// The text of a chunk of bytes, and the values in it.
import { isAscii, isUtf8 } from 'node:buffer';

/** ASCII as text and as bytes: to cut a stretch out, the one is faster, to go through its characters, the other. */
export interface Ascii {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Parses a stretch of ASCII; throws a SyntaxError where it is not JSON. */
export type ParseText = (ascii: Ascii, from: number, to: number) => unknown;

/** Parses stretches of a chunk. */
export interface ChunkText {
  readonly set: (bytes: Buffer) => void;
  /** The value of a stretch; undefined where it is not JSON of valid UTF-8. */
  readonly parsed: (from: number, to: number, parse?: ParseText) => unknown;
}

/** Starts without bytes. */
export function createChunkText(): ChunkText {
  let bytes: Buffer = Buffer.alloc(0);
  let isPlain = true;
  /** The bytes with their text, where they are ASCII: made when first asked for, kept for all lines of the chunk. */
  let ascii: Ascii | undefined;
  return {
    set(chunk) {
      bytes = chunk;
      isPlain = isAscii(chunk);
      ascii = undefined;
    },
    parsed(from, to, parse = parseText) {
      try {
        if (isPlain) {
          ascii ??= { text: bytes.toString('latin1'), bytes };
          return parse(ascii, from, to);
        }
        const part = bytes.subarray(from, to);
        return isUtf8(part) ? JSON.parse(part.toString('utf8')) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

const parseText: ParseText = ({ text }, from, to) => JSON.parse(text.slice(from, to));
