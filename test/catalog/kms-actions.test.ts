import { describe, expect, it } from 'vitest';
import { catalogDate } from '../../src/catalog/catalog-date.ts';
import { findKmsAction, kmsActions } from '../../src/catalog/kms-actions.ts';
import { type ActionRow, actionTable } from './action-table.ts';

const encryptionContext = [
  'kms:EncryptionContext:${EncryptionContextKey}',
  'kms:EncryptionContextKeys',
];
const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `kms:RecipientAttestation:${prefix}${index}`);
const attestation = [
  'kms:RecipientAttestation:ImageSha384',
  ...numbered('PCR', 32),
  ...numbered('NitroTPMPCR', 24),
];
const caller = ['kms:CallerAccount', 'kms:ViaService'];
const ofKey = [
  'aws:ResourceTag/${TagKey}',
  'kms:KeyOrigin',
  'kms:KeySpec',
  'kms:KeyUsage',
  'kms:MultiRegion',
  'kms:MultiRegionKeyType',
  'kms:ResourceAliases',
];

/** The keys of actions that do not carry what every action on a key carries. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  CreateKey: caller,
  GenerateRandom: [],
  ListAliases: [],
  ListKeys: [],
  ListRetirableGrants: [],
  RetireGrant: [...caller, 'aws:ResourceTag/${TagKey}', 'kms:ResourceAliases'],
  SynchronizeMultiRegionKey: [],
};

function expectedKeys([name, , resources, , , extra]: ActionRow): readonly string[] {
  const base =
    exceptions[name] ?? (resources === '*' ? ['kms:CallerAccount'] : [...caller, ...ofKey]);
  const own = extra
    .split(' ')
    .flatMap((key) => (key === 'EC' ? encryptionContext : key === 'RA' ? attestation : [key]));
  return [...base, ...own.filter((key) => key !== '')].sort();
}

const effectiveOf = {
  KP: 'key-policy',
  'KP+IAM': 'key-policy',
  IAM: 'identity-policy',
  internal: 'none',
} as const;

describe('the actions of AWS KMS', () => {
  it.each(actionTable)('%s is as AWS lists it', (...row) => {
    const [name, access, resources, effective, acrossAccounts] = row;
    const action = findKmsAction(name);
    expect(action).toMatchObject({
      name,
      access,
      resources: resources === '*' ? [] : resources.split('+'),
      effective: effectiveOf[effective],
      crossAccount: acrossAccounts === 'yes',
    });
    expect([...action!.conditionKeys].sort()).toEqual(expectedKeys(row));
  });

  it('are those and two newer ones, in alphabetical order', () => {
    const listed = actionTable.map(([name]) => name);
    const names = kmsActions.map((action) => action.name);
    expect(names.filter((name) => !listed.includes(name))).toEqual(['Decapsulate', 'Encapsulate']);
    expect(names).toHaveLength(58);
    expect(names).toEqual([...names].sort());
  });

  it.each(['Encapsulate', 'Decapsulate'])('%s is authorised as Decrypt is', (name) => {
    const { access, resources, effective, crossAccount } = findKmsAction('Decrypt')!;
    const action = findKmsAction(name);
    expect(action).toMatchObject({ access, resources, effective, crossAccount });
    expect([...action!.conditionKeys].sort()).toEqual(
      [...caller, ...ofKey, 'kms:RequestAlias'].sort(),
    );
  });

  it.each([
    ['decrypt', 'Decrypt'],
    ['GENERATEDATAKEY', 'GenerateDataKey'],
    ['Li\u017ftKeys', undefined],
    ['Enable\u212aey', undefined],
    ['kms:Decrypt', undefined],
    ['__proto__', undefined],
    ['', undefined],
  ])('finds %j as %s', (name, found) => {
    expect(findKmsAction(name)?.name).toBe(found);
  });

  it('have the date of their data', () => {
    expect(catalogDate).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});
