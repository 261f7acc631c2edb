// What each operation of rotation answers when it refuses.
import { it } from 'vitest';
import {
  alice,
  bob,
  createKit,
  type ErrorRow,
  expectErrors,
  home,
  keyId,
  noKeyArn,
  noKeyId,
  worldText,
} from './kit.ts';
import { denyWhen } from './policies.ts';
import {
  deletingId,
  emptyId,
  externalId,
  hmacId,
  replicaArn,
  rsaId,
  text,
} from './rotation-world.ts';

const denied = { as: bob, name: 'AccessDeniedException', message: /is not authorized to perform/ };
const operations = [
  'EnableKeyRotation',
  'DisableKeyRotation',
  'GetKeyRotationStatus',
  'ListKeyRotations',
  'RotateKeyOnDemand',
] as const;
const notForExternal = /key\/4{8}.* origin is EXTERNAL which is not valid for this operation\.$/;
const unsupported = 'UnsupportedOperationException';

const errors: readonly Omit<ErrorRow, 'title'>[] = [
  ...operations.flatMap((operation): Omit<ErrorRow, 'title'>[] => [
    { operation, parameters: { KeyId: keyId }, ...denied },
    {
      operation,
      parameters: { KeyId: noKeyId },
      name: 'NotFoundException',
      message: `Key '${noKeyArn}' does not exist`,
    },
    {
      operation,
      parameters: { KeyId: 'alias/app' },
      name: 'InvalidArnException',
      message: 'Key Aliases are not supported for this operation.',
    },
    { operation, parameters: {}, name: 'ValidationException', message: /'keyId'/ },
  ]),
  ...(['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const).map(
    (operation) => ({
      operation,
      parameters: { KeyId: deletingId },
      name: 'KMSInvalidStateException',
      message: /7{12} is pending deletion\.$/,
    }),
  ),
  ...[rsaId, hmacId].flatMap((KeyId) => [
    {
      operation: 'EnableKeyRotation' as const,
      parameters: { KeyId },
      name: unsupported,
      message: '',
    },
    {
      operation: 'RotateKeyOnDemand' as const,
      parameters: { KeyId },
      name: unsupported,
      message: '',
    },
    {
      operation: 'ListKeyRotations' as const,
      parameters: { KeyId, IncludeKeyMaterial: 'ROTATIONS_ONLY' },
      name: unsupported,
    },
  ]),
  ...(['EnableKeyRotation', 'DisableKeyRotation'] as const).flatMap((operation) => [
    { operation, parameters: { KeyId: externalId }, name: unsupported, message: notForExternal },
    { operation, parameters: { KeyId: emptyId }, name: unsupported },
  ]),
  ...(['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const).map(
    (operation) => ({
      operation,
      parameters: { KeyId: replicaArn },
      name: unsupported,
      message: /is a multi-Region replica key/,
    }),
  ),
  { operation: 'GetKeyRotationStatus', parameters: { KeyId: emptyId }, name: unsupported },
  {
    operation: 'RotateKeyOnDemand',
    parameters: { KeyId: emptyId },
    name: 'KMSInvalidStateException',
    message: /is pending import\.$/,
  },
  {
    operation: 'RotateKeyOnDemand',
    parameters: { KeyId: externalId },
    name: 'KMSInvalidStateException',
    message: `No available key material pending rotation for the key: arn:aws:kms:us-east-1:${home}:key/${externalId}.`,
  },
  ...[89, 2561].map((RotationPeriodInDays) => ({
    operation: 'EnableKeyRotation' as const,
    parameters: { KeyId: keyId, RotationPeriodInDays },
    name: 'ValidationException',
    message: /'rotationPeriodInDays'/,
  })),
];

it('each operation has its errors', async () => {
  await expectErrors(
    createKit(text),
    errors.map((row) => ({ ...row, title: `${row.operation} ${JSON.stringify(row.parameters)}` })),
  );
});

it.each(['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const)(
  '%s does not work on a disabled key, whatever its type',
  async (operation) => {
    const kit = createKit(text);
    for (const KeyId of [keyId, rsaId]) {
      await kit.answer(alice, 'DisableKey', { KeyId });
      const message = `arn:aws:kms:us-east-1:${home}:key/${KeyId} is disabled.`;
      const row = { title: KeyId, operation, parameters: { KeyId }, message };
      await expectErrors(kit, [{ ...row, name: 'DisabledException' }]);
    }
  },
);

it('kms:RotationPeriodInDays is the period of the request, or 365', async () => {
  const longer = { NumericGreaterThan: { 'kms:RotationPeriodInDays': 180 } };
  const kit = createKit(
    worldText(`[{ id: ${keyId}, policy: ${denyWhen('EnableKeyRotation', longer)} }]`),
  );
  const row = { operation: 'EnableKeyRotation', name: 'AccessDeniedException' } as const;
  await expectErrors(kit, [
    { ...row, title: 'by default', parameters: { KeyId: keyId } },
    { ...row, title: 'too long', parameters: { KeyId: keyId, RotationPeriodInDays: 181 } },
  ]);
  await kit.answer(alice, 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 180 });
});
