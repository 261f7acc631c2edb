// Reads the principal of a request: an ARN, or an object that says what an ARN cannot (MFA, tags,
// session policies).
import type { LocatedNode, Member } from '../syntax/node.ts';
import type { WorldPrincipal } from '../world/request.ts';
import {
  alternatives,
  fields,
  flag,
  items,
  problem,
  type Reading,
  text,
  textMap,
} from './reading.ts';
import { readSessionPolicy } from './session-policy.ts';

// Which field makes it which kind of principal, and what may stand beside it. A federated user names
// the issuing `user` beside it, so it stands before the user.
const kinds = [
  { by: 'arn', texts: ['sourceIdentity'], flags: ['mfa'], tags: true },
  { by: 'role', texts: ['sessionName', 'sourceIdentity'], flags: ['mfa'], tags: true },
  { by: 'federatedUser', texts: ['user'], flags: [], tags: true },
  { by: 'user', texts: [], flags: ['mfa', 'session'], tags: true },
  { by: 'root', texts: [], flags: ['mfa'], tags: false },
  { by: 'service', texts: ['sourceArn', 'sourceAccount'], flags: [], tags: false },
] as const;

/** Reads a principal: an ARN, a short name (`role/Engineering`), or an object. */
export function readPrincipal(
  reading: Reading,
  node: LocatedNode,
): string | WorldPrincipal | undefined {
  if (node.kind !== 'object') return text(reading, node, '`principal`');
  const has = (name: string) => node.members.some(({ key }) => key === name);
  const kind = kinds.find(({ by }) => has(by));
  if (kind === undefined) {
    const names = alternatives(kinds.map(({ by }) => by));
    const message = 'the principal does not say what it is';
    return problem(reading, node.span, 'scenario-missing-field', message, {
      remedy: `name it with ${names}, or write its ARN as a text`,
    });
  }
  const known = [
    kind.by,
    ...kind.texts,
    ...kind.flags,
    ...(kind.tags ? ['tags'] : []),
    'sessionPolicies',
    'viaService',
  ];
  const found = fields(reading, node, `a principal with \`${kind.by}\``, known);
  if (found === undefined) return undefined;
  const entries: [string, unknown][] = [];
  const put = (name: string, value: unknown) => {
    if (value !== undefined) entries.push([name, value]);
  };
  for (const name of [kind.by, ...kind.texts, 'viaService']) {
    put(name, text(reading, found[name]?.value, `\`${name}\``));
  }
  for (const name of kind.flags) put(name, flag(reading, found[name]?.value, `\`${name}\``));
  put('tags', textMap(reading, found.tags?.value, '`tags`'));
  put('sessionPolicies', sessionPolicies(reading, found.sessionPolicies));
  return Object.fromEntries(entries) as unknown as WorldPrincipal;
}

function sessionPolicies(reading: Reading, member: Member | undefined) {
  const list = items(reading, member?.value, '`sessionPolicies`');
  return list?.flatMap((item, index) => readSessionPolicy(reading, item, index) ?? []);
}
