// Reads a scenario file (YAML or JSON). A scenario is whole or it is not there: every error is
// reported with its place, and nothing is run of a file that has one.
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { parseJson } from '../syntax/json.ts';
import type { LocatedNode, Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { type FollowedFile, fields, items, problem, type Reading, text, texts } from './reading.ts';
import { readRequest } from './request.ts';
import type { Scenario, ScenarioRequest, ScenarioWorld } from './scenario.ts';

/** What a text was read as. `scenario` is absent when any diagnostic is an error. */
export interface ParsedScenario {
  readonly scenario?: Scenario;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where the text comes from, and how files that it names are read. */
export interface ParseScenarioOptions {
  readonly file?: string;
  readonly follow?: (path: string) => FollowedFile | undefined;
}

/** Reads a scenario. Texts that begin with `{` are JSON, all others YAML. */
export function parseScenario(source: string, options: ParseScenarioOptions = {}): ParsedScenario {
  const file = options.file ?? 'scenario';
  const parsed = isJson(source) ? parseJson(source, { file }) : parseYaml(source, { file });
  if (parsed.node === undefined) return { diagnostics: parsed.diagnostics };
  const diagnostics: Diagnostic[] = [...parsed.diagnostics];
  const reading: Reading = {
    file,
    text: source,
    report: (diagnostic) => diagnostics.push(diagnostic),
    follow: options.follow ?? (() => undefined),
  };
  const scenario = readScenario(reading, parsed.node);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return scenario === undefined || failed ? { diagnostics } : { scenario, diagnostics };
}

/** Whether a parsed file means to be a scenario; a directory may hold others. */
export function looksLikeScenario(node: LocatedNode): boolean {
  if (node.kind !== 'object') return false;
  const has = (name: string) => node.members.some(({ key }) => key === name);
  return has('requests') || has('steps') || (has('title') && (has('world') || has('story')));
}

/** Whether a text is JSON rather than YAML. */
export function isJson(source: string): boolean {
  return /^\s*[{[]/.test(source);
}

const scenarioFields = [
  '$schema',
  'title',
  'story',
  'source',
  'topic',
  'world',
  'clock',
  'requests',
  'steps',
] as const;

/** Says in one sentence that a file is something else, where it has nothing of a scenario. */
function refuseOtherFile(reading: Reading, node: LocatedNode): boolean {
  if (node.kind !== 'object' || node.members.length === 0) return false;
  const has = (name: string) => node.members.some(({ key }) => key === name);
  const isNear = ({ key }: { readonly key: string }) =>
    key !== '$schema' && didYouMeanHint(key, scenarioFields) !== '';
  if (scenarioFields.some((name) => name !== '$schema' && has(name)) || node.members.some(isNear)) {
    return false;
  }
  const other = has('accounts')
    ? { what: 'a world file', remedy: 'give it with `--world`, and the request with flags' }
    : has('Statement')
      ? { what: 'a policy document', remedy: '`keyward lint` checks it' }
      : { what: 'something else', remedy: '`keyward schema scenario` prints the format' };
  const message = `this is not a scenario, which has \`requests\`, but ${other.what}`;
  problem(reading, node.span, 'not-a-scenario', message, { remedy: other.remedy });
  return true;
}

function readScenario(reading: Reading, node: LocatedNode): Scenario | undefined {
  if (refuseOtherFile(reading, node)) return undefined;
  const found = fields(reading, node, 'a scenario', scenarioFields);
  if (found === undefined) return undefined;
  const title = text(reading, found.title?.value, '`title`');
  const story = text(reading, found.story?.value, '`story`');
  const topic = text(reading, found.topic?.value, '`topic`');
  const sources = readSources(reading, found.source?.value);
  const world = readWorld(reading, found.world?.value);
  const clock = readClock(reading, found.clock?.value);
  if (found.steps !== undefined && found.requests !== undefined) {
    problem(
      reading,
      found.steps.keySpan,
      'scenario-contradiction',
      'a scenario has `requests` or `steps`, not both',
      {
        remedy:
          'keep `requests` for calls on their own, `steps` for a story in which each follows the last',
      },
    );
  }
  const isStory = found.steps !== undefined;
  return {
    file: reading.file,
    text: reading.text,
    ...(title === undefined ? {} : { title }),
    ...(story === undefined ? {} : { story }),
    ...(topic === undefined ? {} : { topic }),
    ...(world === undefined ? {} : { world }),
    ...(clock === undefined ? {} : { clock }),
    sources,
    isStory,
    readFile: (path) => reading.follow(path)?.text,
    requests: readRequests(reading, node, isStory ? found.steps : found.requests, isStory),
  };
}

function readSources(reading: Reading, node: LocatedNode | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.kind === 'array') return texts(reading, node, '`source`') ?? [];
  const source = text(reading, node, '`source`');
  return source === undefined ? [] : [source];
}

function readWorld(reading: Reading, node: LocatedNode | undefined): ScenarioWorld | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'string') return { kind: 'path', path: node.value, span: node.span };
  if (node.kind === 'object') return { kind: 'inline', node };
  return problem(
    reading,
    node.span,
    'scenario-type',
    '`world` must be an object or the path of a world file or directory',
  );
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function readClock(reading: Reading, node: LocatedNode | undefined): Date | undefined {
  const value = text(reading, node, '`clock`');
  if (value === undefined) return undefined;
  const date = new Date(value);
  if (instant.test(value) && !Number.isNaN(date.getTime())) return date;
  return problem(reading, node!.span, 'scenario-value', `${quoted(value)} is not a time`, {
    remedy: 'write it in UTC, such as `2026-01-01T09:30:00Z`',
  });
}

function readRequests(
  reading: Reading,
  scenario: LocatedNode,
  member: Member | undefined,
  isStory: boolean,
): readonly ScenarioRequest[] {
  const node = member?.value;
  const list = items(reading, node, isStory ? '`steps`' : '`requests`');
  if (list === undefined || list.length === 0) {
    if (node === undefined || list !== undefined) {
      problem(
        reading,
        (node ?? scenario).span,
        'scenario-empty',
        isStory ? 'the story has no `steps`' : 'the scenario asks nothing: it has no `requests`',
        {
          remedy:
            'add `requests:` with at least one entry of `principal`, `action`, `key` and `expect`',
        },
      );
    }
    return [];
  }
  return list.flatMap((item, index) => readRequest(reading, item, index, isStory) ?? []);
}
