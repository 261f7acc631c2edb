// Grants: created, used, listed, retired and revoked; what makes two requests the same grant.
import { describe, expect, it } from 'vitest';
import {
  alice,
  beginning,
  bob,
  carol,
  createKit,
  engineering,
  expectError,
  home,
  keyArn,
  keyId,
  other,
  worldText,
} from './kit.ts';

const session = `arn:aws:sts::${home}:assumed-role/Engineering/one`;
const grant = (more: object = {}) => ({
  KeyId: keyId,
  GranteePrincipal: bob,
  Operations: ['Encrypt', 'DescribeKey'],
  ...more,
});
const Plaintext = Buffer.from('hello');

describe('a grant', () => {
  it('lets its grantee in at once, and no more when it is revoked', async () => {
    const kit = createKit();
    const encrypt = () => kit.call(bob, 'Encrypt', { KeyId: keyId, Plaintext });
    expectError(await encrypt(), 'AccessDeniedException');
    const { GrantId, GrantToken } = await kit.answer(alice, 'CreateGrant', grant());
    expect(GrantId).toMatch(/^[0-9a-f]{64}$/);
    expect(Buffer.from(GrantToken!, 'base64').toString('base64')).toBe(GrantToken);
    const used = await encrypt();
    expect(used.decisions[0]!.decision).toMatchObject({
      reason: 'grant',
      determining: [{ kind: 'grant', grantId: GrantId }],
    });
    await kit.answer(bob, 'DescribeKey', { KeyId: keyId, GrantTokens: [GrantToken] });
    expect(await kit.answer(alice, 'RevokeGrant', { KeyId: keyArn, GrantId })).toEqual({});
    expectError(await encrypt(), 'AccessDeniedException');
    expectError(
      await kit.call(alice, 'RevokeGrant', { KeyId: keyId, GrantId }),
      'InvalidGrantIdException',
    );
  });

  it('is what an explanation saw, even if others came later', async () => {
    const kit = createKit();
    await kit.answer(alice, 'CreateGrant', grant({ GranteePrincipal: engineering }));
    const denied = await kit.call(bob, 'Encrypt', { KeyId: keyId, Plaintext });
    await kit.answer(alice, 'CreateGrant', grant());
    expect(denied.explanations[0]!.decision.verdict).toBe('deny');
    expect(denied.explanations[0]!.grants).toHaveLength(1);
  });

  it('says nothing of its token in the record of the call', async () => {
    const kit = createKit();
    const { event, response } = await kit.call(
      alice,
      'CreateGrant',
      grant({ RetiringPrincipal: bob }),
    );
    const { GrantId, GrantToken } = response as { GrantId: string; GrantToken: string };
    expect(event.requestParameters).toEqual({
      keyId,
      granteePrincipal: bob,
      retiringPrincipal: bob,
      operations: ['Encrypt', 'DescribeKey'],
    });
    expect(event.responseElements).toEqual({ keyId: keyArn, grantId: GrantId });
    const retired = await kit.call(bob, 'RetireGrant', { GrantToken });
    expect(retired.error).toBeUndefined();
    expect(JSON.stringify([event, retired.event])).not.toContain(GrantToken);
  });

  it('reaches into another account', async () => {
    const kit = createKit();
    const { GrantId } = await kit.answer(alice, 'CreateGrant', grant({ GranteePrincipal: carol }));
    await kit.answer(carol, 'Encrypt', { KeyId: keyArn, Plaintext });
    expectError(
      await kit.call(carol, 'RevokeGrant', { KeyId: keyArn, GrantId }),
      'AccessDeniedException',
    );
  });

  it('keeps to its constraints', async () => {
    const kit = createKit();
    const EncryptionContextSubset = { team: 'blue', ['__proto__']: 'x' };
    const Constraints = { EncryptionContextSubset };
    await kit.answer(alice, 'CreateGrant', grant({ Constraints }));
    const encrypt = (EncryptionContext: object) =>
      kit.call(bob, 'Encrypt', { KeyId: keyId, Plaintext, EncryptionContext });
    expectError(await encrypt({ team: 'blue' }), 'AccessDeniedException');
    expect((await encrypt({ ...EncryptionContextSubset, stage: 'a' })).error).toBeUndefined();
    const { Grants } = await kit.answer(alice, 'ListGrants', { KeyId: keyId });
    expect(Grants![0]!.Constraints).toEqual(Constraints);
  });
});

