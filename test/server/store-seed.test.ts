// A world and the store that it seeds: what the store knows counts, what it lacks is added, and the way back.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportWorld } from '../../src/server/store/export-world.ts';
import { createMemoryState } from '../../src/server/store/memory-state.ts';
import { keyArn, keyId, worldOf, worldText } from '../kms/kit.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { serverWorld } from './kit.ts';
import { answer, call, openStore, policyNamed, text } from './store-kit.ts';

const secondId = '2222abcd-12ab-34cd-56ef-1234567890ab';
const replicaId = `mrk-${'ab'.repeat(16)}`;

describe('a world that a store knows', () => {
  it('does not overwrite what the calls have changed, and says what differs', async () => {
    const folder = temporaryFolder();
    const first = await openStore(folder);
    expect(first.differences).toEqual([]);
    await answer(first, 'PutKeyPolicy', { KeyId: keyId, Policy: policyNamed('mine') });
    await answer(first, 'DisableKey', { KeyId: keyId });
    await first.close();
    const second = await openStore(folder);
    expect(second.differences).toEqual([
      `the key \`${keyArn}\` has another policy and state in the store than in the world; the store counts`,
    ]);
    const { Policy } = await answer(second, 'GetKeyPolicy', { KeyId: keyId });
    expect(Policy).toBe(policyNamed('mine'));
  });

  it('adds the keys that are new in the world, related ones to those that are there', async () => {
    const folder = temporaryFolder();
    const primary = `{ id: ${replicaId}, aliases: [alias/far] }`;
    const first = await openStore(folder, {}, worldOf(worldText(`[${primary}]`)));
    const input = { KeyId: replicaId, Plaintext: text('x') };
    const { CiphertextBlob } = await answer(first, 'Encrypt', input);
    await first.close();
    const replica = `{ id: ${replicaId}, region: eu-west-1, multiRegionKeyType: REPLICA }`;
    const more = worldOf(worldText(`[${primary}, ${replica}, { id: ${secondId} }]`));
    const second = await openStore(folder, {}, more);
    await answer(second, 'DescribeKey', { KeyId: secondId });
    const there = await second.perform(
      {
        principal: 'arn:aws:iam::111122223333:user/alice',
        operation: 'Decrypt',
        parameters: { CiphertextBlob },
        region: 'eu-west-1',
      },
      {},
    );
    expect(there.error).toBeUndefined();
  });

  it('does not bring back a key that was deleted', async () => {
    const folder = temporaryFolder();
    let now = new Date('2026-11-02T09:00:00Z');
    const clock = () => now;
    const first = await openStore(folder, { clock });
    await answer(first, 'ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 });
    now = new Date('2026-11-20T09:00:00Z');
    expect((await call(first, 'DescribeKey', { KeyId: keyId })).error?.name).toBe(
      'NotFoundException',
    );
    await first.close();
    const second = await openStore(folder, { clock });
    expect((await call(second, 'DescribeKey', { KeyId: keyId })).error?.name).toBe(
      'NotFoundException',
    );
    expect(second.differences).toEqual([
      `the key \`${keyArn}\` of the world was deleted in the store, and is not made again`,
    ]);
  });

  it('is begun again with `fresh`', async () => {
    const folder = temporaryFolder();
    const first = await openStore(folder);
    await answer(first, 'CreateAlias', { AliasName: 'alias/old', TargetKeyId: keyId });
    const { event } = await call(first, 'DisableKey', { KeyId: keyId });
    await first.close();
    const second = await openStore(folder, { fresh: true });
    expect((await answer(second, 'ListAliases')).Aliases).toEqual([]);
    await answer(second, 'Encrypt', { KeyId: keyId, Plaintext: text('x') });
    expect(await second.event(event.requestID)).toBeUndefined();
  });
});

describe('fixed key material', () => {
  const material = Buffer.alloc(32, 7).toString('base64');
  const pkcs8 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64');
  const keys = `[{ id: ${keyId}, material: ${material} }, { id: ${secondId}, spec: ECC_NIST_P256, material: ${pkcs8} }]`;

  it('opens in one store what another encrypted', async () => {
    const world = worldOf(worldText(keys));
    const one = createMemoryState(world);
    const other = await openStore(temporaryFolder(), {}, world);
    const input = { KeyId: keyId, Plaintext: text('hermetic') };
    const { CiphertextBlob } = await answer(one, 'Encrypt', input);
    await answer(other, 'Decrypt', { CiphertextBlob });
    const public_ = { KeyId: secondId };
    expect((await answer(one, 'GetPublicKey', public_)).PublicKey).toEqual(
      (await answer(other, 'GetPublicKey', public_)).PublicKey,
    );
    await one.close();
  });

  it('is refused when it does not fit, without being told', () => {
    const short = Buffer.from('canary').toString('base64');
    for (const key of [
      `{ id: ${keyId}, material: ${short} }`,
      `{ id: ${keyId}, spec: RSA_2048, material: ${pkcs8} }`,
      `{ id: ${keyId}, spec: ML_DSA_44, usage: SIGN_VERIFY, material: ${pkcs8} }`,
    ]) {
      const world = worldOf(worldText(`[${key}]`));
      expect(() => createMemoryState(world)).toThrow(
        `the \`material\` of the key \`${keyArn}\` cannot be used`,
      );
      expect(() => createMemoryState(world)).not.toThrow(short);
    }
    expect(() => worldOf(worldText(`[{ id: ${keyId}, material: 'canary!' }]`))).toThrow(
      `the \`material\` of the key \`${keyId}\` is not in base64`,
    );
  });
});

describe('a store that is only read', () => {
  it('answers reads, refuses changes, and stays as it is', async () => {
    const folder = temporaryFolder();
    const first = await openStore(folder);
    const { CiphertextBlob } = await answer(first, 'Encrypt', {
      KeyId: keyId,
      Plaintext: text('x'),
    });
    const rsa = await answer(first, 'CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    await first.close();
    const second = await openStore(folder, { readOnly: true });
    await answer(second, 'Decrypt', { CiphertextBlob });
    const refused = await call(second, 'DisableKey', { KeyId: keyId });
    expect(refused.error).toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'DisableKey changes keys, and this server is read-only.',
    });
    expect(refused.allowed).toBe(true);
    // The key pair was never made, and one that nobody keeps would be of no use.
    const unmade = await call(second, 'GetPublicKey', { KeyId: rsa.KeyMetadata!.KeyId });
    expect(unmade.error).toMatchObject({ name: 'KMSInternalException', status: 500 });
    await answer(second, 'Decrypt', { CiphertextBlob });
    await second.close();
    const third = await openStore(folder);
    expect((await answer(third, 'DescribeKey', { KeyId: keyId })).KeyMetadata!.KeyState).toBe(
      'Enabled',
    );
  });

  it('must be there', async () => {
    const folder = join(temporaryFolder(), 'nothing');
    await expect(openStore(folder, { readOnly: true })).rejects.toThrow('cannot be opened');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('an export', () => {
  it('is a world file that begins where the store is', async () => {
    const state = await openStore(temporaryFolder(), {}, serverWorld());
    await answer(state, 'CreateAlias', { AliasName: 'alias/mine', TargetKeyId: keyId });
    await answer(state, 'PutKeyPolicy', { KeyId: keyId, Policy: policyNamed('mine') });
    await answer(state, 'TagResource', { KeyId: keyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    const grant = {
      GranteePrincipal: 'arn:aws:iam::111122223333:user/bob',
      Operations: ['Decrypt'],
    };
    const { GrantId } = await answer(state, 'CreateGrant', { KeyId: keyId, ...grant });
    const { CiphertextBlob } = await answer(state, 'Encrypt', {
      KeyId: keyId,
      Plaintext: text('x'),
    });
    const { text: plain, notes } = await exportWorld(state);
    expect(notes).toEqual([]);
    expect(plain).not.toContain('material');
    expect(plain).not.toContain('secret');
    const whole = await exportWorld(state, { secrets: true });
    const again = createMemoryState(worldOf(whole.text));
    await answer(again, 'Decrypt', { CiphertextBlob });
    const { Grants } = await answer(again, 'ListGrants', { KeyId: keyId });
    expect(Grants!.map((one) => one.GrantId)).toEqual([GrantId]);
    const wholeAgain = await exportWorld(again, { secrets: true });
    expect(JSON.parse(wholeAgain.text)).toEqual(JSON.parse(whole.text));
    const plainAgain = await exportWorld(createMemoryState(worldOf(plain)));
    expect(JSON.parse(plainAgain.text)).toEqual(JSON.parse(plain));
    expect(JSON.parse(whole.text).accounts['111122223333'].users.alice.accessKeys[0].secret).toBe(
      'alices-secret-0001',
    );
  });
});
