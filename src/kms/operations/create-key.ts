// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
import type { Random } from '../../crypto/random.ts';
import type { RequestContext } from '../../model/request.ts';
import type { CreateKeyRequest, KeyUsageType } from '../api-types.generated.ts';
import { KmsError, notModelled } from '../errors.ts';
import { isExternal } from '../key.ts';
import { type KeySpecRow, keySpecs } from '../key-specs.ts';
import { addMaterial } from '../materials.ts';
import { metadataOf } from '../metadata.ts';
import { newKey, taggingAccess } from '../new-key.ts';
import { operation } from '../operation.ts';
import { checkTags, tagConditionKeys } from '../tags.ts';
import { uuid } from '../uuid.ts';

export default operation({
  name: 'CreateKey',
  writes: true,
  check(input) {
    const spec = specOf(input);
    usageOf(input, spec);
    if (input.Origin === 'AWS_CLOUDHSM' || input.Origin === 'EXTERNAL_KEY_STORE') {
      throw notModelled('custom key stores');
    }
    if (input.CustomKeyStoreId !== undefined || input.XksKeyId !== undefined) {
      throw notModelled('custom key stores');
    }
    if (input.Origin === 'EXTERNAL' && !spec.importable) {
      const message = `KeySpec ${spec.name} does not support imported key material.`;
      throw new KmsError('ValidationException', message);
    }
    checkTags(input.Tags ?? []);
  },
  access(input, find) {
    const create = { action: 'CreateKey', resource: '*', conditionKeys: parametersOf(input) };
    if (!input.Tags || input.Tags.length === 0) return [create];
    const { region, store } = find;
    const family = { id: newId(input, store.random), spec: specOf(input), primaryRegion: region };
    const wanted = { ...propertiesOf(input), family, account: find.ownAccount(), region };
    return [create, ...taggingAccess(wanted, input.Tags)];
  },
  run(input, call) {
    const { random, now, store, region, accesses } = call;
    const family = {
      // With tags it has its id already: kms:TagResource was decided about it.
      id: accesses.at(-1)?.keyToBe?.id ?? newId(input, random),
      spec: specOf(input),
      materials: [],
      onDemandRotations: 0,
      primaryRegion: region,
      members: new Map(),
    };
    const key = newKey(
      {
        ...propertiesOf(input),
        family,
        account: call.account!,
        region,
        policy: input.Policy,
        bypassLockoutCheck: input.BypassPolicyLockoutSafetyCheck,
        description: input.Description,
        tags: input.Tags,
      },
      call,
    );
    if (!isExternal(key)) addMaterial(family, now, random);
    store.add(key);
    return { KeyMetadata: metadataOf(key) };
  },
});

function newId({ MultiRegion = false }: CreateKeyRequest, random: Random): string {
  const bytes = random(16);
  return MultiRegion ? `mrk-${Buffer.from(bytes).toString('hex')}` : uuid(bytes);
}

function propertiesOf(input: CreateKeyRequest) {
  const { Origin: origin = 'AWS_KMS' } = input;
  const state = origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled';
  return { usage: usageOf(input, specOf(input)), origin, state };
}

/** The condition keys of CreateKey see the default of what the request leaves out. */
function parametersOf(input: CreateKeyRequest): RequestContext {
  const spec = specOf(input);
  const { MultiRegion = false, BypassPolicyLockoutSafetyCheck: bypass } = input;
  return {
    'kms:KeySpec': spec.name,
    'kms:CustomerMasterKeySpec': spec.name,
    'kms:KeyUsage': usageOf(input, spec),
    'kms:CustomerMasterKeyUsage': usageOf(input, spec),
    'kms:KeyOrigin': input.Origin ?? 'AWS_KMS',
    'kms:MultiRegion': MultiRegion,
    ...(MultiRegion ? { 'kms:MultiRegionKeyType': 'PRIMARY' } : {}),
    ...(bypass === undefined ? {} : { 'kms:BypassPolicyLockoutSafetyCheck': bypass }),
    ...tagConditionKeys(input.Tags),
  };
}

function specOf({ KeySpec, CustomerMasterKeySpec }: CreateKeyRequest): KeySpecRow {
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined) {
    throw new KmsError(
      'ValidationException',
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const name = KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const row = keySpecs[name];
  if (row) return row;
  throw new KmsError(
    'UnsupportedOperationException',
    `KeySpec ${name} is not supported in this Region`,
    'SM2 keys exist in the China Regions only, and Keyward does not model them',
  );
}

function usageOf({ KeyUsage }: CreateKeyRequest, spec: KeySpecRow): KeyUsageType {
  if (KeyUsage === undefined) {
    if (spec.name === 'SYMMETRIC_DEFAULT') return 'ENCRYPT_DECRYPT';
    throw new KmsError(
      'ValidationException',
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  }
  if (spec.usages.includes(KeyUsage)) return KeyUsage;
  const message = `KeyUsage ${KeyUsage} is not compatible with KeySpec ${spec.name}`;
  throw new KmsError('ValidationException', message);
}