describe('the name of a grant', () => {
  it('makes a retry answer the same grant with a new token', async () => {
    const kit = createKit();
    const EncryptionContextEquals = { a: '1', b: '2' };
    const named = grant({ Name: 'app', Constraints: { EncryptionContextEquals } });
    const first = await kit.answer(alice, 'CreateGrant', named);
    const reordered = grant({
      Name: 'app',
      Operations: ['DescribeKey', 'Encrypt', 'Encrypt'],
      Constraints: { EncryptionContextEquals: { b: '2', a: '1' } },
    });
    for (const retry of [named, reordered]) {
      const again = await kit.answer(alice, 'CreateGrant', retry);
      expect(again.GrantId).toBe(first.GrantId);
      expect(again.GrantToken).not.toBe(first.GrantToken);
    }
    const changed: object[] = [
      { Name: 'app2' },
      { GranteePrincipal: engineering },
      { RetiringPrincipal: bob },
      { Operations: ['Encrypt'] },
      { Constraints: { EncryptionContextEquals: { a: '1' } } },
      { Constraints: { EncryptionContextSubset: EncryptionContextEquals } },
      { Constraints: undefined },
    ];
    for (const more of changed) {
      const another = await kit.answer(alice, 'CreateGrant', { ...named, ...more });
      expect(another.GrantId).not.toBe(first.GrantId);
    }
    const { Grants } = await kit.answer(alice, 'ListGrants', { KeyId: keyId });
    expect(Grants).toHaveLength(1 + changed.length);
    await kit.answer(alice, 'RevokeGrant', { KeyId: keyId, GrantId: first.GrantId });
    const anew = await kit.answer(alice, 'CreateGrant', named);
    expect(anew.GrantId).not.toBe(first.GrantId);
  });

  it('is needed for that: without one each request makes a grant', async () => {
    const kit = createKit();
    const ids = new Set<string>();
    for (let at = 0; at < 3; at++)
      ids.add((await kit.answer(alice, 'CreateGrant', grant())).GrantId!);
    expect(ids.size).toBe(3);
  });
});

