// Searches texts for secret bytes, in every way that they could be written: as they are (latin1), hexadecimal, with
// spaces as in `<Buffer 0a 1b>`, base64 and base64url at each of its three alignments, and as lists of numbers.

/** How many bytes in a row are a hit. */
const windowBytes = 16;

/** Finds secrets in texts. */
export interface Search {
  /** The secrets that stand in a text, by their numbers. */
  find(text: string): ReadonlySet<number>;
  /** How many ways of writing are looked for. */
  readonly patterns: number;
}

/** A search for secrets: for the first, the middle and the last 16 bytes of each. */
export function searchFor(secrets: readonly Uint8Array[]): Search {
  const byHead = new Map<string, { readonly text: string; readonly secret: number }[]>();
  const table = new Uint8Array(1 << 22);
  let patterns = 0;
  for (const [secret, bytes] of secrets.entries()) {
    for (const text of writings(Buffer.from(bytes))) {
      const head = text.slice(0, 8);
      table[hash(head, 0)] = 1;
      byHead.set(head, [...(byHead.get(head) ?? []), { text, secret }]);
      patterns++;
    }
  }
  return {
    patterns,
    find(text) {
      const found = new Set<number>();
      for (let at = 0; at + 8 <= text.length; at++) {
        if (table[hash(text, at)] === 0) continue;
        for (const pattern of byHead.get(text.slice(at, at + 8)) ?? []) {
          if (text.startsWith(pattern.text, at)) found.add(pattern.secret);
        }
      }
      return found;
    },
  };
}

/** The hash of the first characters of what stands there. */
function hash(text: string, at: number): number {
  let value = 0;
  for (let i = 0; i < 6; i++) value = Math.imul(value ^ text.charCodeAt(at + i), 0x01000193);
  return (value ^ (value >>> 15)) & 0x3fffff;
}

function writings(bytes: Buffer): Set<string> {
  const starts = new Set([0, (bytes.length - windowBytes) >> 1, bytes.length - windowBytes]);
  const all = [...starts].flatMap((start) => {
    const part = bytes.subarray(start, start + windowBytes);
    const hex = part.toString('hex');
    const numbers = [...part];
    return [
      part.toString('latin1'),
      hex,
      hex.toUpperCase(),
      hex.replaceAll(/..(?=.)/g, '$& '),
      numbers.join(),
      numbers.join(', '),
      // JSON.stringify of a Uint8Array.
      numbers.map((byte, at) => `"${start + at}":${byte}`).join(),
      ...[0, 1, 2].flatMap((shift) => base64(part, shift)),
    ];
  });
  return new Set(all);
}

/** The characters of base64 that these bytes alone decide, after `shift` other bytes. */
function base64(part: Buffer, shift: number): string[] {
  const text = Buffer.concat([Buffer.alloc(shift), part]).toString('base64');
  const whole = Math.floor((shift + part.length) / 3) * 4;
  const inner = text.slice(shift === 0 ? 0 : 4, whole);
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
}
