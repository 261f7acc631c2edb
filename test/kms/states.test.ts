// Which operation works on a key in which state: every cell of the guide's table, by really calling.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
import { describe, expect, it, vi } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { calls, kitOf, type Parameters, type SubjectFields } from './calls.ts';
import { alice } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

// `ok`, or the number of the page's note. In brackets: what the page leaves out, because such a key cannot be in
// that state, or because it does not know the operation. Under PendingDeletion, PendingReplicaDeletion is meant too.
const table = `
                                    Enabled Disabled PendingDeletion PendingImport Unavailable Creating Updating
CancelKeyDeletion                      4       4          ok             4             4          4        4
CreateAlias                            ok      ok         3              ok            ok         ok       ok
CreateGrant                            ok      1          3              5             ok         14       ok
Decapsulate                           (ok)    (1)        (3)            (5)           (11)       (14)     (ok)
Decrypt                                ok      1          3              5             11         14       ok
DeleteAlias                            ok      ok         ok             ok            ok         ok       ok
DeleteImportedKeyMaterial              ok      ok         ok             ok           (9)         14       15
DeriveSharedSecret                     ok      1          3              5            (11)        14       ok
DescribeKey                            ok      ok         ok             ok            ok         ok       ok
DisableKey                             ok      ok         3              5             ok         14       15
DisableKeyRotation                     ok      1          3              6             7          14       ok
EnableKey                              ok      ok         3              5             ok         14       15
EnableKeyRotation                      ok      1          3              6             7          14       ok
Encapsulate                           (ok)    (1)        (3)            (5)           (11)       (14)     (ok)
Encrypt                                ok      1          3              5             11         14       ok
GenerateDataKey                        ok      1          3              5             11         14       ok
GenerateDataKeyPair                    ok      1          3              5             7          14       ok
GenerateDataKeyPairWithoutPlaintext    ok      1          3              5             7          14       ok
GenerateDataKeyWithoutPlaintext        ok      1          3              5             11         14       ok
GenerateMac                            ok      1          3              5            (11)        14       ok
GetKeyLastUsage                       (ok)    (ok)       (ok)           (ok)          (ok)       (ok)     (ok)
GetKeyPolicy                           ok      ok         ok             ok            ok         ok       ok
GetKeyRotationStatus                   ok      ok         ok             6             7          ok       ok
GetParametersForImport                 ok      ok         8              ok            9          14       15
GetPublicKey                           ok      ok         3              5            (11)        14       ok
ImportKeyMaterial                      ok      ok         8              ok            9          14       token
ListAliases                            ok      ok         ok             ok            ok         ok       ok
ListGrants                             ok      ok         ok             ok            ok         ok       ok
ListKeyPolicies                        ok      ok         ok             ok            ok         ok       ok
ListKeyRotations                       ok      ok         ok             ok            7          ok       ok
ListResourceTags                       ok      ok         ok             ok            ok         ok       ok
PutKeyPolicy                           ok      ok         ok             ok            ok         ok       ok
ReEncrypt                              ok      1          3              5             11         14       ok
ReEncrypt-to                           ok      1          3              5             11         14       ok
ReplicateKey                           ok      1          3              5            (11)        14       15
RetireGrant                            ok      ok         ok             ok            ok         ok       ok
RevokeGrant                            ok      ok         ok             ok            ok         ok       ok
RotateKeyOnDemand                      ok      1          3              5             7          14       ok
ScheduleKeyDeletion                    ok      ok         3              ok            ok         ok       15
Sign                                   ok      1          3              5            (11)        14       ok
TagResource                            ok      ok         3              ok            ok         ok       ok
UntagResource                          ok      ok         3              ok            ok         ok       ok
UpdateAlias                            ok      ok         3              ok            ok         ok       ok
UpdateAlias-from                       ok      ok         ok             ok            ok         ok       ok
UpdateKeyDescription                   ok      ok         3              ok            ok         ok       ok
UpdatePrimaryRegion                    ok      1          3              5            (11)        14       ok
Verify                                 ok      1          3              5            (11)        14       ok
VerifyMac                              ok      1          3              5            (11)        14       ok
`;

