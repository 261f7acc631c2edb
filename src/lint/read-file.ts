// Reads one file: finds out what it is, and hands it to the source that knows such files.
import type { PolicyType } from '../model/policy.ts';
import { parseJson } from '../syntax/json.ts';
import { parseYaml } from '../syntax/yaml.ts';
import type { ReadFile, SourceFile } from './scope.ts';
import { readBrokenFile, readPolicyFile } from './sources/policy-file.ts';
import { commentSuppressions, metadataSuppressions } from './suppressions.ts';

/** Reads a file. `type` is what its author says that its documents are. */
export function readFile(source: SourceFile, type?: PolicyType): ReadFile {
  const { file, text } = source;
  const isJson = /^\s*[{["]/.test(text) || !/\.ya?ml$/i.test(file);
  const { node, diagnostics } = isJson ? parseJson(text, { file }) : parseYaml(text, { file });
  if (!node) return readBrokenFile(source, diagnostics, isJson, type);
  const suppressions = [
    ...(isJson ? [] : commentSuppressions(source, node)),
    ...metadataSuppressions(source, node),
  ];
  return { ...readPolicyFile(source, node, type), suppressions };
}
