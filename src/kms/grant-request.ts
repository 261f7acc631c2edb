// What AWS KMS refuses of a request for a grant. The guide states the rules; the texts are our own.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
import { findGrantOperation } from '../catalog/grant-operations.ts';
import type { PrincipalPattern } from '../model/policy.ts';
import { principalPattern } from '../policy/principal-pattern.ts';
import type { World } from '../world/world.ts';
import { isAbsent } from './absent-principal.ts';
import type { CreateGrantRequest, GrantConstraints } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** The pairs that an encryption context constraint may have, and the characters of each value. */
const maxPairs = 8;
const maxValue = 384;

/** Throws for what no key can have. */
export function checkGrantRequest(input: CreateGrantRequest): void {
  const { GranteePrincipal, GranteeServicePrincipal, Operations, Constraints = {} } = input;
  const { RetiringPrincipal, RetiringServicePrincipal } = input;
  if ((GranteePrincipal === undefined) === (GranteeServicePrincipal === undefined)) {
    throw invalid('Specify either GranteePrincipal or GranteeServicePrincipal, and not both.');
  }
  if (RetiringPrincipal !== undefined && RetiringServicePrincipal !== undefined) {
    throw invalid('Specify either RetiringPrincipal or RetiringServicePrincipal, and not both.');
  }
  if (GranteeServicePrincipal !== undefined) {
    if (Constraints.SourceArn === undefined) {
      throw invalid('A grant with a GranteeServicePrincipal must have a SourceArn constraint.');
    }
    if (RetiringPrincipal === undefined && RetiringServicePrincipal === undefined) {
      throw invalid(
        'A grant with a GranteeServicePrincipal must have a RetiringPrincipal or a RetiringServicePrincipal.',
      );
    }
  }
  if (Operations.length === 0) throw invalid('A grant must allow at least one operation.');
  checkConstraints(Constraints);
  for (const name of [GranteePrincipal, RetiringPrincipal]) if (name !== undefined) person(name);
  for (const name of [GranteeServicePrincipal, RetiringServicePrincipal]) {
    if (name !== undefined && principalPattern(name)?.kind !== 'service') {
      throw invalid(`${name} is not the name of a service principal.`);
    }
  }
}

/** Throws for what this key cannot have, and for principals that do not exist. */
export function checkGrantForKey(input: CreateGrantRequest, { view }: StoredKey, world: World) {
  const { Operations, Constraints = {}, GranteePrincipal, RetiringPrincipal } = input;
  const symmetric = view.spec === 'SYMMETRIC_DEFAULT' || view.spec.startsWith('HMAC_');
  const unfit = Operations.filter((name) => {
    const { usages, keys } = findGrantOperation(name)!;
    const fits = keys === 'any' || (keys === 'symmetric') === symmetric;
    return !fits || !(usages as readonly string[]).includes(view.usage);
  });
  if (unfit.length > 0) {
    const keyWords = `key spec ${view.spec} and key usage ${view.usage}`;
    throw invalid(
      `${view.arn} has ${keyWords}, which do not support the operations [${unfit.join(', ')}].`,
    );
  }
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = Constraints;
  if ((equals || subset) && view.spec !== 'SYMMETRIC_DEFAULT') {
    throw invalid(
      `Encryption context constraints are for symmetric encryption keys only; ${view.arn} has key spec ${view.spec}.`,
    );
  }
  for (const name of [GranteePrincipal, RetiringPrincipal]) {
    if (name !== undefined && isAbsent(person(name), world)) throw noPrincipal(name);
  }
}

function checkConstraints({
  EncryptionContextEquals: equals,
  EncryptionContextSubset: subset,
  SourceArn,
}: GrantConstraints): void {
  if (equals && subset) {
    throw invalid('Specify either EncryptionContextEquals or EncryptionContextSubset, not both.');
  }
  const pairs = Object.entries(equals ?? subset ?? {});
  if (pairs.length > maxPairs) {
    throw invalid(`An encryption context constraint may have up to ${maxPairs} pairs.`);
  }
  const long = pairs.find(([, value]) => value.length > maxValue);
  if (long) {
    const [key] = long;
    throw invalid(`The value of ${key} in a constraint may have up to ${maxValue} characters.`);
  }
  if (SourceArn !== undefined && !/^arn:[^:]+:[^:]+:[^:]*:\d{12}:./.test(SourceArn)) {
    throw invalid(`The SourceArn ${SourceArn} is not an ARN with the id of an account.`);
  }
}

/** An account, user, role, federated user or session by its ARN. */
function person(name: string): PrincipalPattern {
  const pattern = name.startsWith('arn:') ? principalPattern(name) : undefined;
  if (pattern) return pattern;
  throw noPrincipal(name);
}

/** The text of AWS KMS, as services that create grants pass it on. */
function noPrincipal(name: string): KmsError {
  return new KmsError('InvalidArnException', `ARN does not refer to a valid principal: ${name}`);
}

function invalid(message: string): KmsError {
  return new KmsError('ValidationException', message);
}
