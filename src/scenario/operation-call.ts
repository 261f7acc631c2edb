// Reads what a request says of the operation that it performs: its name, parameters, and the time before it.
import { inputShape, shapeOf } from '../kms/wire.ts';
import type { LocatedNode, Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { problem, type Reading, text, wrongKind } from './reading.ts';
import type { ParameterValue, ScenarioCall } from './scenario.ts';

interface CallMembers {
  readonly operation?: Member;
  readonly key?: Member;
  readonly parameters?: Member;
}

/** An operation with its parameters. Whether the values fit is AWS KMS's to say, when it runs. */
export function readCall(reading: Reading, members: CallMembers): ScenarioCall | undefined {
  const operation = text(reading, members.operation?.value, '`operation`');
  if (operation === undefined) return undefined;
  const parameters = readParameters(reading, members.parameters?.value);
  const key = members.key && parameterValue(members.key.value);
  if (members.key && !takesKeyId(operation)) {
    const message = `${quoted(operation)} has no parameter \`KeyId\`, which \`key\` stands for`;
    problem(reading, members.key.keySpan, 'scenario-contradiction', message, {
      remedy: 'name the key among the `parameters`',
    });
  }
  return { operation, parameters, ...(key === undefined ? {} : { key }) };
}

function takesKeyId(operation: string): boolean {
  const name = inputShape(operation);
  const shape = name === undefined ? undefined : shapeOf(name);
  // An operation that does not exist is refused when it runs.
  return shape?.kind !== 'structure' || Object.hasOwn(shape.members, 'KeyId');
}

function readParameters(reading: Reading, node: LocatedNode | undefined) {
  if (node === undefined) return {};
  if (node.kind !== 'object') {
    wrongKind(reading, node, '`parameters`', 'an object');
    return {};
  }
  return parameterValue(node) as Readonly<Record<string, ParameterValue>>;
}

/** A node as the value that it writes. */
export function parameterValue(node: LocatedNode): ParameterValue {
  switch (node.kind) {
    case 'string':
    case 'boolean':
      return node.value;
    case 'number':
      // `012345678901` is an account id: a number that would lose digits stays the text that it is.
      return String(node.value) === node.raw ? node.value : node.raw;
    case 'null':
      return null;
    case 'array':
      return node.items.map(parameterValue);
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, parameterValue(value)]));
    case 'unknown':
      return null;
    default:
      return node satisfies never;
  }
}

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** How far the clock moves, in milliseconds: `90s`, `20m`, `25h`, `30d`. */
export function readAdvance(reading: Reading, node: LocatedNode | undefined): number {
  const value = text(reading, node, '`advance`');
  if (value === undefined) return 0;
  const [, count, unit] = /^(\d{1,9})([a-z])$/.exec(value) ?? [];
  if (unit !== undefined && Object.hasOwn(units, unit)) return Number(count) * units[unit]!;
  problem(reading, node!.span, 'scenario-value', `${quoted(value)} is no stretch of time`, {
    remedy: 'write `90s`, `20m`, `25h` or `30d`',
  });
  return 0;
}
