// Aliases: two or three permissions for each change, and where they may point.
import { describe, expect, it } from 'vitest';
import {
  alice,
  beginning,
  bob,
  carol,
  createKit,
  type ErrorRow,
  expectError,
  expectErrors,
  home,
  keyArn,
  keyId,
  noKeyArn,
  noKeyId,
  other,
  worldText,
} from './kit.ts';

const second = '2345bcde-23bc-45de-6701-234567890abc';
const secondArn = `arn:aws:kms:us-east-1:${home}:key/${second}`;
const aliasArn = (name: string) => `arn:aws:kms:us-east-1:${home}:${name}`;
const twoKeys = `[{ id: ${keyId}, aliases: [alias/app] }, { id: ${second} }]`;
const create = (AliasName: string, TargetKeyId: string = keyId) => ({ AliasName, TargetKeyId });

describe('an alias', () => {
  it('is created, moved, listed and deleted', async () => {
    const kit = createKit(worldText(twoKeys));
    expect(await kit.answer(alice, 'CreateAlias', create('alias/new', keyArn))).toEqual({});
    kit.moveDays(1);
    expect(await kit.answer(alice, 'UpdateAlias', create('alias/new', second))).toEqual({});
    const entry = (name: string, TargetKeyId: string, LastUpdatedDate: Date) => ({
      AliasName: name,
      AliasArn: aliasArn(name),
      TargetKeyId,
      CreationDate: beginning,
      LastUpdatedDate,
    });
    expect(await kit.answer(alice, 'ListAliases')).toEqual({
      Aliases: [entry('alias/app', keyId, beginning), entry('alias/new', second, kit.now())],
      Truncated: false,
    });
    for (const KeyId of [second, secondArn]) {
      const { Aliases } = await kit.answer(alice, 'ListAliases', { KeyId });
      expect(Aliases!.map(({ AliasName }) => AliasName)).toEqual(['alias/new']);
    }
    const { KeyMetadata } = await kit.answer(alice, 'DescribeKey', { KeyId: 'alias/new' });
    expect(KeyMetadata!.KeyId).toBe(second);
    expect(await kit.answer(alice, 'DeleteAlias', { AliasName: 'alias/new' })).toEqual({});
    expectError(
      await kit.call(alice, 'DescribeKey', { KeyId: 'alias/new' }),
      'NotFoundException',
      `Alias ${aliasArn('alias/new')} is not found.`,
    );
  });

  it('belongs to its account and Region', async () => {
    const kit = createKit(worldText(twoKeys, `[{ id: ${second}, aliases: [alias/app] }]`));
    const { Aliases } = await kit.answer(carol, 'ListAliases');
    expect(Aliases!.map(({ AliasArn }) => AliasArn)).toEqual([
      `arn:aws:kms:us-east-1:${other}:alias/app`,
    ]);
    const { KeyMetadata } = await kit.answer(alice, 'CreateKey', {}, { region: 'eu-west-1' });
    const abroad = create('alias/app', KeyMetadata!.Arn);
    await kit.answer(alice, 'CreateAlias', abroad, { region: 'eu-west-1' });
    expectError(
      await kit.call(alice, 'CreateAlias', create('alias/x', KeyMetadata!.Arn), {
        region: 'us-east-1',
      }),
      'NotFoundException',
      'Invalid arn eu-west-1',
    );
  });

  it('goes with its key', async () => {
    const kit = createKit(worldText(twoKeys));
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 });
    kit.moveDays(8);
    expectError(await kit.call(alice, 'DescribeKey', { KeyId: 'alias/app' }), 'NotFoundException');
    expect((await kit.answer(alice, 'ListAliases')).Aliases).toEqual([]);
    await kit.answer(alice, 'CreateAlias', create('alias/app', second));
  });

  it('may leave a key that is pending deletion, but not come to one', async () => {
    const kit = createKit(worldText(twoKeys));
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId });
    await kit.answer(alice, 'UpdateAlias', create('alias/app', second));
    expectError(
      await kit.call(alice, 'UpdateAlias', create('alias/app')),
      'KMSInvalidStateException',
      `${keyArn} is pending deletion.`,
    );
    expectError(
      await kit.call(alice, 'CreateAlias', create('alias/x')),
      'KMSInvalidStateException',
    );
  });
});

