// What can be wrong with YAML, in words. The codes are those of the `yaml` package.

import { lowerFirst } from '../model/lower-first.ts';
import { didYouMeanHint } from './did-you-mean.ts';
import type { JsonProblem } from './json-problems.ts';
import { MAX_ALIASED_VALUES } from './limits.ts';
import { quoted, visible } from './quoted.ts';

/** A problem that the YAML composer found; its own words serve where there are no better ones. */
export function composeProblem(code: string, message: string): JsonProblem {
  const flow = /^Flow (map|sequence)/.exec(message);
  if (flow !== null) return unclosed(flow[1] === 'map' ? '`{`' : '`[`');
  if (/^Missing closing .quote/.test(message)) return unclosed('the opening quote');
  const words = sentences[code];
  if (words !== undefined) return { code: 'yaml-syntax', ...words };
  const short = visible(message.length > 160 ? `${message.slice(0, 159)}…` : message);
  return { code: 'yaml-syntax', message: `this is not valid YAML: ${lowerFirst(short)}` };
}

function unclosed(opening: string): JsonProblem {
  return {
    code: 'yaml-syntax',
    message: `${opening} is not closed before here`,
    remedy: 'close it, and indent each of its lines deeper than the key before it',
  };
}

const sentences: Readonly<Record<string, Omit<JsonProblem, 'code'>>> = {
  TAB_AS_INDENT: {
    message: 'a tab is used to indent',
    why: 'YAML allows only spaces there',
    remedy: 'replace it by spaces',
  },
  BAD_INDENT: {
    message: 'this line is not indented like its neighbours',
    remedy: 'start it in the same column as the other entries of its block',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a `:` stands where no key can be',
    remedy: 'put each key on a line of its own, and values with `: ` inside in quotes',
  },
  MULTIPLE_DOCS: {
    message: 'the file holds more than one YAML document',
    why: 'only one is read, and none is skipped in silence',
    remedy: 'remove the `---` line, or split the file',
  },
  BAD_ALIAS: {
    message: 'an unquoted value starts with `*` or `&`, which YAML takes for an alias or anchor',
    remedy: 'put it in quotes: `"*"`',
  },
};

/** A tag such as `!Ref`. */
export function tagProblem(tag: string): JsonProblem {
  return {
    code: 'yaml-tag',
    message: `the tag ${quoted(tag.replace(/^tag:yaml\.org,2002:/, '!!'))} is not supported here`,
    why: 'what it stands for is only known to the tool that the file was written for',
    remedy: 'write the value itself',
  };
}

/** An alias whose anchor does not stand before it. */
export function aliasProblem(name: string, anchors: Iterable<string>): JsonProblem {
  return {
    code: 'yaml-alias',
    message: `no anchor ${quoted(`&${name}`)} stands before the alias ${quoted(`*${name}`)}${didYouMeanHint(name, anchors)}`,
    remedy: `if a text is meant, put it in quotes: ${quoted(`"*${name}"`)}`,
  };
}

/** Aliases that multiply. */
export function aliasBomb(): JsonProblem {
  return {
    code: 'yaml-alias',
    message: `aliases repeat more than ${MAX_ALIASED_VALUES.toLocaleString('en')} values`,
    why: 'so small a text must not become so large a document',
    remedy: 'write the values out, or use fewer aliases',
  };
}

/** A key that is not plain text. */
export function keyProblem(): JsonProblem {
  return {
    code: 'yaml-key',
    message: 'a list or object is used as a key',
    remedy: 'use text as the key; put `{{ … }}` of a template in quotes',
  };
}

/** The merge key of YAML 1.1. */
export function mergeProblem(): JsonProblem {
  return {
    code: 'yaml-key',
    message: 'the merge key `<<` is not part of YAML 1.2',
    remedy: 'write the entries out, or use an alias for the whole value',
  };
}

/** A number that JSON cannot hold. */
export function numberProblem(source: string): JsonProblem {
  return {
    code: 'yaml-number',
    message: `${quoted(source)} is not a number that a policy can hold`,
    remedy: 'if a text is meant, put it in quotes',
  };
}
