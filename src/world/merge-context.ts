// Given and derived context values together. A given value that contradicts what the world or the
// request says is refused, unless the request says that it overrides.

import type { CompiledPolicySet } from '../engine/compiled.ts';
import { derivationOf } from '../engine/derive.ts';
import { emptyCall, openCall } from '../engine/open-call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { AccessRequestInput, ContextValue, RequestContext } from '../model/request.ts';
import { quoted } from '../syntax/quoted.ts';
import type { DerivedValue } from './derived-context.ts';

/** The whole context, where its derived values came from, and the contradictions. */
export interface MergedContext {
  readonly context: RequestContext;
  /** Worked out when it is read: only an explanation asks. */
  readonly origins: () => Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Merges what a request gives with what the world derives. */
export function mergeContext(
  given: RequestContext,
  derived: readonly DerivedValue[],
  override: boolean,
): MergedContext {
  const names = Object.keys(given);
  const spelled =
    names.length === 0 ? undefined : new Map(names.map((key) => [key.toLowerCase(), key]));
  const context: Record<string, ContextValue> = { ...given };
  const diagnostics: Diagnostic[] = [];
  for (const { key, value, origin, usual } of derived) {
    const spelling = spelled?.get(key.toLowerCase());
    if (spelling === undefined) {
      context[key] = value;
    } else if (!usual && !override && !sameValue(given[spelling]!, value)) {
      diagnostics.push(contradiction(spelling, given[spelling]!, value, origin));
    }
  }
  const origins = () =>
    Object.fromEntries(
      derived.flatMap(({ key, origin }) =>
        spelled?.has(key.toLowerCase()) ? [] : [[key, origin]],
      ),
    );
  return { context, origins, diagnostics };
}

/** The contradictions between given values and those that the engine derives from the request itself. */
export function requestContradictions(
  policies: CompiledPolicySet,
  request: AccessRequestInput,
  given: RequestContext,
): readonly Diagnostic[] {
  const call = openCall(emptyCall(policies), request);
  return Object.entries(given).flatMap(([key, value]) => {
    const name = key.toLowerCase();
    // A session's MFA is absent from most requests, and false by default: a given value states it.
    if (name === 'aws:multifactorauthpresent' && !statesMfa(request)) return [];
    const derivation = derivationOf(name);
    const derived = derivation?.value(call);
    if (derived === undefined || sameValue(value, derived)) return [];
    return [contradiction(key, value, derived, `derived from the ${derivation?.from}`)];
  });
}

function statesMfa({ principal }: AccessRequestInput): boolean {
  return typeof principal === 'object' && 'mfa' in principal && principal.mfa !== undefined;
}

function contradiction(
  key: string,
  given: ContextValue,
  derived: ContextValue,
  origin: string,
): Diagnostic {
  return {
    code: 'context-contradiction',
    severity: 'error',
    message: `the request gives ${quoted(key)} as ${shown(given)}, but it is ${shown(derived)} (${origin})`,
    remedy: 'leave the value out, or say `override` to let given values win',
  };
}

function shown(value: ContextValue): string {
  return value === null
    ? 'absent'
    : quoted(Array.isArray(value) ? value.join(', ') : String(value));
}

/** Whether two values are the same to a condition: as texts, and lists in any order. */
function sameValue(one: ContextValue, other: ContextValue): boolean {
  const texts = (value: ContextValue) =>
    (Array.isArray(value) ? value : [value]).map(String).sort();
  return JSON.stringify(texts(one)) === JSON.stringify(texts(other));
}

/** The time that a request gives, or the clock's: aws:CurrentTime and aws:EpochTime are one instant. */
export function timeOf(given: RequestContext, clock: Date): Date {
  for (const [key, value] of Object.entries(given)) {
    if (!/^aws:(currenttime|epochtime)$/i.test(key)) continue;
    const isEpoch = typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(String(value));
    const time = new Date(isEpoch ? Number(value) * 1000 : String(value));
    if (!Number.isNaN(time.getTime())) return time;
  }
  return clock;
}
