// Reads fixtures/vectors: published test vectors, in groups that share a key or parameters.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publicHalf } from '../../src/crypto/key-pair.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/vectors');

/** What the vector's authors say of it; `acceptable` leaves it to the library. */
export type Verdict = 'valid' | 'invalid' | 'acceptable';

/** One test of a group. A field that the file leaves out is empty. */
export interface VectorTest {
  readonly id: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly result: Verdict;
  /** The bytes of a field. */
  bytes(name: string): Uint8Array;
  /** Whether the file has the field. */
  has(name: string): boolean;
}

/** Tests that share what the group says. */
export interface VectorGroup {
  /** A field of the group. */
  text(name: string): string;
  number(name: string): number;
  bytes(name: string): Uint8Array;
  has(name: string): boolean;
  readonly tests: readonly VectorTest[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The groups of a file. */
export function readVectors(name: string): readonly VectorGroup[] {
  const text = readFileSync(join(folder, `${name}.json`), 'utf8');
  const { encoding, groups } = JSON.parse(text) as {
    readonly encoding: 'hex' | 'base64';
    readonly groups: readonly (Fields & { readonly tests: readonly Fields[] })[];
  };
  const access = (fields: Fields) => ({
    text: (field: string) => String(fields[field] ?? ''),
    number: (field: string) => Number(fields[field]),
    bytes: (field: string) => Uint8Array.from(Buffer.from(String(fields[field] ?? ''), encoding)),
    has: (field: string) => fields[field] !== undefined,
  });
  return groups.map((group) => ({
    ...access(group),
    tests: group.tests.map((test) => ({
      ...access(test),
      id: Number(test.id),
      comment: String(test.comment ?? ''),
      flags: (test.flags ?? []) as readonly string[],
      result: test.result as Verdict,
    })),
  }));
}

/** The README's table of counts, for comparison. */
export const vectorsReadme = () => readFileSync(join(folder, 'README.md'), 'utf8');

/** A private key of PKCS#8 in DER, and its SPKI. */
export function keysOf(pkcs8: Uint8Array): { privateKey: KeyObject; publicKey: Uint8Array } {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: publicHalf(privateKey) };
}
