// Finds what a request acts on: a key, an alias, a role, or a resource of another service.
import { findKmsAction } from '../catalog/kms-actions.ts';
import { parseArn } from '../model/arn.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import { aliasNamePattern, keyIdPattern } from './key-words.ts';
import { lastSegment } from './policy-source.ts';
import { present } from './present.ts';
import type { WorldRequest } from './request.ts';
import { found, listed, type Step, type Unresolved, unknown, wrong } from './step.ts';
import type { Account, Key, OtherResource, Role, World } from './world.ts';

/** What a request acts on. `resource` is the ARN, or `*`. */
export interface Target {
  readonly resource: string;
  readonly account?: Account | undefined;
  readonly key?: Key | undefined;
  /** The alias by which the request names the key. */
  readonly alias?: string | undefined;
  /** Whether the request names the alias without its account. */
  readonly bareAlias?: boolean | undefined;
  readonly role?: Role | undefined;
  readonly other?: OtherResource | undefined;
  readonly region?: string | undefined;
}

/** The parts of a request that say what it acts on. */
export type TargetRequest = Pick<WorldRequest, 'action' | 'key' | 'resource' | 'region'>;

/** Finds the target of a request that an account makes. */
export function findTarget(
  world: World,
  request: TargetRequest,
  callerAccount: string | undefined,
): Step<Target> {
  const [service, name] = request.action.split(':', 2);
  if (service?.toLowerCase() === 'kms') return kmsTarget(world, request, name ?? '', callerAccount);
  const resource = request.resource ?? request.key ?? '*';
  if (service?.toLowerCase() === 'sts' && /(^|:)role\//.test(resource)) {
    return findTrustingRole(world, resource);
  }
  return found(otherTarget(world, resource, request.region));
}

function kmsTarget(
  world: World,
  request: TargetRequest,
  name: string,
  callerAccount: string | undefined,
): Step<Target> {
  const action = findKmsAction(name);
  const named = request.key ?? request.resource;
  const region = request.region ?? onlyRegion(world);
  if (action?.resources.length === 0) {
    if (named === undefined || named === '*')
      return found({ resource: '*', ...present({ region }) });
    return wrong(
      'action-without-key',
      `\`kms:${action.name}\` acts on no key, but the request names ${quoted(named)}`,
      'leave the key out',
    );
  }
  if (named === undefined || named === '*') {
    const all = keysOf(world).map(({ arn }) => arn);
    return wrong(
      'request-without-key',
      `${quoted(request.action)} acts on a key, but the request names none`,
      listed('the keys of the world are', all),
    );
  }
  const aliasIsMeant = action?.resources.includes('alias') && request.key === undefined;
  if (aliasIsMeant && lastPart(named).startsWith('alias/')) {
    return aliasTarget(world, named, region, callerAccount);
  }
  return findKey(world, named, request.region, callerAccount);
}

/** The alias itself, as the resource of CreateAlias, UpdateAlias and DeleteAlias. It need not exist. */
function aliasTarget(
  world: World,
  named: string,
  region: string | undefined,
  callerAccount: string | undefined,
): Step<Target> {
  const arn = parseArn(named);
  const accountId = arn?.account ?? callerAccount;
  const place = arn?.region ?? region;
  if (accountId === undefined || place === undefined) {
    return wrong(
      'request-region',
      `${quoted(named)} could be in any Region`,
      'give the alias ARN, or a `region`',
    );
  }
  const account = world.accounts.get(accountId);
  const resource = arn
    ? named
    : `arn:${account?.partition ?? 'aws'}:kms:${place}:${accountId}:${named}`;
  return found({ resource, region: place, ...present({ account }) });
}

/** Finds a key by its id, its ARN, an alias or an alias ARN. */
export function findKey(
  world: World,
  named: string,
  region: string | undefined,
  callerAccount: string | undefined,
): Step<Target> {
  const arn = named.startsWith('arn:') ? parseArn(named) : undefined;
  const word = arn ? arn.resource.replace(/^key\//, '') : named;
  const isAlias = word.startsWith('alias/');
  if (named.startsWith('arn:') && arn?.service !== 'kms') {
    return wrong(
      'key',
      `${quoted(named)} is not the ARN of a KMS key`,
      'it looks like `arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`',
    );
  }
  if (arn && region !== undefined && arn.region !== region) {
    return wrong(
      'request-region',
      `${quoted(named)} is in \`${arn.region}\`, but the request says \`${region}\``,
      'leave the region out, or name the key of that Region',
    );
  }
  const account = arn && world.accounts.get(arn.account);
  if (arn && (!account || (account.keys.length === 0 && !account.written))) {
    return unknown(
      'unknown-key-account',
      `the keys of the account \`${arn.account}\`: save \`aws kms get-key-policy\` and \`aws kms describe-key\` of ${quoted(named)}, or describe the key in a world file`,
    );
  }
  const all = account ? account.keys : keysOf(world);
  const matches = all.filter((key) => (isAlias ? key.aliases.includes(word) : key.id === word));
  const own = matches.filter((key) => key.account === callerAccount);
  const near = arn || own.length === 0 ? matches : own;
  const wanted = arn?.region ?? region;
  const fits = wanted === undefined ? near : near.filter((key) => key.region === wanted);
  const [key, second] = fits;
  if (second) {
    const regions = fits.map((entry) => entry.region);
    const more =
      new Set(regions).size > 1
        ? `a \`region\` (${[...new Set(regions)].map((entry) => `\`${entry}\``).join(', ')}) or the ARN`
        : 'the ARN';
    return wrong(
      'request-region',
      `${quoted(named)} is the name of ${fits.length} keys`,
      `give ${more}`,
    );
  }
  if (!key) return unknownKey(named, word, isAlias, all, near);
  if (!key.policy) {
    return unknown(
      'unknown-key-policy',
      `the key policy of \`${key.arn}\`: save \`aws kms get-key-policy --key-id ${key.id}\` as \`get-key-policy.${key.id}.json\``,
    );
  }
  return found({
    resource: key.arn,
    region: key.region,
    key,
    ...present({
      account: world.accounts.get(key.account),
      alias: isAlias ? word : undefined,
      bareAlias: isAlias && !arn ? true : undefined,
    }),
  });
}

