// A story that a trail tells: calls that are allowed and denied, for every reason and in every way that a record
// tells of, and the world that they are made in.
import { base32, totpCode } from '../../src/server/totp.ts';
import {
  type AccessKey,
  alice,
  bob,
  call,
  callSts,
  carol,
  credentialsIn,
  home,
  keyId,
  other,
  region,
  type WorldParts,
} from './kit.ts';

const allow = (principal: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${principal}` },
  Action: 'kms:*',
  Resource: '*',
  ...more,
});
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const idOf = (digit: number) => keyId.replace(/^./, String(digit));
const key = (digit: number, ...statements: object[]) => ({
  id: idOf(digit),
  policy: policy(allow(`${home}:root`), ...statements),
});
const shared = `arn:aws:kms:${region}:${home}:key/${idOf(2)}`;
const roleArn = `arn:aws:iam::${home}:role/Engineering`;
const serial = `arn:aws:iam::${home}:mfa/alice`;
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const encryptOnly = policy({ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' });

/** The world of the story. */
export const storyParts: WorldParts = {
  sessions: JSON.stringify([
    {
      role: 'Engineering',
      sessionName: 'narrow',
      policies: [{ name: 'narrow', document: encryptOnly }],
    },
  ]),
  mfa: `mfaDevices: [{ serial: "${serial}", seed: ${seed} }]`,
  role: JSON.stringify({
    trustPolicy: policy({ ...allow(`${home}:user/alice`), Action: 'sts:*', Resource: undefined }),
    policies: [
      { name: 'kms', document: policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }) },
    ],
  }),
  keys: JSON.stringify([
    { id: keyId, aliases: ['alias/app'] },
    key(2, allow(`${other}:root`)),
    // Only through Amazon S3.
    key(3, {
      ...allow(`${home}:root`),
      Effect: 'Deny',
      Action: 'kms:Decrypt',
      Condition: { StringNotEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    }),
    // Only with MFA, and credentials that are not old.
    key(4, {
      ...allow(`${home}:root`),
      Effect: 'Deny',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    }),
    key(5, {
      ...allow(`${home}:root`),
      Effect: 'Deny',
      Condition: { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
    }),
  ]),
  vpcEndpoints: JSON.stringify({
    'vpce-0a1b2c3d': {
      vpc: 'vpc-1',
      policy: policy({ Effect: 'Allow', Principal: '*', Action: 'kms:Encrypt', Resource: '*' }),
    },
  }),
  allowedCallers: [`arn:aws:iam::${home}:user/alice`],
};

/** A call of the story: its request id, and whether it was denied. */
export interface Told {
  readonly what: string;
  readonly id: string;
  readonly denied: boolean;
}

/** Makes the calls. */
export async function tellStory(url: string): Promise<readonly Told[]> {
  const said: Told[] = [];
  const say = async (
    who: AccessKey,
    what: string,
    operation: string,
    parameters: object,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await call(url, who, operation, parameters, headers);
    const id = answer.headers.get('x-amzn-requestid')!;
    said.push({ what, id, denied: answer.json.__type === 'AccessDeniedException' });
    return answer.json.CiphertextBlob;
  };
  const Plaintext = 'YQ==';
  const EncryptionContext = { department: 'Engineering' };
  const to = (KeyId: string) => ({ KeyId, Plaintext });
  const blob = await say(alice, 'by alias', 'Encrypt', to('alias/app'));
  await say(alice, 'allowed', 'Decrypt', { CiphertextBlob: blob });
  await say(bob, 'denied', 'Decrypt', { CiphertextBlob: blob });
  await say(bob, 'denied by alias', 'Encrypt', { ...to('alias/app'), EncryptionContext });
  await say(bob, 'denied without a key', 'ListKeys', {});
  await say(alice, 'a list', 'ListKeys', {});
  await say(alice, 'no such key', 'Encrypt', to(idOf(9)));
  await say(alice, 'a wrong parameter', 'Encrypt', { ...to(keyId), EncryptionAlgorithm: 'NONE' });
  await say(alice, 'a wrong blob', 'Decrypt', { CiphertextBlob: 'YQ==' });
  await say(alice, 'two keys', 'ReEncrypt', { CiphertextBlob: blob, DestinationKeyId: idOf(2) });
  await say(alice, 'a key is made', 'CreateKey', { Description: 'new' });
  await say(
    carol,
    'cross-account, denied',
    'Encrypt',
    to(`arn:aws:kms:${region}:${home}:key/${keyId}`),
  );
  await say(carol, 'cross-account', 'Encrypt', to(shared));
  const via3 = await say(alice, 'behind S3', 'Encrypt', to(idOf(3)));
  await say(alice, 'not by S3', 'Decrypt', { CiphertextBlob: via3 });
  await say(alice, 'by S3', 'Decrypt', { CiphertextBlob: via3 }, { 'x-keyward-via': 's3' });
  const endpoint = { 'x-keyward-vpc-endpoint': 'vpce-0a1b2c3d' };
  await say(alice, 'by an endpoint', 'Encrypt', to(keyId), endpoint);
  await say(alice, 'the endpoint denies', 'Decrypt', { CiphertextBlob: blob }, endpoint);
  await say(alice, 'from elsewhere', 'Encrypt', to(keyId), {
    'x-keyward-source-ip': '203.0.113.7',
  });
  await say(alice, 'without MFA', 'Encrypt', to(idOf(4)));
  const assume = { Action: 'AssumeRole', RoleArn: roleArn, RoleSessionName: 'deploy' };
  const plain = credentialsIn(await callSts(url, alice, assume));
  await say(plain, 'a session', 'Encrypt', to(keyId));
  await say(plain, 'a session without MFA', 'Encrypt', to(idOf(4)));
  await say(plain, 'a session that is too new', 'Encrypt', to(idOf(5)));
  const TokenCode = totpCode(base32(seed), Math.floor(Date.now() / 30_000));
  const mfa = credentialsIn(
    await callSts(url, alice, {
      ...assume,
      SerialNumber: serial,
      TokenCode,
      SourceIdentity: 'alice',
    }),
  );
  await say(mfa, 'a session with MFA', 'Encrypt', to(idOf(4)));
  const Policy = JSON.stringify(encryptOnly);
  const narrow = credentialsIn(
    await callSts(url, alice, { ...assume, RoleSessionName: 'narrow', Policy }),
  );
  await say(narrow, 'a session policy allows', 'Encrypt', to(keyId));
  await say(narrow, 'a session policy denies', 'Decrypt', { CiphertextBlob: blob });
  const own = credentialsIn(await callSts(url, alice, { Action: 'GetSessionToken' }));
  await say(own, "a user's session", 'Encrypt', to(keyId));
  const federated = { Action: 'GetFederationToken', Name: 'dana', Policy };
  const dana = credentialsIn(await callSts(url, alice, federated));
  await say(dana, 'a federated user', 'Encrypt', to(keyId));
  await say(dana, 'a federated user, denied', 'Decrypt', { CiphertextBlob: blob });
  return said;
}