describe('ListGrants', () => {
  it('tells all of a grant but its token', async () => {
    const kit = createKit();
    const service = 'dynamodb.amazonaws.com';
    const SourceArn = `arn:aws:dynamodb:us-east-1:${home}:table/Orders`;
    const asked = {
      GranteeServicePrincipal: service,
      RetiringServicePrincipal: service,
      Operations: ['Decrypt'],
      Constraints: { SourceArn },
      Name: 'table',
    };
    const { GrantId } = await kit.answer(alice, 'CreateGrant', { KeyId: keyId, ...asked });
    expect(await kit.answer(alice, 'ListGrants', { KeyId: keyId })).toEqual({
      Grants: [
        {
          ...asked,
          KeyId: keyArn,
          GrantId,
          IssuingAccount: `arn:aws:iam::${home}:root`,
          CreationDate: beginning,
        },
      ],
      Truncated: false,
    });
  });

  it('prints the grants of the world', async () => {
    const kit = createKit(
      worldText(`
      - id: ${keyId}
        grants:
          - GrantId: of-old
            GranteePrincipal: ec2.amazonaws.com
            Operations: [Decrypt]
            CreationDate: 2024-05-06T07:08:09+02:00
          - { GrantId: without-date, GranteePrincipal: '${bob}', Operations: [Decrypt] }`),
    );
    const { Grants } = await kit.answer(alice, 'ListGrants', { KeyId: keyId });
    expect(Grants!.map(({ GrantId, CreationDate }) => [GrantId, CreationDate])).toEqual([
      ['of-old', new Date('2024-05-06T05:08:09Z')],
      ['without-date', beginning],
    ]);
  });

  it('filters by id and by grantee, page by page', async () => {
    const kit = createKit();
    const ids: string[] = [];
    for (const GranteePrincipal of [bob, engineering, bob, bob]) {
      ids.push((await kit.answer(alice, 'CreateGrant', grant({ GranteePrincipal }))).GrantId!);
    }
    const list = (more: object) => kit.answer(alice, 'ListGrants', { KeyId: keyId, ...more });
    const { Grants } = await list({ GrantId: ids[1] });
    expect(Grants!.map(({ GrantId }) => GrantId)).toEqual([ids[1]]);
    expect((await list({ GrantId: ids[1], GranteePrincipal: bob })).Grants).toEqual([]);
    expect((await list({ GranteeServicePrincipal: 's3.amazonaws.com' })).Grants).toEqual([]);
    const first = await list({ GranteePrincipal: bob, Limit: 2 });
    const second = await list({ GranteePrincipal: bob, Limit: 2, Marker: first.NextMarker });
    expect([first.Truncated, second.Truncated]).toEqual([true, false]);
    const paged = [...first.Grants!, ...second.Grants!].map(({ GrantId }) => GrantId);
    expect(paged.sort()).toEqual([ids[0], ids[2], ids[3]].sort());
    expectError(
      await kit.call(alice, 'ListGrants', { KeyId: keyId, GrantId: 'a' }),
      'InvalidGrantIdException',
    );
    for (const Marker of ['x', `${first.NextMarker}A`]) {
      expectError(
        await kit.call(alice, 'ListGrants', { KeyId: keyId, Marker }),
        'InvalidMarkerException',
      );
    }
    const both = { GranteePrincipal: bob, GranteeServicePrincipal: 's3.amazonaws.com' };
    expectError(
      await kit.call(alice, 'ListGrants', { KeyId: keyId, ...both }),
      'ValidationException',
    );
  });
});

describe('RetireGrant', () => {
  const retiring = [
    ['the retiring principal', bob, { GranteePrincipal: engineering, RetiringPrincipal: bob }],
    ['a grantee that may', bob, { Operations: ['Decrypt', 'RetireGrant'] }],
    [
      'a session of a role that may',
      session,
      { GranteePrincipal: engineering, Operations: ['RetireGrant'] },
    ],
    ['the account, by IAM', alice, {}],
    ['the root user', { root: home }, {}],
    ['a principal of another account', carol, { RetiringPrincipal: carol }],
  ] as const;

  it.each(retiring)('is for %s', async (_, principal, more) => {
    for (const by of ['token', 'id', 'ARN'] as const) {
      if (by === 'id' && principal === carol) continue;
      const kit = createKit();
      const { GrantId, GrantToken } = await kit.answer(alice, 'CreateGrant', grant(more));
      const KeyId = by === 'id' ? keyId : keyArn;
      const parameters = by === 'token' ? { GrantToken } : { KeyId, GrantId };
      const dry = await kit.call(principal, 'RetireGrant', { ...parameters, DryRun: true });
      expectError(dry, 'DryRunOperationException');
      expect(await kit.answer(principal, 'RetireGrant', parameters)).toEqual({});
      expect((await kit.answer(alice, 'ListGrants', { KeyId: keyId })).Grants).toEqual([]);
    }
  });

  it('is not for others, whatever grants they have besides', async () => {
    const kit = createKit();
    await kit.answer(alice, 'CreateGrant', grant({ RetiringPrincipal: bob }));
    const { GrantId, GrantToken } = await kit.answer(alice, 'CreateGrant', grant());
    for (const parameters of [{ GrantToken }, { KeyId: keyArn, GrantId }]) {
      for (const principal of [bob, session, carol]) {
        expectError(await kit.call(principal, 'RetireGrant', parameters), 'AccessDeniedException');
      }
    }
  });

  it('finds the Region of a token', async () => {
    const kit = createKit();
    const { KeyMetadata } = await kit.answer(alice, 'CreateKey', {}, { region: 'eu-west-1' });
    const abroad = grant({ KeyId: KeyMetadata!.Arn, RetiringPrincipal: bob });
    const { GrantToken } = await kit.answer(alice, 'CreateGrant', abroad);
    await kit.answer(bob, 'RetireGrant', { GrantToken });
  });

  it('takes the token of a grant of the world that has not spread yet', async () => {
    const kit = createKit(
      worldText(`
      - id: ${keyId}
        grants:
          - GrantId: new
            GranteePrincipal: '${engineering}'
            RetiringPrincipal: '${bob}'
            Operations: [Decrypt]
            GrantToken: secret
            visible: false`),
    );
    const byId = { KeyId: keyArn, GrantId: 'new' };
    expectError(await kit.call(bob, 'RetireGrant', byId), 'AccessDeniedException');
    await kit.answer(bob, 'RetireGrant', { GrantToken: 'secret' });
  });

  it('policies see the constraint of the grant', async () => {
    const condition = `Condition: { StringEquals: { 'kms:EncryptionContext:team': blue, 'kms:GrantConstraintType': EncryptionContextEquals } }`;
    const kit = createKit(
      worldText().replace(
        'bob: {}',
        `bob: { policies: [{ name: retire, document: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'kms:RetireGrant', Resource: '*', ${condition} }] } }] }`,
      ),
    );
    const made = async (team: string) => {
      const Constraints = { EncryptionContextEquals: { team } };
      return kit.answer(
        alice,
        'CreateGrant',
        grant({ GranteePrincipal: engineering, Constraints }),
      );
    };
    const [red, blue] = [await made('red'), await made('blue')];
    const retire = ({ GrantId }: { GrantId?: string }) =>
      kit.call(bob, 'RetireGrant', { KeyId: keyArn, GrantId });
    expectError(await retire(red), 'AccessDeniedException');
    expect((await retire(blue)).error).toBeUndefined();
  });
});