function unknownKey(
  named: string,
  word: string,
  isAlias: boolean,
  keys: readonly Key[],
  elsewhere: readonly Key[],
): Unresolved {
  if (!keyIdPattern.test(word) && !aliasNamePattern.test(word)) {
    const names = keys.flatMap((key) => [...key.aliases, key.id]);
    const hint = didYouMeanHint(word, [
      ...names,
      ...keys.flatMap((key) => key.aliases.map((alias) => alias.slice('alias/'.length))),
    ]);
    const slash = keys.some((key) => key.aliases.includes(`alias/${word}`))
      ? `; did you mean \`alias/${word}\`?`
      : hint;
    return wrong(
      'unknown-key',
      `${quoted(named)} is neither a key id, a key ARN, an alias nor an alias ARN${slash}`,
      listed(
        'the keys of the world are',
        keys.map(({ arn }) => arn),
      ),
    );
  }
  const [other] = elsewhere;
  if (other) {
    return wrong(
      'unknown-key',
      `${quoted(named)} is not in the Region that the request names: it is in ${[...new Set(elsewhere.map((key) => `\`${key.region}\``))].join(', ')}`,
    );
  }
  const candidates = isAlias ? keys.flatMap((key) => key.aliases) : keys.map((key) => key.id);
  const remedy = isAlias
    ? listed('the aliases of the world are', candidates)
    : listed(
        'the keys of the world are',
        keys.map(({ arn }) => arn),
      );
  return wrong(
    'unknown-key',
    `there is no key ${quoted(named)} in the world${didYouMeanHint(word, candidates)}`,
    remedy,
  );
}

/** The role of an sts action: its trust policy decides. */
function findTrustingRole(world: World, named: string): Step<Target> {
  const arn = parseArn(named);
  const name = lastSegment(named);
  const accounts = arn ? [world.accounts.get(arn.account)] : [...world.accounts.values()];
  if (arn && !accounts[0]?.identitiesKnown) {
    return unknown(
      'unknown-account',
      `the roles of the account \`${arn.account}\`: save \`aws iam get-account-authorization-details\` of that account, or describe the role in a world file`,
    );
  }
  const roles = accounts.flatMap((account) => [...(account?.roles.values() ?? [])]);
  const role = roles.find((entry) => (arn ? entry.arn === named : entry.name === name));
  if (!role) {
    const twin = roles.find((entry) => entry.name === name);
    const hint = twin
      ? `; did you mean \`${twin.arn}\`?`
      : didYouMeanHint(
          name,
          roles.map((entry) => entry.name),
        );
    return wrong(
      'unknown-role',
      `there is no role ${quoted(named)} in the world${hint}`,
      listed(
        'its roles are',
        roles.map((entry) => entry.arn),
      ),
    );
  }
  if (!role.trustPolicy) {
    return unknown(
      'unknown-trust-policy',
      `the trust policy of \`${role.arn}\`: save \`aws iam get-role --role-name ${role.name}\`, or give the role a \`trustPolicy\``,
    );
  }
  return found({
    resource: role.arn,
    role,
    ...present({ account: world.accounts.get(role.account) }),
  });
}

/** A resource of another service, with its policy where the world holds one for it or for its container. */
function otherTarget(world: World, resource: string, region: string | undefined): Target {
  for (const account of world.accounts.values()) {
    const other = account.resources.find(
      ({ arn }) =>
        arn === resource || resource.startsWith(`${arn}/`) || resource.startsWith(`${arn}:`),
    );
    if (other) return { resource, account, other, ...present({ region }) };
  }
  const account = world.accounts.get(parseArn(resource)?.account ?? '');
  return { resource, ...present({ region, account }) };
}

function keysOf(world: World): Key[] {
  return [...world.accounts.values()].flatMap((account) => account.keys);
}

/** The only Region of the world's keys, or the one that the world names. */
function onlyRegion(world: World): string | undefined {
  const regions = new Set(keysOf(world).map((key) => key.region));
  return world.region ?? (regions.size === 1 ? [...regions][0] : undefined);
}

function lastPart(named: string): string {
  return parseArn(named)?.resource ?? named;
}
