// Finds and reads scenario files and the worlds that they name. The only file here that touches disks.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { parseJson } from '../syntax/json.ts';
import { quoted } from '../syntax/quoted.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { loadWorld } from '../world/load.ts';
import { worldFromNode } from '../world/parse.ts';
import type { World } from '../world/world.ts';
import { WorldError } from '../world/world-error.ts';
import { isJson, looksLikeScenario, parseScenario } from './parse.ts';
import type { FollowedFile } from './reading.ts';
import type { Scenario } from './scenario.ts';
import { unreadable } from './unreadable.ts';

/** A scenario file: the scenario and its world, or what is wrong with them. */
export interface LoadedScenario {
  readonly file: string;
  readonly scenario?: Scenario;
  readonly world?: World;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads worlds, each path once. */
export type WorldLoader = (path: string) => Promise<World>;

/** The scenario files under paths, in order. Directories are searched; hidden ones and node_modules are not. */
export function findScenarioFiles(paths: readonly string[]): {
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const files = paths.flatMap((path) => {
    try {
      if (!statSync(path).isDirectory()) return [path];
      const found = walk(path).filter(isScenarioFile);
      if (found.length === 0) diagnostics.push(noScenarios(path));
      return found;
    } catch (error) {
      diagnostics.push(unreadable(path, error));
      return [];
    }
  });
  return { files: [...new Set(files)], diagnostics };
}

/** Reads one scenario file and its world; `text` is given for what stands in no file. */
export async function loadScenario(
  file: string,
  worlds: WorldLoader,
  text?: string,
): Promise<LoadedScenario> {
  const read = text === undefined ? readText(file) : { text, diagnostics: [] };
  if (read.text === undefined) return { file, diagnostics: read.diagnostics };
  const parsed = parseScenario(read.text, { file, follow: followFrom(file) });
  const { scenario } = parsed;
  if (scenario === undefined) return { file, diagnostics: parsed.diagnostics };
  const { world, diagnostics } = await loadScenarioWorld(scenario, worlds);
  return {
    file,
    scenario,
    ...(world === undefined ? {} : { world }),
    diagnostics: [...parsed.diagnostics, ...diagnostics],
  };
}

/** A loader that reads each world once. */
export function worldLoader(): WorldLoader {
  const loading = new Map<string, Promise<World>>();
  return (path) => {
    const known = loading.get(path) ?? loadWorld([path]);
    loading.set(path, known);
    return known;
  };
}

/** Reads files relative to the one that names them. */
export function followFrom(file: string): (path: string) => FollowedFile | undefined {
  return (path) => {
    const joined = normalize(join(dirname(file), path));
    const { text } = readText(joined);
    return text === undefined ? undefined : { path: joined, text };
  };
}

/** The text of a file, or why it cannot be read. */
export function readText(file: string): {
  readonly text?: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  try {
    return decodeText(readFileSync(file), file);
  } catch (error) {
    return { diagnostics: [unreadable(file, error)] };
  }
}

function walk(directory: string): readonly string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return walk(path);
      return entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name) ? [path] : [];
    });
}

/** Whether a file in a directory means to be a scenario. Worlds and policies stand beside them. */
function isScenarioFile(path: string): boolean {
  const { text } = readText(path);
  if (text === undefined) return !/\.json$/i.test(path);
  const { node } = isJson(text) ? parseJson(text) : parseYaml(text);
  // YAML that does not parse may well be a broken scenario: it is reported, not passed over.
  if (node === undefined) return /^\s*["']?requests["']?\s*:/m.test(text);
  return looksLikeScenario(node);
}

async function loadScenarioWorld(
  scenario: Scenario,
  worlds: WorldLoader,
): Promise<{ readonly world?: World; readonly diagnostics: readonly Diagnostic[] }> {
  const { world } = scenario;
  if (world === undefined) return { diagnostics: [] };
  if (world.kind === 'inline') {
    const { text, file } = scenario;
    return worldFromNode(world.node, { text, file, readFile: (path) => readText(path).text });
  }
  try {
    return {
      world: await worlds(normalize(join(dirname(scenario.file), world.path))),
      diagnostics: [],
    };
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return { diagnostics: error.diagnostics };
  }
}

function noScenarios(path: string): Diagnostic {
  return {
    code: 'no-scenarios',
    severity: 'error',
    message: `there is no scenario under ${quoted(path)}`,
    why: 'a scenario is a YAML or JSON file with `requests`',
    remedy: '`keyward schema scenario` prints the format',
    file: path,
  };
}
