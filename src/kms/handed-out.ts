// What a caller gets is the caller's to change: nothing in a response is what the simulator goes on with. Bytes
// are made for each response (GetPublicKey copies its own), so that only lists, dates and structures are copied.
import { setMember } from '../model/set-member.ts';

/** The response itself, with copies of what it holds. */
export function handedOut<T extends object>(response: T): T {
  const members = response as Record<string, unknown>;
  for (const name in members) {
    const value = members[name];
    if (typeof value === 'object') members[name] = copied(value);
  }
  return response;
}

function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (value instanceof Date) return new Date(value.getTime());
  if (Array.isArray(value)) return value.map(copied);
  const copy: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) setMember(copy, name, copied(entry));
  return copy;
}
