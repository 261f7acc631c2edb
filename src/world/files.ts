// A set of files as a world: each is known by its content, world files first, since they may name others.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { assemble } from './assemble.ts';
import type { OutputFacts } from './aws-cli/output.ts';
import { outputs } from './aws-cli/outputs.ts';
import { readBarePolicy } from './bare-policy.ts';
import type { Fact } from './fact.ts';
import { pathHints, resolvePath } from './path-hints.ts';
import { isPolicyDocument, parseFile } from './policy-source.ts';
import { present } from './present.ts';
import { member, problem, type Reading } from './reading.ts';
import type { World, WorldFile } from './world.ts';
import { isWorldFile, readWorldFile } from './world-file.ts';

/** A file: its path as messages show it, its text, and the part of the path that may say what it holds. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  readonly relative?: string;
}

/** Reads a file that a world names: by its path, as messages would show it. Undefined when there is none. */
export type ReadFile = (path: string) => string | undefined;

/** A world, or why there is none. `world` is absent when any diagnostic is an error. */
export interface ParsedWorld {
  readonly world?: World;
  readonly diagnostics: readonly Diagnostic[];
}

interface Parsed extends InputFile {
  readonly node: LocatedNode;
}

/** Reads files as one world: world files, outputs of the AWS CLI, and policy documents placed by name. */
export function worldFromFiles(files: readonly InputFile[], readFile: ReadFile): ParsedWorld {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const parsed = files.flatMap((file): Parsed[] => {
    const node = parseFile(file.path, file.text, { report });
    return node ? [{ ...file, node }] : [];
  });
  const facts: Fact[] = [];
  const taken: WorldFile[] = [];
  const take = ({ path, text, relative }: InputFile, takenFor: string, about?: string) =>
    void taken.push({ path, text, takenFor, ...present({ about, relative }) });
  const followed = new Set<string>();
  let region: string | undefined;
  for (const file of parsed.filter(({ node }) => isWorldFile(node))) {
    const follow = follower(file.path, parsed, readFile, (named, inFolder) => {
      if (!followed.has(named.path)) take(named, 'policy document', `named by ${file.path}`);
      followed.add(inFolder ?? named.path);
      followed.add(named.path);
    });
    const content = readWorldFile(file.node, { file: file.path, text: file.text, report, follow });
    facts.push(...content.facts);
    region ??= content.region;
    take(file, 'world file');
  }
  for (const file of parsed) {
    if (isWorldFile(file.node) || followed.has(file.path)) continue;
    const { command, facts: found, about } = readOutput(file, report);
    facts.push(...found);
    take(file, command, about);
  }
  const assembled = assemble(facts, taken, region, report);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return failed ? { diagnostics } : { world: { ...assembled, diagnostics }, diagnostics };
}

function follower(
  from: string,
  files: readonly InputFile[],
  readFile: ReadFile,
  found: (file: InputFile, inFolder?: string) => void,
): NonNullable<Reading['follow']> {
  return (path) => {
    const target = resolvePath(from, path);
    const beside = files.find((file) => resolvePath(undefined, file.path) === target);
    const text = beside?.text ?? readFile(target);
    if (text === undefined) return undefined;
    const file = { ...beside, path: beside?.path ?? target, text };
    found(file, beside?.path);
    return file;
  };
}

function readOutput(
  file: Parsed,
  report: (diagnostic: Diagnostic) => void,
): OutputFacts & { command: string } {
  const { node } = file;
  const reading: Reading = { file: file.path, text: file.text, report };
  const hints = pathHints(file.relative ?? file.path);
  if (isTruncated(node)) {
    problem(
      reading,
      node.span,
      'world-truncated',
      'this output is only the first part of a longer one',
      {
        why: 'what it leaves out would be taken as not there',
        remedy: 'run the command again without `--max-items` and `--no-paginate`',
      },
    );
  }
  if (isPolicyDocument(node)) {
    return { command: 'policy document', ...readBarePolicy(node, { hints, reading }) };
  }
  if (member(node, 'requests') ?? member(node, 'steps')) {
    return { command: 'scenario file', facts: [], about: 'not part of the world' };
  }
  const output = outputs.find(({ matches }) => matches(node, hints));
  if (output) return { command: output.command, ...output.read(node, { hints, reading }) };
  problem(
    reading,
    node.span,
    'world-unplaced',
    `${quoted(file.path)} is neither a world file, a policy document nor an AWS CLI output that is understood here`,
    {
      remedy: 'move it out of the folder, or see `keyward world script` for the outputs that are',
    },
  );
  return { command: 'unknown', facts: [] };
}

function isTruncated(node: LocatedNode): boolean {
  const flags = ['IsTruncated', 'Truncated'].map((key) => member(node, key));
  if (flags.some((flag) => flag?.kind === 'boolean' && flag.value)) return true;
  return ['NextToken', 'NextMarker', 'Marker'].some((key) => member(node, key)?.kind === 'string');
}
