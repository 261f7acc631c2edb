// Reads the lines of all-services.generated.ts: how they are written, its own comment says.
import { asciiLower } from '../model/ascii.ts';
import { verbs } from './all-services.generated.ts';
import type { ConditionKeyType, ListedKey } from './condition-keys.generated.ts';

/** What a service knows. */
export interface ServiceNames {
  readonly prefix: string;
  /** The services that stand in the ARNs of its resources: its own prefix in most; `*` for any. */
  readonly arnServices: readonly string[];
  readonly actions: readonly ServiceAction[];
  /** Its actions by their names in lower case. */
  readonly byName: ReadonlyMap<string, ServiceAction>;
}

/** An action of a service; one that is not on a resource goes with `"Resource": "*"` only. */
export interface ServiceAction {
  readonly name: string;
  readonly onResource: boolean;
}

const words = verbs.split(' ');

/** A service out of its line. */
export function unpackService(line: string): ServiceNames {
  const [prefix = '', arns = '', onResource = '', others = ''] = line.split('|');
  const actions = [...unpackActions(onResource, true), ...unpackActions(others, false)];
  return {
    prefix,
    arnServices: arns === '' ? [prefix] : arns.split(' '),
    actions,
    byName: new Map(actions.map((action) => [asciiLower(action.name), action])),
  };
}

function unpackActions(text: string, onResource: boolean): readonly ServiceAction[] {
  if (text === '') return [];
  return text.split(' ').flatMap((entry) => {
    const [letters = '', noun = ''] = entry.split(':');
    if (letters === '') return [{ name: noun, onResource }];
    return [...letters].map((letter) => ({ name: `${words[indexOf(letter)]}${noun}`, onResource }));
  });
}

function indexOf(letter: string): number {
  const code = letter.charCodeAt(0);
  if (code >= 97) return code - 97 + 26;
  return code >= 65 ? code - 65 : code - 48 + 52;
}

const types: Readonly<Record<string, ConditionKeyType>> = {
  s: 'String',
  b: 'Bool',
  n: 'Numeric',
  d: 'Date',
  r: 'ARN',
  i: 'IPAddress',
};

/** A condition key out of its word; `own` is the prefix of the service that lists it. */
export function unpackKey(word: string, own: string): ListedKey {
  const letter = word[0] ?? 's';
  const lower = letter.toLowerCase();
  const rest = word.slice(1);
  return {
    name: rest.startsWith(':') ? own + rest : rest,
    type: types[lower] ?? 'String',
    multivalued: letter !== lower,
  };
}
