// YAML nodes as located nodes. An alias becomes the node that its anchor names, counted so that
// aliases of aliases cannot multiply without end.
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Span } from '../model/span.ts';
import { duplicateKey, type JsonProblem } from './json-problems.ts';
import { MAX_ALIASED_VALUES } from './limits.ts';
import type { LineMap } from './line-map.ts';
import type { LocatedNode, Member } from './node.ts';
import {
  aliasBomb,
  aliasProblem,
  keyProblem,
  mergeProblem,
  numberProblem,
  tagProblem,
} from './yaml-problems.ts';

interface Reader {
  readonly lines: LineMap;
  readonly report: (problem: JsonProblem, span: Span) => void;
  /** The text, where the short forms of CloudFormation's functions are read; refused otherwise. */
  readonly shortFormsIn?: string;
}

interface State extends Reader {
  readonly anchors: Map<string, { node: LocatedNode; size: number }>;
  /** The values that aliases repeated so far. */
  aliased: number;
}

/** Reads a composed YAML node; undefined when it holds a value that cannot be taken. */
export function readYamlNode(contents: ParsedNode | null, reader: Reader): LocatedNode | undefined {
  const state: State = { ...reader, anchors: new Map(), aliased: 0 };
  if (contents === null) {
    reader.report(
      { code: 'empty-document', message: 'the document is empty' },
      reader.lines.span(0, 0),
    );
    return undefined;
  }
  return read(contents, state)?.node;
}

/** A node and how many values it holds, itself and repeated ones included. */
interface Sized {
  readonly node: LocatedNode;
  readonly size: number;
}

function read(source: ParsedNode, state: State): Sized | undefined {
  const span = spanOf(source.range, state);
  if (isAlias(source)) return readAlias(source.source, span, state);
  const tag = source.tag;
  const shortForm = tag === undefined || coreTags.has(tag) ? undefined : longName(tag, state);
  if (tag !== undefined && !coreTags.has(tag) && shortForm === undefined) {
    state.report(tagProblem(tag), span);
    return undefined;
  }
  const value = isCollection(source)
    ? readCollection(source, span, state)
    : readScalar(source, span, state);
  const sized = shortForm && value ? longForm(shortForm, tag ?? '', value, state) : value;
  if (sized !== undefined && source.anchor !== undefined) state.anchors.set(source.anchor, sized);
  return sized;
}

/** Lists and maps of templates end where their last value does, without the line end behind it. */
function spanOf(range: readonly [number, number, ...unknown[]], state: State): Span {
  const [start, end] = range;
  const text = state.shortFormsIn?.slice(start, end);
  return state.lines.span(start, text === undefined ? end : start + text.trimEnd().length);
}

/** The long name of a local tag: `!Ref` and `!Condition` keep theirs, the others are `Fn::`. */
function longName(tag: string, { shortFormsIn }: State): string | undefined {
  const name = shortFormsIn === undefined ? undefined : /^!([A-Za-z][A-Za-z0-9:]*)$/.exec(tag)?.[1];
  return name === undefined || name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function longForm(key: string, tag: string, { node, size }: Sized, state: State): Sized {
  const { offset } = node.span.start;
  const start = state.shortFormsIn?.lastIndexOf(tag, offset) ?? offset;
  const keySpan = state.lines.span(start, start + tag.length);
  const span = { start: keySpan.start, end: node.span.end };
  return {
    node: { kind: 'object', members: [{ key, keySpan, value: node }], span },
    size: size + 1,
  };
}

/** The tags of the core schema, which change nothing that is not said already. */
const coreTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

function readAlias(name: string, span: Span, state: State): Sized | undefined {
  const target = state.anchors.get(name);
  if (target === undefined) {
    state.report(aliasProblem(name, state.anchors.keys()), span);
    return undefined;
  }
  const before = state.aliased;
  state.aliased += target.size;
  if (state.aliased <= MAX_ALIASED_VALUES) return target;
  if (before <= MAX_ALIASED_VALUES) state.report(aliasBomb(), span);
  return undefined;
}

function readCollection(
  source: Exclude<ParsedNode, Scalar.Parsed | { source: string }>,
  span: Span,
  state: State,
): Sized | undefined {
  if (isMap(source)) return readMap(source, span, state);
  const items: LocatedNode[] = [];
  let size = 1;
  for (const item of source.items as ParsedNode[]) {
    const sized = read(item, state);
    if (sized === undefined) continue;
    items.push(sized.node);
    size += sized.size;
  }
  return { node: { kind: 'array', items, span }, size };
}

function readMap(
  source: YAMLMap<ParsedNode, ParsedNode | null>,
  span: Span,
  state: State,
): Sized | undefined {
  const members: Member[] = [];
  const names = new Map<string, Span>();
  let size = 1;
  for (const pair of source.items) {
    const keySpan = state.lines.span(pair.key.range[0], pair.key.range[1]);
    const key = readKey(pair.key, keySpan, state);
    if (key === undefined) continue;
    const first = names.get(key);
    if (first !== undefined) state.report(duplicateKey(key, first), keySpan);
    names.set(key, first ?? keySpan);
    const end = { start: keySpan.end, end: keySpan.end };
    const sized =
      pair.value === null
        ? { node: { kind: 'null', span: end } as const, size: 1 }
        : read(pair.value, state);
    if (sized === undefined) continue;
    members.push({ key, keySpan, value: sized.node });
    size += sized.size;
  }
  return { node: { kind: 'object', members, span }, size };
}

/** A key is the text as written: `012345678901` keeps its zero, `true` is a word. */
function readKey(source: ParsedNode, span: Span, state: State): string | undefined {
  if (!isScalar(source)) {
    state.report(keyProblem(), span);
    return undefined;
  }
  if (source.tag !== undefined && !coreTags.has(source.tag)) {
    state.report(tagProblem(source.tag), span);
    return undefined;
  }
  const key = typeof source.value === 'string' ? source.value : source.source;
  if (key === '<<' && source.type === 'PLAIN') {
    state.report(mergeProblem(), span);
    return undefined;
  }
  return key;
}

function readScalar(source: Scalar.Parsed, span: Span, state: State): Sized | undefined {
  const { value } = source;
  switch (typeof value) {
    case 'string':
      return { node: { kind: 'string', value, span }, size: 1 };
    case 'boolean':
      return { node: { kind: 'boolean', value, span }, size: 1 };
    case 'number':
      if (!Number.isFinite(value)) {
        state.report(numberProblem(source.source), span);
        return undefined;
      }
      return { node: { kind: 'number', value, raw: source.source, span }, size: 1 };
    default:
      return { node: { kind: 'null', span }, size: 1 };
  }
}
