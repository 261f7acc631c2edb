// The parameters of `--operation` out of the flags `--parameter NAME=VALUE` and `--key`.
import { readFileSync } from 'node:fs';
import { inputShape, shapeOf } from '../../kms/wire.ts';
import type { ParameterValue, ScenarioCall } from '../../scenario/scenario.ts';
import { didYouMeanHint } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { UsageError } from '../usage-error.ts';

/** The call that the flags describe. Whether its values fit is AWS KMS's to say. */
export function callFromFlags(
  operation: string,
  key: string | undefined,
  pairs: readonly string[],
): ScenarioCall {
  const parameters = new Map<string, ParameterValue>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at <= 0) {
      throw new UsageError(`\`--parameter\` is \`Name=value\`, but ${quoted(pair)} is not`);
    }
    const name = pair.slice(0, at);
    if (parameters.has(name)) throw new UsageError(`\`--parameter\` gives ${quoted(name)} twice`);
    parameters.set(name, parameterOf(operation, name, pair.slice(at + 1)));
  }
  return {
    operation,
    parameters: Object.fromEntries(parameters),
    ...(key === undefined ? {} : { key }),
  };
}

/** A text is what it is where the API wants one; everything else is written as JSON. */
function parameterOf(operation: string, name: string, text: string): ParameterValue {
  const kind = kindOf(operation, name);
  const isText = kind === 'string' || kind === 'blob' || kind === 'timestamp';
  if (text.startsWith('fileb://') || text.startsWith('file://')) return fromFile(name, text, kind);
  if (isText && !/^\s*\{/.test(text)) return text;
  try {
    return JSON.parse(text) as ParameterValue;
  } catch {
    if (isText) return text;
    throw new UsageError(
      `the value of \`--parameter ${name}\` is JSON, but ${quoted(text)} is not; in a shell, put it in single quotes`,
    );
  }
}

function kindOf(operation: string, name: string): string | undefined {
  const input = inputShape(operation);
  const shape = input === undefined ? undefined : shapeOf(input);
  if (shape?.kind !== 'structure') return undefined;
  const { members } = shape;
  if (Object.hasOwn(members, name)) return shapeOf(members[name]!).kind;
  const names = Object.keys(members);
  const hint = didYouMeanHint(name, names) || `; it has ${names.map(quoted).join(', ') || 'none'}`;
  throw new UsageError(`\`${operation}\` has no parameter ${quoted(name)}${hint}`);
}

/** `file://` is a text, `fileb://` bytes, as the AWS CLI has them. */
function fromFile(name: string, text: string, kind: string | undefined): ParameterValue {
  const path = text.replace(/^fileb?:\/\//, '');
  try {
    const bytes = readFileSync(path);
    if (kind === 'blob') return bytes.toString('base64');
    return bytes.toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `the file of \`--parameter ${name}\`, ${quoted(path)}, cannot be read: ${code}`,
    );
  }
}
