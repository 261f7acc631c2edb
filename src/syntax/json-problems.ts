// What can be wrong with JSON, in words: a message, why, and what to do.
import type { Position, Span } from '../model/span.ts';
import { commaHint, hintFor } from './json-hints.ts';
import { type Token, token, tokenText } from './json-token.ts';
import { MAX_DEPTH } from './limits.ts';
import { characterName, quoted } from './quoted.ts';

/** The words of one problem. After a fatal one the text cannot be read further. */
export interface JsonProblem {
  readonly code: string;
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
}

/** What can be said before reading: the text is too long, empty, or not JSON at all. */
export function atStart(text: string, exceeded: number | undefined): JsonProblem | undefined {
  if (exceeded !== undefined) return tooLarge(exceeded);
  if (text.charCodeAt(0) === 0xfeff) {
    return {
      code: 'byte-order-mark',
      message: 'the text starts with a byte-order mark (U+FEFF)',
      why: 'JSON has none, and AWS refuses it',
      remedy: 'save the file as UTF-8 without BOM',
    };
  }
  if (text.trim() === '') {
    return {
      code: 'empty-document',
      message: 'the document is empty',
      remedy: 'check that the command which wrote it succeeded',
    };
  }
  if (/^\s*%7[bB]/.test(text)) {
    return {
      code: 'json-syntax',
      message: 'the document is URL-encoded: it starts with `%7B` instead of `{`',
      why: 'the IAM API returns policy documents this way',
      remedy: 'decode it first; the AWS CLI does so on its own',
    };
  }
  return undefined;
}

/** The text is longer than `max` bytes. */
export function tooLarge(max: number): JsonProblem {
  const kilobytes = max / 1024;
  const size = kilobytes < 1024 ? `${kilobytes} KB` : `${kilobytes / 1024} MB`;
  return {
    code: 'too-large',
    message: `the document is larger than ${size}`,
    why: 'texts of that size are refused unread',
    remedy: 'check that this is the file you mean; AWS takes policies of 32 KB at most',
  };
}

type Place =
  | 'comment'
  | 'trailing-comma'
  | 'key'
  | 'colon'
  | 'value'
  | 'comma-in-object'
  | 'comma-in-array'
  | 'end'
  | 'depth';

/** What is wrong with the token at hand, given what was expected in its place. */
export function atToken(place: Place, here: Token): JsonProblem {
  const found = describeToken(here);
  switch (place) {
    case 'comment':
      return {
        code: 'json-comment',
        message: 'JSON has no comments',
        why: 'AWS refuses a document with one',
        remedy: 'remove it; a `Sid` can name the purpose of a statement',
      };
    case 'trailing-comma':
      return {
        code: 'json-trailing-comma',
        message: `a comma stands before the closing ${quoted(tokenText(here))}`,
        why: 'JSON allows commas only between values, and AWS refuses the document',
        remedy: 'remove the comma',
      };
    case 'key':
      return syntax(`a key in double quotes is expected here, not ${found}`, hintFor(here));
    case 'colon':
      return syntax(`a \`:\` is expected after the key, not ${found}`);
    case 'value':
      return syntax(`a value is expected here, not ${found}`, hintFor(here));
    case 'comma-in-object':
      return syntax(`a \`,\` or \`}\` is expected before ${found}`, commaHint(here));
    case 'comma-in-array':
      return syntax(`a \`,\` or \`]\` is expected before ${found}`, commaHint(here));
    case 'end':
      return syntax(
        `the document ends before ${found}: only one JSON value may stand in it`,
        tokenText(here) === '}' || tokenText(here) === ']'
          ? 'remove the bracket that is too many'
          : 'remove what follows, or split it into documents of their own',
      );
    case 'depth':
      return tooDeep();
  }
}

/** Objects and lists stand inside one another too many times. */
export function tooDeep(): JsonProblem {
  return {
    code: 'too-deep',
    message: `objects and lists stand more than ${MAX_DEPTH} levels inside one another`,
    why: 'such a text is refused unread; a policy needs six levels',
    remedy: 'check that this is the file you mean',
  };
}

/** The problem of a key that stands twice in one object; `first` is where it stood before. */
export function duplicateKey(name: string, first: Span): JsonProblem {
  const { line, column } = first.start;
  return {
    code: 'duplicate-key',
    message: `the key ${quoted(name)} stands twice in the same object, first at line ${line}, column ${column}`,
    why: 'readers of JSON disagree which of the two counts',
    remedy: 'keep one of them, or join their values in a list',
  };
}

/** The text stops too early. `since` is where the bracket that is still open stands. */
export function atEnd(
  expected: string,
  open: 'object' | 'array' | undefined,
  since: Position | undefined,
): JsonProblem {
  if (open === undefined || since === undefined) return syntax('the document holds no value');
  const [bracket, name] = open === 'object' ? ['}', 'object'] : [']', 'list'];
  const what =
    expected === 'colon' || expected === 'value' ? 'in the middle of' : 'before the end of';
  return syntax(
    `the text stops ${what} the ${name} that starts at line ${since.line}, column ${since.column}`,
    `add the missing \`${bracket}\`, or check that the file is whole`,
  );
}

/** What the scanner itself refuses, by its number in jsonc-parser's ScanError. */
export function scanProblem(error: number, here: Token): JsonProblem & { fatal: boolean } {
  switch (error) {
    case 1:
      return { ...syntax('a comment starts here and does not end'), fatal: true };
    case 2:
      return {
        ...syntax(
          'this string has no closing double quote on its line',
          'close it with `"`; write a line break inside a string as `\\n`',
        ),
        fatal: true,
      };
    case 3:
      return {
        ...syntax(`the number ${quoted(tokenText(here))} stops in the middle`),
        fatal: true,
      };
    case 4:
      return {
        ...syntax('`\\u` must be followed by four hexadecimal digits', 'write `\\u00e9`, say'),
        fatal: false,
      };
    case 5:
      return {
        ...syntax(
          'a backslash in a string starts an escape that JSON does not have',
          'write `\\\\` for a backslash',
        ),
        fatal: false,
      };
    default:
      return {
        ...syntax(
          'this string holds a control character as it is',
          'write a tab as `\\t` and a line break as `\\n`',
        ),
        fatal: false,
      };
  }
}

function syntax(message: string, remedy?: string): JsonProblem {
  return { code: 'json-syntax', message, ...(remedy === undefined ? {} : { remedy }) };
}

function describeToken(here: Token): string {
  const text = tokenText(here);
  if (here.kind !== token.unknown) return quoted(text);
  const first = [...text.slice(0, 2)][0] ?? '';
  return /^[ -~]/.test(first) ? quoted(text) : `the character ${characterName(first)}`;
}
