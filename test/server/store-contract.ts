// What every state keeps, whatever it lives in: told once, and run over memory, SQLite and PostgreSQL.
import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import type { State } from '../../src/server/store/state.ts';
import { alice, bob, keyArn, keyId } from '../kms/kit.ts';
import { answer, call, policyNamed, text } from './store-kit.ts';

/** A kind of state. */
export interface StateKind {
  readonly name: string;
  readonly open: () => Promise<State>;
  /** Closes a state and opens what it kept; the same one where nothing outlives the process. */
  readonly reopen: (state: State) => Promise<State>;
  readonly keepsEvents: boolean;
}

/** Runs the contract over one kind of state. */
export function describeState({ name, open, reopen, keepsEvents }: StateKind): void {
  describe(`a state in ${name}`, () => {
    it('keeps what was encrypted readable', async () => {
      const first = await open();
      const input = { KeyId: keyId, Plaintext: text('attack at dawn') };
      const { CiphertextBlob } = await answer(first, 'Encrypt', input);
      const second = await reopen(first);
      const { Plaintext } = await answer(second, 'Decrypt', { CiphertextBlob });
      expect(Buffer.from(Plaintext!).toString()).toBe('attack at dawn');
    });

    it('keeps keys of every kind of material', async () => {
      const first = await open();
      const ids: string[] = [];
      for (const KeySpec of ['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_EDWARDS25519', 'ML_DSA_44']) {
        const made = await answer(first, 'CreateKey', { KeySpec, KeyUsage: 'SIGN_VERIFY' });
        ids.push(made.KeyMetadata!.KeyId);
      }
      const hmac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
      const { KeyMetadata } = await answer(first, 'CreateKey', hmac);
      const mac = {
        KeyId: KeyMetadata!.KeyId,
        Message: text('message'),
        MacAlgorithm: 'HMAC_SHA_256',
      };
      const questions: Question[] = [
        ...ids.map((KeyId): Question => ['GetPublicKey', { KeyId }]),
        ['GenerateMac', mac],
      ];
      const before = await ask(first, questions);
      const signing = {
        KeyId: ids[0],
        Message: text('message'),
        SigningAlgorithm: 'RSASSA_PSS_SHA_256',
      };
      const { Signature } = await answer(first, 'Sign', signing);
      const second = await reopen(first);
      expect(await ask(second, questions)).toEqual(before);
      const { SignatureValid } = await answer(second, 'Verify', { ...signing, Signature });
      expect(SignatureValid).toBe(true);
    });

    it('keeps what was changed of keys', async () => {
      const first = await open();
      await answer(first, 'CreateAlias', { AliasName: 'alias/one', TargetKeyId: keyId });
      await answer(first, 'CreateAlias', { AliasName: 'alias/two', TargetKeyId: keyId });
      const Tags = [
        { TagKey: 'z', TagValue: '1' },
        { TagKey: 'a', TagValue: '2' },
      ];
      const made = await answer(first, 'CreateKey', { Description: 'second', Tags });
      const { KeyId } = made.KeyMetadata!;
      await answer(first, 'UpdateAlias', { AliasName: 'alias/one', TargetKeyId: KeyId });
      await answer(first, 'DeleteAlias', { AliasName: 'alias/two' });
      await answer(first, 'UntagResource', { KeyId, TagKeys: ['z'] });
      await answer(first, 'TagResource', { KeyId, Tags: [{ TagKey: 'b', TagValue: '3' }] });
      await answer(first, 'PutKeyPolicy', { KeyId, Policy: policyNamed('one') });
      await answer(first, 'PutKeyPolicy', { KeyId, Policy: policyNamed('two') });
      await answer(first, 'EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
      await answer(first, 'RotateKeyOnDemand', { KeyId });
      await answer(first, 'DisableKey', { KeyId: keyId });
      await answer(first, 'UpdateKeyDescription', { KeyId: keyId, Description: 'first' });
      const over = await answer(first, 'CreateKey', {});
      await answer(first, 'ScheduleKeyDeletion', { KeyId: over.KeyMetadata!.KeyId });
      const questions: Question[] = [
        ['DescribeKey', { KeyId }],
        ['DescribeKey', { KeyId: keyArn }],
        ['DescribeKey', { KeyId: over.KeyMetadata!.KeyId }],
        ['ListAliases', {}],
        ['ListResourceTags', { KeyId }],
        ['GetKeyRotationStatus', { KeyId }],
        ['ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }],
        ['GetKeyPolicy', { KeyId }],
        ['ListKeys', {}],
      ];
      const before = await ask(first, questions);
      const second = await reopen(first);
      expect(await ask(second, questions)).toEqual(before);
      expect((await answer(second, 'GetKeyPolicy', { KeyId })).Policy).toBe(policyNamed('two'));
    });

    it('keeps grants and their tokens', async () => {
      const first = await open();
      const wanted = {
        KeyId: keyId,
        GranteePrincipal: bob,
        Operations: ['Encrypt', 'RetireGrant'],
      };
      const kept = await answer(first, 'CreateGrant', { ...wanted, Name: 'kept' });
      const revoked = await answer(first, 'CreateGrant', { ...wanted, Name: 'revoked' });
      const retired = await answer(first, 'CreateGrant', { ...wanted, RetiringPrincipal: alice });
      await answer(first, 'RevokeGrant', { KeyId: keyId, GrantId: revoked.GrantId });
      const before = await ask(first, [['ListGrants', { KeyId: keyId }]]);
      const second = await reopen(first);
      expect(await ask(second, [['ListGrants', { KeyId: keyId }]])).toEqual(before);
      const encrypt = { KeyId: keyArn, Plaintext: text('x'), GrantTokens: [kept.GrantToken] };
      expect((await call(second, 'Encrypt', encrypt, bob)).error).toBeUndefined();
      const unknown = { ...encrypt, GrantTokens: ['nobody handed it out'] };
      expect((await call(second, 'Encrypt', unknown, bob)).error?.name).toBe(
        'InvalidGrantTokenException',
      );
      await answer(second, 'RetireGrant', { GrantToken: retired.GrantToken });
      const { Grants } = await answer(second, 'ListGrants', { KeyId: keyId });
      expect(Grants!.map(({ Name }) => Name)).toEqual(['kept']);
    });

    it('keeps multi-Region keys together', async () => {
      const first = await open();
      const made = await answer(first, 'CreateKey', { MultiRegion: true });
      const { KeyId } = made.KeyMetadata!;
      await answer(first, 'ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
      const { CiphertextBlob } = await answer(first, 'Encrypt', { KeyId, Plaintext: text('far') });
      await answer(first, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'eu-west-1' });
      const before = await ask(first, [['DescribeKey', { KeyId }]]);
      const second = await reopen(first);
      expect(await ask(second, [['DescribeKey', { KeyId }]])).toEqual(before);
      const there = await second.perform(
        {
          principal: alice,
          operation: 'Decrypt',
          parameters: { CiphertextBlob },
          region: 'eu-west-1',
        },
        {},
      );
      expect(there.error).toBeUndefined();
    });

    it('keeps import tokens, and markers of lists', async () => {
      const first = await open();
      const made = await answer(first, 'CreateKey', { Origin: 'EXTERNAL' });
      const { KeyId } = made.KeyMetadata!;
      const { ImportToken } = await answer(first, 'GetParametersForImport', {
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      });
      const { NextMarker } = await answer(first, 'ListKeys', { Limit: 1 });
      const second = await reopen(first);
      const EncryptedKeyMaterial = new Uint8Array(256).fill(1);
      const wrong = {
        KeyId,
        ImportToken,
        EncryptedKeyMaterial,
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      };
      // The token is known: what it cannot open is refused by the wrapping key.
      expect((await call(second, 'ImportKeyMaterial', wrong)).error?.name).toBe(
        'InvalidCiphertextException',
      );
      const { Keys } = await answer(second, 'ListKeys', { Marker: NextMarker });
      expect(Keys).toHaveLength(1);
    });

    it('names in each record the versions of key policies that decided', async () => {
      const state = await open();
      const versionOf = async (operation: OperationName, more: object = {}) => {
        const { event } = await call(state, operation, { KeyId: keyId, ...more });
        return event.additionalEventData?.keyPolicyVersions;
      };
      expect(await versionOf('DescribeKey')).toEqual({ [keyArn]: 1 });
      expect(await versionOf('PutKeyPolicy', { Policy: policyNamed('two') })).toEqual({
        [keyArn]: 1,
      });
      expect(await versionOf('PutKeyPolicy', { Policy: policyNamed('three') })).toEqual({
        [keyArn]: 2,
      });
      const again = await reopen(state);
      const { event } = await call(again, 'DescribeKey', { KeyId: keyId });
      expect(event.additionalEventData?.keyPolicyVersions).toEqual({ [keyArn]: 3 });
    });

    it('shows in its world what the calls have left', async () => {
      const state = await open();
      await answer(state, 'DisableKey', { KeyId: keyId });
      const [key] = (await state.world()).accounts.get('111122223333')!.keys;
      expect(key).toMatchObject({ arn: keyArn, state: 'Disabled' });
    });

    it('keeps sessions', async () => {
      const session = {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'canary-session-secret',
        tokenDigest: '00'.repeat(32),
        issuedAt: '2026-11-02T09:00:00Z',
        expiresAt: '2126-11-02T10:00:00Z',
        caller: { user: alice, mfa: true },
      } as const;
      const first = await open();
      await first.sessions.put(session);
      expect(await first.sessions.useCode('device/1', new Date('2126-01-01'))).toBe(true);
      const second = await reopen(first);
      expect(await second.sessions.get(session.accessKeyId)).toEqual(session);
      expect(await second.sessions.get('ASIANOBODY')).toBeUndefined();
      expect(await second.sessions.useCode('device/1', new Date('2126-01-01'))).toBe(false);
      expect(await second.sessions.useCode('device/2', new Date('2126-01-01'))).toBe(true);
    });

    if (!keepsEvents) return;

    it('keeps the record of every call, and why a call was denied', async () => {
      const first = await open();
      const allowed = await call(first, 'DescribeKey', { KeyId: keyId });
      const denied = await call(first, 'DescribeKey', { KeyId: keyArn }, bob);
      const second = await reopen(first);
      expect((await second.event(allowed.event.requestID))?.event).toEqual(allowed.event);
      const stored = await second.event(denied.event.requestID);
      expect(stored?.event).toEqual(denied.event);
      expect(stored?.denial?.explanations).toEqual(JSON.parse(JSON.stringify(denied.explanations)));
      expect(await second.event('nobody')).toBeUndefined();
    });

    it('tells of the last use of a key after a restart', async () => {
      const first = await open();
      const { event } = await call(first, 'Encrypt', { KeyId: keyId, Plaintext: text('x') });
      const second = await reopen(first);
      const { KeyLastUsage } = await answer(second, 'GetKeyLastUsage', { KeyId: keyId });
      expect(KeyLastUsage).toMatchObject({
        Operation: 'Encrypt',
        CloudTrailEventId: event.eventID,
        KmsRequestId: event.requestID,
      });
    });
  });
}

type Question = readonly [OperationName, Readonly<Record<string, unknown>>];

async function ask(state: State, questions: readonly Question[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [operation, parameters] of questions) {
    answers.push(await answer(state, operation, parameters));
  }
  return answers;
}
