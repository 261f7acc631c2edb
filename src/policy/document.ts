// The ways in which a caller of the library hands over a policy document.
import type { Policy } from '../model/policy.ts';
import { quoted } from '../syntax/quoted.ts';
import { servesAs, type WantedType } from './detect.ts';
import type { ParsedPolicy, PolicyOptions } from './from-node.ts';
import { policyFromValue } from './from-value.ts';
import { isPolicy } from './is-policy.ts';
import { parsePolicy } from './parse.ts';

/** A document: its text, its parsed JSON value, or a Policy; optionally with a name. */
export type DocumentInput =
  | string
  | object
  | Policy
  | { readonly name?: string; readonly document: string | object | Policy };

/** The type that the document serves as, and what to call it when it has no name of its own. */
export interface ReadDocumentOptions {
  readonly type: WantedType;
  readonly name: string;
}

/** Reads a document as the type it serves as. A Policy of that type is taken as it is. */
export function readDocument(input: DocumentInput, options: ReadDocumentOptions): ParsedPolicy {
  if (
    typeof input === 'string' ||
    !hasMembers(input, ['document']) ||
    hasMembers(input, ['Statement'])
  ) {
    return read(input, undefined, options);
  }
  if (hasMembers(input, ['statements'])) return read(input, undefined, options);
  const { name, document } = input as {
    readonly name?: unknown;
    readonly document: string | object;
  };
  return read(document, typeof name === 'string' ? name : undefined, options);
}

function read(
  document: string | object,
  given: string | undefined,
  { type, name: fallback }: ReadDocumentOptions,
): ParsedPolicy {
  const name = given ?? fallback;
  if (typeof document === 'string') return parsePolicy(document, { type, name });
  if (!hasMembers(document, ['statements', 'document', 'type'])) {
    return policyFromValue(document, { type, name });
  }
  if (!isPolicy(document)) return notAPolicy(name);
  const own = given ?? document.name;
  if (!servesAs(type, document.type))
    return readAgain(document, { type, name: own, file: document.file });
  const policy = document.name === own ? document : { ...document, name: own };
  return { policy, diagnostics: [] };
}

/** A policy that was read as another type: its rules differ, so it is read again. */
function readAgain(policy: Policy, options: PolicyOptions): ParsedPolicy {
  if (policy.text !== undefined) {
    const parsed = parsePolicy(policy.text, options);
    const same = JSON.stringify(parsed.policy?.document) === JSON.stringify(policy.document);
    if (same) return parsed;
  }
  return policyFromValue(policy.document, options);
}

function notAPolicy(name: string): ParsedPolicy {
  return {
    diagnostics: [
      {
        code: 'not-a-policy',
        severity: 'error',
        message: `${quoted(name)} looks like a parsed policy, and its statements are not as the parser makes them`,
        remedy: 'give the document itself: its text, or its JSON value with a `Statement`',
      },
    ],
  };
}

/** Whether an object has members of its own by these names; a proxy that refuses to answer has none. */
function hasMembers(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return names.every((name) => Object.hasOwn(value, name));
  } catch {
    return false;
  }
}
