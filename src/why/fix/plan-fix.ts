// What to write to make a fix in the files of a world, and what to run to make it at AWS. Nothing is written
// here, and a plan has edits only if all of the fix can be written and the files then say just that.
import type { Fix } from '../../explain/explanation.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { quoted } from '../../syntax/quoted.ts';
import { applyEdits, type Edit } from '../../syntax/text-edits.ts';
import { layoutOf } from '../../syntax/text-layout.ts';
import { unifiedDiff } from '../../syntax/unified-diff.ts';
import { toValue } from '../../syntax/value.ts';
import { valueEdits } from '../../syntax/value-edits.ts';
import { type ParsedWorld, worldFromFiles } from '../../world/files.ts';
import { isJsonFile, parseFile } from '../../world/policy-source.ts';
import type { World, WorldFile } from '../../world/world.ts';
import type { Asked } from './find-parties.ts';
import { fixCommands } from './fix-commands.ts';
import { locateDocument } from './locate-document.ts';
import { verdictIn } from './newly-allowed.ts';
import { type PatchedWorld, patchWorld } from './patch-world.ts';
import { isSameWorld } from './same-world.ts';
import type { DocumentChange, WorldChange } from './world-change.ts';
import { addedToFile } from './world-file-places.ts';

/** What becomes of a file. */
export interface FileEdit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** How to make a fix. */
export interface FixPlan {
  readonly edits: readonly FileEdit[];
  /** The edits as a unified diff. */
  readonly diff: string;
  /** AWS CLI commands that make the same changes at AWS. */
  readonly commands: readonly string[];
  /** Errors say why there are no edits; an `info` tells what the request itself must change. */
  readonly problems: readonly Diagnostic[];
  /** The world with the fix made, whether or not files can hold it. */
  readonly patched: PatchedWorld;
}

/** The denied request, and how the files of its world become a world where that is not by `worldFromFiles`. */
export interface FixAbout extends Asked {
  readonly reload?: (files: readonly WorldFile[]) => ParsedWorld;
}

/** Plans a fix. Never throws. */
export function planFix(world: World, fix: Fix, about: FixAbout): FixPlan {
  const patched = patchWorld(world, fix, about);
  const commands = fixCommands(world, patched.changes);
  const texts = new Map(world.files.map((file) => [file.path, file]));
  const problems = [...patched.problems, ...writtenTo(texts, patched.changes)];
  const edits = world.files.flatMap(({ path, text }): FileEdit[] => {
    const after = texts.get(path)?.text ?? text;
    return after === text ? [] : [{ file: path, before: text, after }];
  });
  const checked =
    problems.length > 0 ? problems : checkedFiles(patched, [...texts.values()], about);
  const said = [...checked, ...inTheRequest(patched, about)];
  if (checked.length > 0 || edits.length === 0) {
    return { edits: [], diff: '', commands, problems: said, patched };
  }
  const diff = edits.map(({ file, before, after }) => unifiedDiff(file, before, after)).join('');
  return { edits, diff, commands, problems: said, patched };
}

/** What no file can hold: how the request is sent, and the policies that a session is started with. */
function inTheRequest({ ask }: PatchedWorld, about: FixAbout): readonly Diagnostic[] {
  if (ask === about.ask) return [];
  return [
    {
      code: 'fix-in-the-request',
      severity: 'info',
      message: 'the fix, or a part of it, is a change of the request, which stands in no file',
      remedy: 'send the request, or start its session, as the fix says',
    },
  ];
}

/** Changes the texts, the documents that are there first: their places are those of the unchanged text. */
function writtenTo(texts: Map<string, WorldFile>, changes: readonly WorldChange[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const standing = changes.filter(
    (change): change is DocumentChange =>
      change.kind === 'document' && change.before.file !== undefined,
  );
  const edits = new Map<string, Edit[]>();
  for (const change of standing) {
    const path = change.before.file!;
    const own = documentEdits(texts.get(path), change);
    if (own === undefined) problems.push(noText(change));
    else edits.set(path, [...(edits.get(path) ?? []), ...own]);
  }
  for (const [path, own] of edits) {
    const file = texts.get(path)!;
    texts.set(path, { ...file, text: applyEdits(file.text, own) });
  }
  for (const change of changes) {
    if (standing.some((other) => other === change)) continue;
    const changed = [...texts.values()].map((file) => withAddition(file, change));
    const file = changed.find((entry) => entry !== undefined);
    if (file) texts.set(file.path, file);
    else problems.push(noPlace(change));
  }
  return problems;
}

function documentEdits(
  file: WorldFile | undefined,
  { before, after }: DocumentChange,
): readonly Edit[] | undefined {
  const parsed = file && parsedFile(file);
  const located = parsed && locateDocument(before, parsed);
  if (!located) return undefined;
  const { text, node, json, outward } = located;
  const root = text === parsed.text ? parsed.node : node;
  const layout = layoutOf(text, root, json);
  return valueEdits(node, after.document, { text, layout }).map(outward);
}

function withAddition(file: WorldFile, change: WorldChange): WorldFile | undefined {
  const parsed = parsedFile(file);
  if (!parsed) return undefined;
  const { text, node, json } = parsed;
  const value = addedToFile(file, toValue(node), change);
  if (value === undefined) return undefined;
  const layout = layoutOf(text, node, json);
  return { ...file, text: applyEdits(text, valueEdits(node, value, { text, layout })) };
}

function parsedFile({ path, text }: WorldFile) {
  const node = parseFile(path, text, { report: () => undefined });
  return node && { text, node, json: isJsonFile(path, text) };
}

/** Reads the changed files again: they must say what the patched world says, and allow the request. */
function checkedFiles(
  { world, ask }: PatchedWorld,
  files: readonly WorldFile[],
  about: FixAbout,
): Diagnostic[] {
  const { reload = (all: readonly WorldFile[]) => worldFromFiles(all, () => undefined) } = about;
  const again = reload(files).world;
  const held =
    again && isSameWorld(again, world) && verdictIn(again, ask, about.options) === 'allow';
  if (held) return [];
  return [
    {
      code: 'fix-unwritable',
      severity: 'error',
      message: 'the fix cannot be written without changing something else in the files',
      why: again
        ? 'read again, the changed files say something else than the fix'
        : 'the changed files could not be read again',
      remedy: 'make the change by hand, or at AWS with the command',
    },
  ];
}

function noText({ before: { name, file } }: DocumentChange): Diagnostic {
  return {
    code: 'fix-unwritable',
    severity: 'error',
    message: `the policy ${quoted(name)} is not found again in ${quoted(file ?? '')}`,
    remedy: 'make the change by hand, or at AWS with the command',
    ...(file === undefined ? {} : { file }),
  };
}

/** A new thing needs a file that could hold it: outputs of the AWS CLI mostly cannot. */
function noPlace(change: WorldChange): Diagnostic {
  const what =
    change.kind === 'grant'
      ? `the new grant of ${quoted(change.key.arn)}`
      : `the policy ${quoted(change.kind === 'document' ? change.after.name : change.policy.name)}`;
  return {
    code: 'fix-unwritable',
    severity: 'error',
    message: `no file of the world has a place for ${what}`,
    why: 'only a world file that describes what it belongs to can take it',
    remedy: 'make the change at AWS with the command, and save the outputs again',
  };
}