describe('ListRetirableGrants', () => {
  it('finds the grants on keys of any account that a principal may retire', async () => {
    const theirs = '2345bcde-23bc-45de-6701-234567890abc';
    const kit = createKit(worldText(`[{ id: ${keyId} }]`, `[{ id: ${theirs} }]`));
    const RetiringPrincipal = bob;
    const { GrantId } = await kit.answer(alice, 'CreateGrant', grant({ RetiringPrincipal }));
    await kit.answer(alice, 'CreateGrant', grant({ RetiringPrincipal: engineering }));
    const abroad = grant({ KeyId: theirs, RetiringPrincipal });
    const second = await kit.answer(carol, 'CreateGrant', abroad);
    const list = (more = {}) =>
      kit.answer(alice, 'ListRetirableGrants', { RetiringPrincipal, ...more });
    const { Grants, Truncated } = await list();
    expect(Truncated).toBe(false);
    expect(Grants!.map((entry) => entry.GrantId).sort()).toEqual([GrantId, second.GrantId].sort());
    expect(Grants!.map(({ IssuingAccount }) => IssuingAccount).sort()).toEqual([
      `arn:aws:iam::${home}:root`,
      `arn:aws:iam::${other}:root`,
    ]);
    const page = await list({ Limit: 1 });
    const rest = await list({ Limit: 1, Marker: page.NextMarker });
    expect([...page.Grants!, ...rest.Grants!]).toEqual(Grants);
    const changed = { RetiringPrincipal: engineering, Marker: page.NextMarker };
    expectError(await kit.call(alice, 'ListRetirableGrants', changed), 'InvalidMarkerException');
    expectError(
      await kit.call(bob, 'ListRetirableGrants', { RetiringPrincipal }),
      'AccessDeniedException',
    );
  });

  it('is about principals of the own account', async () => {
    const kit = createKit();
    for (const RetiringPrincipal of [carol, 'bob']) {
      expectError(
        await kit.call(alice, 'ListRetirableGrants', { RetiringPrincipal }),
        'InvalidArnException',
      );
    }
    expectError(await kit.call(alice, 'ListRetirableGrants'), 'ValidationException');
  });
});
