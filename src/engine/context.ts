// The request context: given values by slot, derived ones behind them. Keys are case-insensitive.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
import { asciiLower } from '../model/ascii.ts';
import type { RequestContext } from '../model/request.ts';
import { assume } from './assume.ts';
import { type Call, type Derivation, type PresentValue, type Slots, UNREAD } from './compiled.ts';
import { derivationOf } from './derive.ts';
import { refuse } from './errors.ts';
import { hasWildcard } from './glob.ts';

/** How many spellings of context keys a compiled set remembers before it starts anew. */
const SPELLINGS = 4096;

/** Starts a table of slots; `slotOf` adds a key while policies are compiled. */
export function createSlots(): Slots {
  const names: string[] = [];
  const derivations: (Derivation | undefined)[] = [];
  const byName = new Map<string, number>();
  const spellings = new Map<string, number>();
  const strangers = new Map<string, number>();
  const slotOf = (key: string) => {
    const name = asciiLower(key);
    let slot = byName.get(name);
    if (slot === undefined) {
      slot = names.length;
      byName.set(name, slot);
      names.push(name);
      derivations.push(derivationOf(name));
    }
    return slot;
  };
  return {
    names,
    derivations,
    slotOf,
    principalArn: slotOf('aws:PrincipalArn'),
    userId: slotOf('aws:userid'),
    sourceArn: slotOf('aws:SourceArn'),
    sourceVpce: slotOf('aws:SourceVpce'),
    marks: [],
    mark: 0,
    forgot: 0,
    find(spelling) {
      const known = spellings.get(spelling);
      if (known !== undefined) return known;
      if (spellings.size >= SPELLINGS) {
        spellings.clear();
        strangers.clear();
        this.forgot++;
      }
      const name = asciiLower(spelling);
      let slot = byName.get(name);
      if (slot === undefined) {
        // Keys that no policy reads are told apart by numbers below zero.
        const number = strangers.get(name) ?? strangers.size;
        strangers.set(name, number);
        slot = ~number;
      }
      spellings.set(spelling, slot);
      return slot;
    },
  };
}

/** Fills the call's slots with the given context; refuses values and spellings that cannot be meant. */
export function fillContext(call: Call, slots: Slots, context: RequestContext | undefined): void {
  const { values } = call;
  for (let slot = 0; slot < slots.names.length; slot++) values[slot] = UNREAD;
  if (context === undefined) return;
  const forgot = slots.forgot;
  const mark = nextMark(slots);
  for (const key in context) {
    const value = context[key];
    if (value === undefined) continue;
    checkValue(key, value);
    const slot = slots.find(key);
    if (slot < 0) {
      if (slots.marks[~slot] === mark && slots.forgot === forgot) refuseTwins(context, key);
      slots.marks[~slot] = mark;
    } else if (values[slot] !== UNREAD) refuseTwins(context, key);
    else values[slot] = value;
  }
  // The numbers began anew on the way, so they tell nothing.
  if (slots.forgot !== forgot) checkTwins(context);
}

/** Marks the keys of one context, without a table to fill for each. */
function nextMark(slots: Slots): number {
  if (slots.mark === 0x7fffffff) {
    slots.marks.fill(0);
    slots.mark = 0;
  }
  return ++slots.mark;
}

function checkTwins(context: RequestContext): void {
  const seen = new Set<string>();
  for (const key in context) {
    const lower = asciiLower(key);
    if (seen.has(lower)) refuseTwins(context, key);
    seen.add(lower);
  }
}

function refuseTwins(context: RequestContext, key: string): never {
  // The first of the two, since it is the second that shows.
  const twin = Object.keys(context).find((other) => asciiLower(other) === asciiLower(key));
  refuse(
    'context-key-twice',
    `the context keys \`${twin}\` and \`${key}\` differ only by case, and context keys are case-insensitive`,
    'give the key once',
  );
}

function checkValue(key: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return;
  if (Number.isFinite(value)) return;
  if (Array.isArray(value) && value.every(isListItem)) return;
  refuse(
    'context-value',
    `the value of the context key \`${key}\` is neither a string, a number, a boolean, null nor a list of strings and numbers`,
  );
}

function isListItem(item: unknown): boolean {
  return typeof item === 'string' || Number.isFinite(item);
}

/** The value in a slot; undefined where the key is absent or null. A given value wins over a derived one. */
export function valueAt(call: Call, slot: number): PresentValue | undefined {
  const value = call.values[slot];
  if (value !== UNREAD) return value ?? undefined;
  const derived = call.policies.slots.derivations[slot]?.value(call);
  call.values[slot] = derived;
  return derived;
}

/** The text of a single-valued key; undefined where it is absent or has several values. */
export function textAt(call: Call, slot: number): string | undefined {
  const value = valueAt(call, slot);
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** Reads values for a pattern, where a wildcard in a value stays plain text. */
export function literally(call: Call): (slot: number) => string | undefined {
  return (slot) => {
    const text = textAt(call, slot);
    if (text !== undefined && hasWildcard(text)) assume(call, 'variable-value-is-literal');
    return text;
  };
}
