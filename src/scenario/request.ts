// Reads one request of a scenario: who asks to do what to which key, and what is expected.
import type { ContextValue, RequestContext } from '../model/request.ts';
import type { LocatedNode, Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { WorldRequest } from '../world/request.ts';
import { readExpectation } from './expectation.ts';
import { readAdvance, readCall } from './operation-call.ts';
import { readPrincipal } from './principal.ts';
import { fields, flag, problem, type Reading, text, textMap, texts, wrongKind } from './reading.ts';
import type { ScenarioRequest } from './scenario.ts';

const requestFields = [
  'name',
  'principal',
  'action',
  'operation',
  'key',
  'parameters',
  'save',
  'advance',
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

/** The members of a request by name. */
export type RequestMembers = Partial<Record<(typeof requestFields)[number], Member>>;

/** Reads a request; `index` counts from 0 and names a request that has no name. */
export function readRequest(
  reading: Reading,
  node: LocatedNode,
  index: number,
  isStory: boolean,
): ScenarioRequest | undefined {
  const found = fields(reading, node, isStory ? 'a step' : 'a request', requestFields);
  if (found === undefined) return undefined;
  if (!isStory) refuseStoryFields(reading, found);
  const usual = `${isStory ? 'step' : 'request'} ${index + 1}`;
  const name = text(reading, found.name?.value, '`name`') ?? usual;
  const call = found.operation && readCall(reading, found);
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
    ...(call === undefined ? {} : { call }),
    save: textMap(reading, found.save?.value, '`save`') ?? {},
    advanceMs: readAdvance(reading, found.advance?.value),
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
  const action = readAction(reading, node, found);
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
    // Of an operation the key is one of its parameters.
    if (field === 'key' && found.operation !== undefined) return [];
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

/** Requests stand on their own: what carries over from one call to the next belongs to a story. */
function refuseStoryFields(reading: Reading, found: RequestMembers): void {
  for (const member of [found.save, found.advance]) {
    if (!member) continue;
    const message = `${quoted(member.key)} is for the \`steps\` of a story`;
    problem(reading, member.keySpan, 'scenario-contradiction', message, {
      remedy: 'write `steps:` instead of `requests:`, so that each call follows the last',
    });
  }
}

/** What is asked: an action to decide, or an operation to perform. */
function readAction(
  reading: Reading,
  node: LocatedNode,
  { action, operation }: RequestMembers,
): string | undefined {
  if (action !== undefined && operation !== undefined) {
    const message = 'a request asks for an `action` or performs an `operation`, not both';
    return problem(reading, operation.keySpan, 'scenario-contradiction', message, {
      remedy: 'keep `action` to decide only, `operation` to run it too',
    });
  }
  if (operation !== undefined) {
    const name = text(reading, operation.value, '`operation`');
    return name === undefined ? undefined : `kms:${name}`;
  }
  if (action !== undefined) return text(reading, action.value, '`action`');
  const what = 'what is asked, such as `kms:Decrypt` (or `operation: Decrypt`, to run it)';
  return missing(reading, node, 'action', what);
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
