// A caller as a policy set sees it: which statements name it, and how strongly.
import { asciiLower } from '../model/ascii.ts';
import type { Principal } from '../model/principal.ts';
import type { PrincipalInput } from '../model/request.ts';
import type { Layer } from '../model/trace.ts';
import type { Caller, CompiledStatement } from './compiled.ts';
import { readPrincipal } from './principal.ts';
import { exemption, FORM, strongestForm } from './principal-match.ts';
import { addTo, emptyWords } from './words.ts';

/** Works out a caller for a set of statements. `bounded` says whether the set has a permissions boundary. */
export function createCaller(
  input: string | PrincipalInput,
  statements: readonly CompiledStatement[],
  bounded: boolean,
): Caller {
  const principal = readPrincipal(input);
  const words = emptyWords(statements.length);
  const forms = new Uint8Array(statements.length);
  const byUniqueId = new Set<number>();
  const incomplete = new Set<number>();
  for (const statement of statements) {
    const { id } = statement;
    const clause = statement.principal;
    if (clause === undefined || clause.unknown !== undefined) {
      forms[id] = FORM.self;
    } else if (clause.kind === 'NotPrincipal') {
      const state = exemption(clause, principal, bounded && hasBoundary(principal));
      if (state === 'exempt' || (statement.allows && state === 'incomplete')) continue;
      if (state === 'incomplete' && !(bounded && hasBoundary(principal))) incomplete.add(id);
      forms[id] = FORM.everyone;
    } else {
      forms[id] = strongestForm(clause, principal);
      if (forms[id] === FORM.none) {
        if (!clause.principals.some(({ kind }) => kind === 'unique-id')) continue;
        byUniqueId.add(id);
        forms[id] = principal.kind === 'role' ? FORM.role : FORM.self;
      }
    }
    if (statement.hasEffect && isReached(statement.layer, principal)) addTo(words, id);
  }
  return { principal, tags: tagsOf(principal), words, forms, byUniqueId, incomplete };
}

/** Whether a layer's policies reach a caller at all. */
export function isReached(layer: Layer, principal: Principal): boolean {
  const { kind, serviceLinked } = principal;
  const outside = kind === 'service' || kind === 'anonymous';
  switch (layer) {
    case 'rcp':
      return !serviceLinked;
    case 'scp':
      return !serviceLinked && !outside;
    case 'identity':
    case 'boundary':
    case 'session':
      return !outside;
    case 'resource':
    case 'vpc-endpoint':
      return true;
  }
}

/** Only users and roles can have a permissions boundary; a federated session has its user's. */
function hasBoundary({ kind }: Principal): boolean {
  return kind === 'user' || kind === 'role' || kind === 'federated-user';
}

function tagsOf({ tags }: Principal): ReadonlyMap<string, string> | undefined {
  if (tags === undefined) return undefined;
  return new Map(Object.entries(tags).map(([key, value]) => [asciiLower(key), String(value)]));
}

/** A text that tells two principal objects apart; what is no JSON is told apart from all of them. */
export function principalKey(input: PrincipalInput): string {
  const known = typeof input === 'object' ? kept.get(input) : undefined;
  return known ?? JSON.stringify(input) ?? 'null';
}

const kept = new WeakMap<object, string>();

/** Makes the text of an object once; nothing may change the object after that. */
export function keepPrincipalKey(input: PrincipalInput): void {
  if (typeof input === 'object') kept.set(input, principalKey(input));
}
