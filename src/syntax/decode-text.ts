// Bytes of a file as text. UTF-8 is taken strictly; UTF-16 is taken when its byte-order mark says so
// (Windows PowerShell's `>` writes it); anything else is refused instead of being guessed.
import type { Diagnostic } from '../model/diagnostic.ts';

/** The text of a file, or why it could not be read. */
export type DecodedText =
  | { readonly text: string; readonly diagnostics: readonly [] }
  | { readonly text?: undefined; readonly diagnostics: readonly [Diagnostic] };

/** Decodes a file's bytes; a byte-order mark is not part of the text. */
export function decodeText(bytes: Uint8Array, file?: string): DecodedText {
  const encoding = detectEncoding(bytes);
  if (encoding.refusal !== undefined) return refused(encoding.refusal, file);
  try {
    const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes.subarray(encoding.skip)), diagnostics: [] };
  } catch {
    const at = encoding.name === 'utf-8' ? ` at byte ${firstInvalidByte(bytes)}` : '';
    return refused(`the file is not valid ${encoding.name.toUpperCase()}${at}`, file);
  }
}

type Encoding =
  | { readonly name: string; readonly skip: number; readonly refusal?: undefined }
  | { readonly refusal: string };

function detectEncoding(bytes: Uint8Array): Encoding {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe)) {
    return { refusal: 'the file is UTF-32 text' };
  }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', skip: 2 };
  if (a === 0x1f && b === 0x8b) return { refusal: 'the file is gzip data, not text' };
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) {
    return {
      refusal: 'the file is a ZIP archive (a plan of Terraform as it is saved, say), not text',
    };
  }
  if (a === 0 || b === 0)
    return { refusal: 'the file is UTF-16 without a byte-order mark, or not text' };
  return { name: 'utf-8', skip: 0 };
}

function refused(message: string, file: string | undefined): DecodedText {
  const diagnostic: Diagnostic = {
    code: 'encoding',
    severity: 'error',
    message,
    why: 'policy documents are UTF-8 text',
    remedy: 'save the file as UTF-8',
    ...(file === undefined ? {} : { file }),
  };
  return { diagnostics: [diagnostic] };
}

/** The 0-based offset of the first byte that cannot stand there in UTF-8. */
function firstInvalidByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const step = 1024;
  let at = 0;
  try {
    for (; at < bytes.length; at += step) {
      decoder.decode(bytes.subarray(at, at + step), { stream: true });
    }
    return bytes.length;
  } catch {
    // The bad byte is in this step; a sequence that began in the step before belongs to it.
    const from = Math.max(0, at - 3);
    return byByte(bytes, sequenceStart(bytes, from));
  }
}

function sequenceStart(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at > 0 && (bytes[at]! & 0xc0) === 0x80) at--;
  return at;
}

function byByte(bytes: Uint8Array, from: number): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = from; at < bytes.length; at++) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return bytes.length;
}