describe('permissions', () => {
  const statement = (Action: string, Resource: string) =>
    `{ Effect: Allow, Action: '${Action}', Resource: '${Resource}' }`;
  const kitOf = (...statements: string[]) =>
    createKit(
      worldText(twoKeys).replace(
        'bob: {}',
        `bob: { policies: [{ name: own, document: { Version: '2012-10-17', Statement: [${statements}] } }] }`,
      ),
    );
  const name = 'alias/app';
  const calls = {
    CreateAlias: [create('alias/new'), [aliasArn('alias/new'), keyArn]],
    UpdateAlias: [create(name, second), [aliasArn(name), keyArn, secondArn]],
    DeleteAlias: [{ AliasName: name }, [aliasArn(name), keyArn]],
  } as const;

  it.each(Object.entries(calls))('%s needs all of its resources', async (operation, row) => {
    const [parameters, resources] = row;
    const action = `kms:${operation}`;
    const all = resources.map((resource) => statement(action, resource));
    for (const [at, missing] of resources.entries()) {
      const kit = kitOf(...all.filter((_, index) => index !== at), statement('kms:X', '*'));
      const outcome = await kit.call(bob, operation as 'CreateAlias', parameters);
      expectError(outcome, 'AccessDeniedException');
      expect(outcome.decisions.at(-1)).toMatchObject({ action, resource: missing });
    }
    const outcome = await kitOf(...all).call(bob, operation as 'CreateAlias', parameters);
    expect(outcome.error).toBeUndefined();
    expect(outcome.decisions.map(({ resource }) => resource)).toEqual(resources);
  });
});

