// Turns the parameters of a scenario into the input of an operation: what was saved, texts and files take the
// place of the objects that stand for them, wherever the API wants bytes or a text.

import { SimulationError } from '../kms/unresolved.ts';
import { inputShape, shapeOf } from '../kms/wire.ts';
import { quoted } from '../syntax/quoted.ts';
import { wrong } from '../world/step.ts';
import type { ParameterValue, ScenarioCall } from './scenario.ts';

/** What the parameters of a step can refer to. */
export interface Sources {
  /** Values of earlier responses, by the names that they were saved under. */
  readonly saved: ReadonlyMap<string, unknown>;
  /** Reads a file that the scenario names, relative to it. */
  readonly readFile: (path: string) => string | undefined;
}

/** The input of a call. Throws a SimulationError for something that does not exist. */
export function inputOf(call: ScenarioCall, sources: Sources): Readonly<Record<string, unknown>> {
  const shape = inputShape(call.operation);
  const written =
    call.key === undefined ? call.parameters : { KeyId: call.key, ...call.parameters };
  if (shape === undefined) return written;
  return resolved(shape, written, sources) as Readonly<Record<string, unknown>>;
}

function resolved(shapeName: string, value: ParameterValue, sources: Sources): unknown {
  const shape = shapeOf(shapeName);
  switch (shape.kind) {
    case 'structure':
      if (!isObject(value)) return value;
      return mapped(value, (name, entry) => {
        const member = shape.members[name];
        return member === undefined ? entry : resolved(member, entry, sources);
      });
    case 'map':
      if (!isObject(value)) return value;
      return mapped(value, (_, entry) => resolved(shape.value, entry, sources));
    case 'list':
      if (!Array.isArray(value)) return value;
      return value.map((entry: ParameterValue) => resolved(shape.member, entry, sources));
    case 'blob':
    case 'string':
    case 'timestamp':
      return isObject(value) ? standIn(value, shape.kind === 'blob', sources) : value;
    default:
      return value;
  }
}

/** The bytes or the text that an object stands for; one that stands for nothing stays, and is refused. */
export function standIn(
  value: { readonly [name: string]: ParameterValue },
  bytes: boolean,
  { saved, readFile }: Sources,
): unknown {
  const [first, second] = Object.entries(value);
  if (first && !second) {
    const [kind, given] = first;
    if (kind === 'saved' && typeof given === 'string') {
      if (saved.has(given)) return saved.get(given);
      throw new SimulationError(notSaved(given, [...saved.keys()]));
    }
    if (kind === 'text' && typeof given === 'string') return bytes ? Buffer.from(given) : given;
    if (kind === 'base64' && typeof given === 'string' && bytes) return given;
    if (kind === 'file' && typeof given === 'string') return fileText(given, bytes, readFile);
  }
  // A policy document is written as what it is; in lines, which explanations quote.
  return 'Statement' in value && !bytes ? JSON.stringify(value, undefined, 2) : value;
}

function fileText(path: string, bytes: boolean, readFile: Sources['readFile']): unknown {
  const text = readFile(path);
  if (text !== undefined) return bytes ? Buffer.from(text) : text;
  const message = `the file ${quoted(path)} cannot be read`;
  const remedy = 'check the path: it is relative to the scenario file';
  throw new SimulationError(wrong('file-unreadable', message, remedy));
}

function notSaved(name: string, names: readonly string[]) {
  const known =
    names.length === 0 ? 'nothing was saved' : `saved are ${names.map(quoted).join(', ')}`;
  return wrong('not-saved', `no earlier step saved ${quoted(name)}: ${known}`);
}

function isObject(value: ParameterValue): value is { readonly [name: string]: ParameterValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapped<T>(
  value: { readonly [name: string]: T },
  change: (name: string, entry: T) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, change(name, entry)]),
  );
}
