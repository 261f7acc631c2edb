// As much ASN.1 as keys need: a reader of BER (X.690 §8: long and indefinite lengths, strings in parts)
// that answers a tree, and a writer of DER. It reads hostile bytes, so it never throws.

/** One element: its identifier octet and what it holds. */
export interface Element {
  readonly tag: number;
  /** The contents octets; of a string in parts, the parts joined. */
  readonly body: Uint8Array;
  /** The elements of a constructed one; empty for a primitive one. */
  readonly children: readonly Element[];
}

const maxDepth = 16;

/** The single element that the bytes hold; `undefined` if they are not one. */
export function readBer(bytes: Uint8Array): Element | undefined {
  const read = element(bytes, 0, maxDepth);
  return read && read.end === bytes.length ? read.element : undefined;
}

/** Writes an element in DER; its contents are the parts, joined. */
export function der(
  tag: number,
  ...parts: readonly (Uint8Array | readonly number[])[]
): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const length =
    size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >>> 8, size & 0xff];
  const out = new Uint8Array(1 + length.length + size);
  out.set([tag, ...length]);
  let at = 1 + length.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The element as DER again. */
export function toDer({ tag, body, children }: Element): Uint8Array {
  return tag & 0x20 ? der(tag, ...children.map(toDer)) : der(tag, body);
}

interface Read {
  readonly element: Element;
  readonly end: number;
}

function element(bytes: Uint8Array, start: number, depth: number): Read | undefined {
  const tag = bytes[start];
  // No key has a tag number above 30, which would take more octets.
  if (tag === undefined || depth === 0 || (tag & 0x1f) === 0x1f) return undefined;
  const length = lengthAt(bytes, start + 1);
  if (!length) return undefined;
  const { at, size } = length;
  if (size === 'indefinite' && !(tag & 0x20)) return undefined;
  const end = size === 'indefinite' ? undefined : at + size;
  if (end !== undefined && end > bytes.length) return undefined;
  if (!(tag & 0x20))
    return { element: { tag, body: bytes.subarray(at, end), children: [] }, end: end! };
  const inner = elements(bytes, at, end, depth);
  return (
    inner && {
      element: joined(tag, bytes.subarray(at, inner.bodyEnd), inner.children),
      end: inner.end,
    }
  );
}

function elements(bytes: Uint8Array, start: number, end: number | undefined, depth: number) {
  const children: Element[] = [];
  let at = start;
  while (at !== end) {
    if (end === undefined && bytes[at] === 0 && bytes[at + 1] === 0) {
      return { children, bodyEnd: at, end: at + 2 };
    }
    const child = element(end === undefined ? bytes : bytes.subarray(0, end), at, depth - 1);
    if (!child) return undefined;
    children.push(child.element);
    at = child.end;
  }
  return { children, bodyEnd: at, end: at };
}

/** A constructed OCTET STRING is its parts, joined; anything else stays. */
function joined(tag: number, body: Uint8Array, children: readonly Element[]): Element {
  if (tag !== 0x24) return { tag, body, children };
  const size = children.reduce((sum, child) => sum + child.body.length, 0);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const child of children) {
    whole.set(child.body, at);
    at += child.body.length;
  }
  return { tag: 0x04, body: whole, children: [] };
}

function lengthAt(bytes: Uint8Array, start: number) {
  const first = bytes[start];
  if (first === undefined) return undefined;
  if (first < 0x80) return { at: start + 1, size: first };
  if (first === 0x80) return { at: start + 1, size: 'indefinite' as const };
  const at = start + 1 + (first & 0x7f);
  let size = 0;
  for (let i = start + 1; i < at; i++) {
    size = size * 256 + (bytes[i] ?? 0);
    if (size > bytes.length) return undefined;
  }
  return { at, size };
}
