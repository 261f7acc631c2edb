// Finds what a request names: keys by id, ARN, alias or ciphertext, in the words that AWS KMS has for what
// is not there. Of another account it does not say whether a key exists.
// https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
import { hiddenKey } from '../catalog/error-texts.ts';
import { parseArn } from '../model/arn.ts';
import { aliasNamePattern, keyIdPattern } from '../world/key-words.ts';
import { partitionOf } from '../world/partition.ts';
import { wrong } from '../world/step.ts';
import { operationApis } from './api.generated.ts';
import type { OperationName } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';
import type { KeyStore } from './key-store.ts';
import { SimulationError } from './unresolved.ts';

/** A key, and the alias that named it. */
export interface FoundKey {
  readonly key: StoredKey;
  readonly alias?: string;
}

/** How a key may be named, and for which action it is wanted if not for the operation's own. */
export interface FindOptions {
  readonly aliases?: boolean;
  readonly action?: string;
}

/** Finds things for one call. */
export interface Finder {
  readonly store: KeyStore;
  readonly region: string;
  /** The caller's account; absent for services. */
  readonly account: string | undefined;
  readonly now: Date;
  readonly key: (keyId: string, options?: FindOptions) => FoundKey;
  /** The key whose id a blob names. */
  readonly byCiphertext: (keyId: string, action: string) => StoredKey;
  /** The ARN of an alias name or alias ARN in the caller's account. */
  readonly aliasArn: (name: string) => string;
  /** The caller's account, for operations that a service cannot call. */
  readonly ownAccount: () => string;
}

interface Caller {
  readonly arn: string;
  readonly account: string | undefined;
}

/** A finder for one call of an operation. */
export function createFinder(
  store: KeyStore,
  operation: OperationName,
  caller: Caller,
  region: string,
  now: Date,
): Finder {
  const hidden = (action: string, named: 'resource' | 'ciphertext') =>
    new KmsError(
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: kms:${action} on ${
        named === 'ciphertext' ? 'the resource associated with this ciphertext' : 'this resource'
      } ${hiddenKey.phrase}`,
      `the world has no such key in ${region}; AWS KMS does not tell that from a denial`,
    );

  const ownAccount = () => {
    if (caller.account !== undefined) return caller.account;
    const message = `\`${caller.arn}\` belongs to no account: it must name the key by its ARN`;
    throw new SimulationError(wrong('service-without-account', message));
  };

  const arnOf = (account: string, resource: string) =>
    `arn:${partitionOf(region)}:kms:${region}:${account}:${resource}`;

  const byId = (account: string, id: string, action: string): StoredKey => {
    const key = store.key(account, region, id, now);
    if (key) return mustKnow(key);
    if (account !== caller.account) throw unknownOr(account, () => hidden(action, 'resource'));
    throw new KmsError('NotFoundException', `Key '${arnOf(account, `key/${id}`)}' does not exist`);
  };

  const byAlias = (account: string, name: string, action: string): FoundKey => {
    const alias = store.alias(account, region, name);
    const key = alias && store.key(account, region, alias.keyId, now);
    if (key) return { key: mustKnow(key), alias: name };
    if (account !== caller.account) throw unknownOr(account, () => hidden(action, 'resource'));
    throw new KmsError('NotFoundException', `Alias ${arnOf(account, name)} is not found.`);
  };

  /** Of an account that the world does not hold, nothing can be said. */
  const unknownOr = (account: string, otherwise: () => KmsError) => {
    const known = store.world.accounts.get(account);
    if (known && (known.written || known.keys.length > 0)) return otherwise();
    const missing = `the keys of the account \`${account}\`: save \`aws kms get-key-policy\` and \`aws kms describe-key\` of them, or describe them in a world file`;
    return new SimulationError({ kind: 'unknown', missing: [missing], diagnostics: [] });
  };

  const checkArn = (arn: ReturnType<typeof parseArn>) => {
    if (!arn) return;
    const valid = arn.service === 'kms' && /^\d{12}$/.test(arn.account);
    if (valid && arn.region === region) return;
    const { errors } = operationApis[operation];
    const listed = (errors as readonly string[]).includes('InvalidArnException');
    const name = !valid && listed ? 'InvalidArnException' : 'NotFoundException';
    throw new KmsError(name, `Invalid arn ${arn.region}`);
  };

  return {
    store,
    region,
    account: caller.account,
    now,
    ownAccount,
    aliasArn: (name) => (name.startsWith('arn:') ? name : arnOf(ownAccount(), name)),
    byCiphertext(keyId, action) {
      const key = store.keyOfCiphertext(region, keyId, now, caller.account);
      if (!key) throw hidden(action, 'ciphertext');
      return mustKnow(key);
    },
    key(keyId, { aliases = true, action = operation as string } = {}) {
      const arn = parseArn(keyId);
      const name = arn ? arn.resource : keyId;
      if (name.startsWith('alias/')) {
        if (!aliases) throw aliasesRefused();
        checkArn(arn);
        return byAlias(arn?.account ?? ownAccount(), aliasName(name), action);
      }
      if (!arn) {
        if (!keyIdPattern.test(keyId)) {
          throw new KmsError('NotFoundException', `Invalid keyId '${keyId}'`);
        }
        return { key: byId(ownAccount(), keyId, action) };
      }
      checkArn(arn);
      const id = name.startsWith('key/') ? name.slice('key/'.length) : name;
      if (!name.startsWith('key/') || !keyIdPattern.test(id)) {
        throw new KmsError('NotFoundException', `Invalid keyId ${id}`);
      }
      return { key: byId(arn.account, id, action) };
    },
  };
}

function aliasName(name: string): string {
  if (aliasNamePattern.test(name)) return name;
  throw new KmsError('NotFoundException', `Invalid keyId '${name}'`);
}

/** What operations that take no alias answer to one. */
function aliasesRefused(): KmsError {
  return new KmsError('InvalidArnException', 'Key Aliases are not supported for this operation.');
}

/** A key without a known policy cannot be decided about. */
function mustKnow(key: StoredKey): StoredKey {
  const { policy, arn, id } = key.view;
  if (policy) return key;
  const missing = `the key policy of \`${arn}\`: save \`aws kms get-key-policy --key-id ${id}\` as \`get-key-policy.${id}.json\``;
  throw new SimulationError({ kind: 'unknown', missing: [missing], diagnostics: [] });
}
