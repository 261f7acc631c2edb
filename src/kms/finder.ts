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

interface Caller {
  readonly arn: string;
  readonly account: string | undefined;
}

/** Finds things for one call of an operation. A class, since each call has one: its methods are made once. */
export class Finder {
  readonly store: KeyStore;
  readonly region: string;
  /** The caller's account; absent for services. */
  readonly account: string | undefined;
  readonly now: Date;
  readonly #operation: OperationName;
  readonly #arn: string;

  constructor(
    store: KeyStore,
    operation: OperationName,
    { arn, account }: Caller,
    region: string,
    now: Date,
  ) {
    this.store = store;
    this.region = region;
    this.account = account;
    this.now = now;
    this.#operation = operation;
    this.#arn = arn;
  }

  /** The key that a request names by its id, ARN or alias. */
  key(keyId: string, { aliases = true, action = this.#operation }: FindOptions = {}): FoundKey {
    const arn = parseArn(keyId);
    const name = arn ? arn.resource : keyId;
    if (name.startsWith('alias/')) {
      if (!aliases) throw aliasesRefused();
      this.#checkArn(arn);
      return this.#byAlias(arn?.account ?? this.ownAccount(), aliasName(name), action);
    }
    if (!arn) {
      if (!keyIdPattern.test(keyId)) {
        throw new KmsError('NotFoundException', `Invalid keyId '${keyId}'`);
      }
      return { key: this.#byId(this.ownAccount(), keyId, action) };
    }
    this.#checkArn(arn);
    const id = name.startsWith('key/') ? name.slice('key/'.length) : name;
    if (!name.startsWith('key/') || !keyIdPattern.test(id)) {
      throw new KmsError('NotFoundException', `Invalid keyId ${id}`);
    }
    return { key: this.#byId(arn.account, id, action) };
  }

  /** The key whose id a blob names. */
  byCiphertext(keyId: string, action: string): StoredKey {
    const key = this.store.keyOfCiphertext(this.region, keyId, this.now, this.account);
    if (!key) throw this.#hidden(action, 'ciphertext');
    return mustKnow(key);
  }

  /** The ARN of an alias name or alias ARN in the caller's account. */
  aliasArn(name: string): string {
    return name.startsWith('arn:') ? name : this.#arnOf(this.ownAccount(), name);
  }

  /** The caller's account, for operations that a service cannot call. */
  ownAccount(): string {
    if (this.account !== undefined) return this.account;
    const message = `\`${this.#arn}\` belongs to no account: it must name the key by its ARN`;
    throw new SimulationError(wrong('service-without-account', message));
  }

  #byId(account: string, id: string, action: string): StoredKey {
    const key = this.store.key(account, this.region, id, this.now);
    if (key) return mustKnow(key);
    if (account !== this.account) throw this.#unknownOrHidden(account, action);
    const arn = this.#arnOf(account, `key/${id}`);
    throw new KmsError('NotFoundException', `Key '${arn}' does not exist`);
  }

  #byAlias(account: string, name: string, action: string): FoundKey {
    const alias = this.store.alias(account, this.region, name);
    const key = alias && this.store.key(account, this.region, alias.keyId, this.now);
    if (key) return { key: mustKnow(key), alias: name };
    if (account !== this.account) throw this.#unknownOrHidden(account, action);
    throw new KmsError('NotFoundException', `Alias ${this.#arnOf(account, name)} is not found.`);
  }

  /** Of an account that the world does not hold, nothing can be said. */
  #unknownOrHidden(account: string, action: string): Error {
    const known = this.store.world.accounts.get(account);
    if (known && (known.written || known.keys.length > 0)) return this.#hidden(action, 'resource');
    const missing = `the keys of the account \`${account}\`: save \`aws kms get-key-policy\` and \`aws kms describe-key\` of them, or describe them in a world file`;
    return new SimulationError({ kind: 'unknown', missing: [missing], diagnostics: [] });
  }

  #hidden(action: string, named: 'resource' | 'ciphertext'): KmsError {
    return new KmsError(
      'AccessDeniedException',
      `User: ${this.#arn} is not authorized to perform: kms:${action} on ${
        named === 'ciphertext' ? 'the resource associated with this ciphertext' : 'this resource'
      } ${hiddenKey.phrase}`,
      `the world has no such key in ${this.region}; AWS KMS does not tell that from a denial`,
    );
  }

  #checkArn(arn: ReturnType<typeof parseArn>): void {
    if (!arn) return;
    const valid = arn.service === 'kms' && /^\d{12}$/.test(arn.account);
    if (valid && arn.region === this.region) return;
    const { errors } = operationApis[this.#operation];
    const listed = (errors as readonly string[]).includes('InvalidArnException');
    const name = !valid && listed ? 'InvalidArnException' : 'NotFoundException';
    throw new KmsError(name, `Invalid arn ${arn.region}`);
  }

  #arnOf(account: string, resource: string): string {
    return `arn:${partitionOf(this.region)}:kms:${this.region}:${account}:${resource}`;
  }
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
