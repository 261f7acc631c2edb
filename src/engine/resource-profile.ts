// What a resource is, and which statements speak of it. Worked out once for each resource that requests bring.
import { type Arn, parseArn } from '../model/arn.ts';
import type { ResourceProfile } from './compiled.ts';
import { refuse } from './errors.ts';
import type { Words } from './words.ts';

/** The kinds of resources, as bits. `none` is `*`: the action has no resource. */
export const RESOURCE = { key: 1, alias: 2, none: 4, other: 8 } as const;

const KEY = /^key\/[A-Za-z0-9-]+$/;
const ALIAS = /^alias\/[A-Za-z0-9/_:-]+$/;

/** Reads a resource: an ARN or `*`. */
export function readResource(text: string, words: (text: string) => Words): ResourceProfile {
  if (text === '*') {
    return { text, arn: undefined, kind: RESOURCE.none, account: undefined, words: words(text) };
  }
  const arn = typeof text === 'string' ? parseArn(text) : undefined;
  if (arn === undefined || arn.resource === '') {
    refuse(
      'resource',
      `\`${String(text)}\` is not an ARN`,
      'give the whole ARN, as in `arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`',
    );
  }
  const account = arn.account === '' ? undefined : arn.account;
  return { text, arn, kind: kindOf(arn, text), account, words: words(text) };
}

function kindOf(arn: Arn, text: string): number {
  if (arn.service !== 'kms') return RESOURCE.other;
  const kind = KEY.test(arn.resource)
    ? RESOURCE.key
    : ALIAS.test(arn.resource)
      ? RESOURCE.alias
      : 0;
  if (kind === 0 || arn.region === '' || !/^\d{12}$/.test(arn.account)) {
    refuse(
      'resource',
      `\`${text}\` is neither the ARN of a KMS key nor of an alias`,
      'it looks like `arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`',
    );
  }
  return kind;
}

/** Refuses an action on a kind of resource that it does not have. */
export function refuseKind(action: string, resources: number, resource: ResourceProfile): never {
  if (resources === RESOURCE.none) {
    refuse(
      'resource-kind',
      `\`${action}\` has no resource, but the request names \`${resource.text}\``,
      'use `*`',
    );
  }
  if (resource.kind === RESOURCE.alias) {
    refuse(
      'resource-kind',
      `\`${action}\` acts on a key, but \`${resource.text}\` is an alias`,
      'give the ARN of the key that the alias points to',
    );
  }
  refuse(
    'resource-kind',
    `\`${action}\` acts on a key, but the request names \`${resource.text}\``,
    'give the ARN of the key',
  );
}