describe('errors', () => {
  const row = (
    title: string,
    operation: ErrorRow['operation'],
    parameters: ErrorRow['parameters'],
    name: string,
    message?: string | RegExp,
  ): ErrorRow => ({
    title,
    operation,
    parameters,
    name,
    ...(message === undefined ? {} : { message }),
  });
  const prefix =
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';

  it('of names and targets', async () => {
    const kit = createKit(worldText(twoKeys));
    await expectErrors(kit, [
      row('no prefix', 'CreateAlias', create('app'), 'ValidationException', prefix),
      row('an ARN', 'CreateAlias', create(aliasArn('alias/x')), 'ValidationException', prefix),
      row('no prefix', 'UpdateAlias', create('app'), 'ValidationException', prefix),
      row('no prefix', 'DeleteAlias', { AliasName: 'app' }, 'ValidationException', prefix),
      row(
        'a colon',
        'CreateAlias',
        create('alias/my:app'),
        'ValidationException',
        'alias/my:app contains invalid characters for an alias',
      ),
      row('nothing behind the prefix', 'CreateAlias', create('alias/'), 'ValidationException'),
      row(
        'a space',
        'CreateAlias',
        create('alias/my app'),
        'ValidationException',
        /\^\[a-zA-Z0-9:\/_-\]\+\$/,
      ),
      row(
        'too long',
        'CreateAlias',
        create(`alias/${'a'.repeat(251)}`),
        'ValidationException',
        /256/,
      ),
      row(
        'reserved',
        'CreateAlias',
        create('alias/aws/app'),
        'InvalidAliasNameException',
        /reserved/,
      ),
      row(
        'taken',
        'CreateAlias',
        create('alias/app', second),
        'AlreadyExistsException',
        `An alias with the name ${aliasArn('alias/app')} already exists`,
      ),
      row(
        'an alias of an alias',
        'CreateAlias',
        create('alias/x', 'alias/app'),
        'ValidationException',
        'Aliases must refer to keys. Not aliases',
      ),
      row(
        '… by ARN',
        'UpdateAlias',
        create('alias/app', aliasArn('alias/app')),
        'ValidationException',
        'Aliases must refer to keys. Not aliases',
      ),
      row(
        'no such key',
        'CreateAlias',
        create('alias/x', noKeyId),
        'NotFoundException',
        `Key '${noKeyArn}' does not exist`,
      ),
      row(
        'no such alias',
        'UpdateAlias',
        create('alias/x'),
        'NotFoundException',
        `Alias ${aliasArn('alias/x')} is not found.`,
      ),
      row(
        'no such alias',
        'DeleteAlias',
        { AliasName: 'alias/x' },
        'NotFoundException',
        `Alias ${aliasArn('alias/x')} is not found.`,
      ),
      row(
        'a key of another account',
        'ListAliases',
        { KeyId: keyArn.replace(home, other) },
        'NotFoundException',
      ),
      row(
        'by alias',
        'ListAliases',
        { KeyId: 'alias/app' },
        'InvalidArnException',
        'Key Aliases are not supported for this operation.',
      ),
    ]);
  });

  it('of another type or usage of key', async () => {
    const kit = createKit(worldText(twoKeys));
    for (const [KeySpec, KeyUsage] of [
      ['RSA_2048', 'ENCRYPT_DECRYPT'],
      ['HMAC_256', 'GENERATE_VERIFY_MAC'],
      ['ECC_NIST_P256', 'SIGN_VERIFY'],
    ]) {
      const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { KeySpec, KeyUsage });
      const outcome = await kit.call(alice, 'UpdateAlias', create('alias/app', KeyMetadata!.KeyId));
      expectError(outcome, 'ValidationException', /same type and have the same key usage/);
    }
    const agree = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' };
    const sign = { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' };
    const rsa = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };
    const ids: string[] = [];
    for (const spec of [agree, sign, rsa]) {
      ids.push((await kit.answer(alice, 'CreateKey', spec)).KeyMetadata!.KeyId!);
    }
    await kit.answer(alice, 'CreateAlias', create('alias/sign', ids[1]!));
    await kit.answer(alice, 'UpdateAlias', create('alias/sign', ids[2]!));
    expectError(
      await kit.call(alice, 'UpdateAlias', create('alias/sign', ids[0]!)),
      'ValidationException',
    );
  });

  it('of a key that has 50 aliases', async () => {
    const kit = createKit(worldText(twoKeys));
    for (let at = 1; at < 50; at++)
      await kit.answer(alice, 'CreateAlias', create(`alias/app-${at}`));
    expectError(await kit.call(alice, 'CreateAlias', create('alias/x')), 'LimitExceededException');
    await kit.answer(alice, 'CreateAlias', create('alias/x', second));
    expectError(await kit.call(alice, 'UpdateAlias', create('alias/x')), 'LimitExceededException');
    await kit.answer(alice, 'UpdateAlias', create('alias/app'));
    await kit.answer(alice, 'DeleteAlias', { AliasName: 'alias/app-7' });
    await kit.answer(alice, 'UpdateAlias', create('alias/x'));
    const { Aliases } = await kit.answer(alice, 'ListAliases', { KeyId: keyId, Limit: 100 });
    expect(Aliases).toHaveLength(50);
  });

  it('leave the aliases of AWS managed keys alone', async () => {
    const kit = createKit(
      worldText(`[{ id: ${keyId}, aliases: [alias/aws/s3] }, { id: ${second} }]`),
    );
    for (const [operation, parameters] of [
      ['UpdateAlias', create('alias/aws/s3', second)],
      ['DeleteAlias', { AliasName: 'alias/aws/s3' }],
      ['CreateAlias', create('alias/mine')],
    ] as const) {
      expectError(await kit.call(alice, operation, parameters), 'AccessDeniedException');
    }
  });
});
