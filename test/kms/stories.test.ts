// The stories of fixtures/scenarios perform every operation and meet every error that a story can meet, so
// that a new operation comes with a story.
import { describe, expect, it } from 'vitest';
import { operationApis } from '../../src/kms/api.generated.ts';
import type { KmsErrorName } from '../../src/kms/errors.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';

/** Every error, and why no story meets it, where that is so. */
const errors: Record<KmsErrorName, 'met' | { readonly because: string }> = {
  AccessDeniedException: 'met',
  AlreadyExistsException: 'met',
  ConflictException: 'met',
  CustomKeyStoreNotFoundException: 'met',
  DisabledException: 'met',
  DryRunOperationException: 'met',
  ExpiredImportTokenException: 'met',
  IncorrectKeyException: 'met',
  IncorrectKeyMaterialException: {
    because:
      'the wrapping key is new in each run, so no file can hold key material that unwraps: test/kms/import-errors.test.ts',
  },
  InvalidAliasNameException: 'met',
  InvalidArnException: 'met',
  InvalidCiphertextException: 'met',
  InvalidGrantIdException: 'met',
  InvalidGrantTokenException: 'met',
  InvalidImportTokenException: 'met',
  InvalidKeyUsageException: 'met',
  InvalidMarkerException: 'met',
  KMSInvalidMacException: 'met',
  KMSInvalidSignatureException: 'met',
  KMSInvalidStateException: 'met',
  LimitExceededException: 'met',
  MalformedPolicyDocumentException: 'met',
  NotFoundException: 'met',
  SerializationException: 'met',
  TagException: 'met',
  UnknownOperationException: 'met',
  UnsupportedOperationException: 'met',
  ValidationException: 'met',
};

const worlds = worldLoader();
const { files } = findScenarioFiles(['fixtures/scenarios']);
const loaded = await Promise.all(files.map((file) => loadScenario(file, worlds)));
const stories = loaded.flatMap(({ scenario }) => (scenario?.isStory ? scenario : []));
const steps = stories.flatMap(({ requests }) => requests);

describe('the stories', () => {
  it('are at least 90', () => expect(stories.length).toBeGreaterThanOrEqual(90));

  it('perform every operation', () => {
    const performed = steps.map(({ call }) => call?.operation);
    expect(Object.keys(operationApis).filter((name) => !performed.includes(name))).toEqual([]);
  });

  it('perform every operation with success, but those that succeed nowhere', () => {
    const succeeded = steps
      .filter(({ expect: one }) => one?.verdict?.value === 'allow' && !one.apiError)
      .map(({ call }) => call?.operation);
    expect(Object.keys(operationApis).filter((name) => !succeeded.includes(name))).toEqual([
      // Custom key stores are not modelled, and no file can hold material to import.
      'ConnectCustomKeyStore',
      'CreateCustomKeyStore',
      'DeleteCustomKeyStore',
      'DisconnectCustomKeyStore',
      'ImportKeyMaterial',
      'UpdateCustomKeyStore',
    ]);
  });

  it('meet every error that a story can meet', () => {
    const met = new Set(steps.flatMap((one) => one.expect?.apiError?.value ?? []));
    const wanted = Object.entries(errors).filter(([, where]) => where === 'met');
    expect([...met].sort()).toEqual(wanted.map(([name]) => name).sort());
  });
});