/** The errors of the notes. Where the page says that either of two is thrown (2 or 3), 3 is what was recorded. */
const notes: Readonly<Record<string, string | undefined>> = {
  ok: undefined,
  1: 'DisabledException',
  3: 'KMSInvalidStateException',
  4: 'KMSInvalidStateException',
  5: 'KMSInvalidStateException',
  6: 'UnsupportedOperationException',
  7: 'UnsupportedOperationException',
  8: 'KMSInvalidStateException',
  9: 'UnsupportedOperationException',
  11: 'KMSInvalidStateException',
  14: 'KMSInvalidStateException',
  15: 'KMSInvalidStateException',
  // The state is no obstacle, but no token can be had in it: GetParametersForImport refuses.
  token: 'InvalidImportTokenException',
};

const signingKey = { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' };
const macKey = { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' };
const sealingKey = { spec: 'ML_KEM_512', usage: 'ENCAPSULATE_DECAPSULATE' };
const external = { origin: 'EXTERNAL' };
const multiRegion = { multiRegion: true };

/** The kind of key that an operation is for, where it is not any. */
const kinds: Readonly<Record<string, SubjectFields>> = {
  Decapsulate: sealingKey,
  DeleteImportedKeyMaterial: external,
  DeriveSharedSecret: { spec: 'ECC_NIST_P256', usage: 'KEY_AGREEMENT' },
  Encapsulate: sealingKey,
  GenerateMac: macKey,
  GetParametersForImport: external,
  GetPublicKey: signingKey,
  ImportKeyMaterial: external,
  ReplicateKey: multiRegion,
  Sign: signingKey,
  UpdatePrimaryRegion: multiRegion,
  Verify: signingKey,
  VerifyMac: macKey,
};

/** Some states belong to keys of an origin. */
const origins: Readonly<Record<string, SubjectFields>> = {
  PendingImport: external,
  Unavailable: { origin: 'AWS_CLOUDHSM' },
};

interface Cell {
  readonly row: string;
  readonly state: string;
  readonly expected: string | undefined;
}

const [head, ...lines] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/)) as [string[], ...string[][]];
const cells: readonly Cell[] = lines.flatMap(([row, ...notesOfRow]) =>
  head.flatMap((column, at) => {
    const note = notesOfRow[at]!.replaceAll(/[()]/g, '');
    if (!(note in notes)) throw new Error(`no note ${note}`);
    const states = column === 'PendingDeletion' ? [column, 'PendingReplicaDeletion'] : [column];
    return states.map((state) => ({ row: row!, state, expected: notes[note] }));
  }),
);

async function call(row: string, fields: SubjectFields): Promise<string | undefined> {
  const { kit, subject } = kitOf(fields);
  const operation = row.replace(/-.*/, '') as OperationName;
  const parameters = await calls[operation]!(subject, kit);
  const { error } = await kit.call(alice, operation, { ...parameters, ...(await other(row)) });
  return error?.name;

  /** The other side of operations with two keys. */
  async function other(side: string): Promise<Parameters> {
    if (side === 'UpdateAlias-from') {
      return { AliasName: 'alias/subject', TargetKeyId: subject.id.replaceAll('1', '2') };
    }
    if (side !== 'ReEncrypt-to') return {};
    const { CiphertextBlob } = await kit.answer(alice, 'Encrypt', {
      KeyId: 'alias/spare',
      Plaintext: Buffer.from('hello'),
    });
    return { CiphertextBlob, SourceKeyId: 'alias/spare', DestinationKeyId: subject.id };
  }
}

describe('operation × key state', () => {
  it.each(lines.map(([row]) => row!))('%s', async (row) => {
    const answers = [];
    const mine = cells.filter((cell) => cell.row === row);
    for (const { state } of mine) {
      const fields = { ...kinds[row], ...origins[state], state };
      answers.push({ row, state, expected: await call(row, fields) });
    }
    expect(answers).toEqual(mine);
  });

  it('has 384 cells: 48 rows and 8 states', () => {
    expect(cells).toHaveLength(384);
  });
});
