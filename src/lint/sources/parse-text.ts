// A file's text as JSON or YAML: what begins like JSON is JSON, unless only YAML can read it.
import { type ParsedText, parseJson } from '../../syntax/json.ts';
import { parseYaml } from '../../syntax/yaml.ts';
import type { SourceFile } from '../scope.ts';

/** A parsed text, and which of the two it is. */
export interface ParsedFile extends ParsedText {
  readonly isJson: boolean;
}

/** Parses a file. */
export function parseText({ file, text }: SourceFile): ParsedFile {
  const shortForms = templateWords.test(text);
  const mayBeYaml = shortForms || /\.(ya?ml|template)$/i.test(file);
  if (!mayBeYaml) return { ...parseJson(text, { file }), isJson: true };
  if (/^\s*[{["]/.test(text)) {
    const json = parseJson(text, { file });
    if (json.node || /\.json$/i.test(file)) return { ...json, isJson: true };
  }
  return { ...parseYaml(text, { file, shortForms }), isJson: false };
}

/** A YAML file that has sections as templates do; only there are tags functions. */
const templateWords = /^(?:\{\s*)?["']?(AWSTemplateFormatVersion|Resources|Transform)["']?\s*:/m;
