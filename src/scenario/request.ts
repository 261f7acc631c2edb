// Reads one request of a scenario: who asks to do what to which key, and what is expected.
import type { ContextValue, RequestContext } from '../model/request.ts';
import type { LocatedNode, Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { WorldRequest } from '../world/request.ts';
import { readExpectation } from './expectation.ts';
import { readPrincipal } from './principal.ts';
import { fields, flag, problem, type Reading, text, texts, wrongKind } from './reading.ts';
import type { ScenarioRequest } from './scenario.ts';

const requestFields = [
  'name',
  'principal',
  'action',
  'key',
  'resource',
  'region',
  'context',
  'via',
  'vpcEndpoint',
  'grantTokens',
  'grantId',
  'override',
  'assumeCallerAllows',
  'expect',
] as const;

type RequestMembers = Partial<Record<(typeof requestFields)[number], Member>>;

/** Reads a request; `index` counts from 0 and names a request that has no name. */
export function readRequest(
  reading: Reading,
  node: LocatedNode,
  index: number,
): ScenarioRequest | undefined {
  const found = fields(reading, node, 'a request', requestFields);
  if (found === undefined) return undefined;
  const name = text(reading, found.name?.value, '`name`') ?? `request ${index + 1}`;
  const ask = readAsk(reading, node, found);
  const assume = flag(reading, found.assumeCallerAllows?.value, '`assumeCallerAllows`');
  const expect = found.expect && readExpectation(reading, found.expect);
  if (ask === undefined) return undefined;
  return {
    name,
    span: node.span,
    ...(found.name === undefined ? {} : { nameSpan: found.name.value.span }),
    node,
    ask,
    assumeCallerAllows: assume ?? false,
    ...(expect === undefined ? {} : { expect }),
  };
}

function readAsk(
  reading: Reading,
  node: LocatedNode,
  found: RequestMembers,
): WorldRequest | undefined {
  const principal =
    found.principal === undefined
      ? missing(reading, node, 'principal', 'who asks: the ARN of a user, role or session')
      : readPrincipal(reading, found.principal.value);
  const action =
    found.action === undefined
      ? missing(reading, node, 'action', 'what is asked, such as `kms:Decrypt`')
      : text(reading, found.action.value, '`action`');
  if (found.key !== undefined && found.resource !== undefined) {
    problem(
      reading,
      found.resource.keySpan,
      'scenario-contradiction',
      'a request names a `key` or a `resource`, not both',
      { remedy: 'keep `key` for a KMS key (id, ARN or alias), `resource` for any other ARN' },
    );
  }
  const context = readContext(reading, found.context?.value);
  const grantTokens = texts(reading, found.grantTokens?.value, '`grantTokens`');
  const override = flag(reading, found.override?.value, '`override`');
  const plain = ['key', 'resource', 'region', 'via', 'vpcEndpoint', 'grantId'] as const;
  const given = plain.flatMap((field): [string, string][] => {
    const value = text(reading, found[field]?.value, `\`${field}\``);
    return value === undefined ? [] : [[field, value]];
  });
  if (principal === undefined || action === undefined) return undefined;
  return {
    principal,
    action,
    ...Object.fromEntries(given),
    ...(context === undefined ? {} : { context }),
    ...(grantTokens === undefined ? {} : { grantTokens }),
    ...(override === undefined ? {} : { override }),
  };
}

function missing(reading: Reading, node: LocatedNode, field: string, what: string): undefined {
  const message = `the request has no \`${field}\``;
  return problem(reading, node.span, 'scenario-missing-field', message, {
    remedy: `add \`${field}\`: ${what}`,
  });
}

function readContext(reading: Reading, node: LocatedNode | undefined): RequestContext | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== 'object') return wrongKind(reading, node, '`context`', 'an object');
  const entries = node.members.flatMap(({ key, value }): [string, ContextValue][] => {
    const read = contextValue(reading, key, value);
    return read === undefined ? [] : [[key, read]];
  });
  return Object.fromEntries(entries);
}

function contextValue(reading: Reading, key: string, node: LocatedNode): ContextValue | undefined {
  switch (node.kind) {
    case 'string':
    case 'boolean':
      return node.value;
    case 'number':
      return numberOrText(node);
    case 'null':
      return null;
    case 'array':
      return node.items.flatMap((item) => listValue(reading, key, item) ?? []);
    default:
      return wrongKind(
        reading,
        node,
        `the value of ${quoted(key)}`,
        'a text, a number, true, false, null or a list',
      );
  }
}

function listValue(reading: Reading, key: string, node: LocatedNode): string | number | undefined {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'number') return numberOrText(node);
  if (node.kind === 'boolean') return String(node.value);
  return wrongKind(reading, node, `an entry of ${quoted(key)}`, 'a text or a number');
}

/** `012345678901` is an account id: a number that would lose digits stays the text that it is. */
function numberOrText(node: Extract<LocatedNode, { kind: 'number' }>): string | number {
  return String(node.value) === node.raw ? node.value : node.raw;
}
