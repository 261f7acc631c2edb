// The statements of the three sizes, as rows. A row says which layer it belongs to, whom it names, and
// what it allows or denies; aws-policies.mjs, cedar.mjs and casbin.mjs write the same rows in their languages.
//
// Ten times the statements means ten times the keys and ten times the statements that concern every key.
// The statements that decide stand among the others, not before them.
import { anyKey, keyArn, role, viaService } from './names.mjs';

/** How many statements each size has, and over how many keys they are spread. */
export const sizes = {
  small: { inKeyPolicy: 5, inIdentityPolicies: 3, keys: 1 },
  medium: { inKeyPolicy: 20, inIdentityPolicies: 80, keys: 25 },
  large: { inKeyPolicy: 200, inIdentityPolicies: 800, keys: 250 },
};

/** What the console's default key policy lets key users, key administrators and AWS services do. */
const use = ['Encrypt', 'Decrypt', 'ReEncrypt*', 'GenerateDataKey*', 'DescribeKey'].map(kms);
const administer = [
  ...['Create*', 'Describe*', 'Enable*', 'List*', 'Put*', 'Update*', 'Revoke*', 'Disable*'],
  ...['Get*', 'Delete*', 'TagResource', 'UntagResource', 'ScheduleKeyDeletion'],
  ...['CancelKeyDeletion', 'RotateKeyOnDemand'],
].map(kms);
const attach = ['CreateGrant', 'ListGrants', 'RevokeGrant'].map(kms);

const encrypt = ['Encrypt', 'Decrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'].map(
  kms,
);
const read = ['Describe*', 'List*', 'GetKeyPolicy', 'GetKeyRotationStatus', 'GetPublicKey'].map(
  kms,
);
const sign = ['Sign', 'Verify', 'GenerateMac', 'VerifyMac', 'DeriveSharedSecret'].map(kms);
const tag = ['TagResource', 'UntagResource', 'UpdateKeyDescription'].map(kms);
const erase = ['ScheduleKeyDeletion', 'DisableKey'].map(kms);

function kms(name) {
  return `kms:${name}`;
}

/** The key policy's statements that decide the requests: the console's, and one Deny. */
const decidingInKeyPolicy = [
  { effect: 'Allow', principals: 'account', actions: ['kms:*'], conditions: [] },
  { effect: 'Allow', principals: [role('Administration')], actions: administer, conditions: [] },
  {
    effect: 'Allow',
    principals: [role('Engineering')],
    actions: use,
    conditions: [['StringEquals', 'kms:ViaService', [viaService('s3'), viaService('ec2')]]],
  },
  {
    effect: 'Allow',
    principals: [role('Engineering')],
    actions: attach,
    conditions: [['Bool', 'kms:GrantIsForAWSResource', ['true']]],
  },
  {
    effect: 'Deny',
    principals: 'everyone',
    actions: erase,
    conditions: [['StringNotEquals', 'aws:PrincipalTag/team', ['security']]],
  },
];

/** The identity policies' statements that decide the requests. */
const decidingInIdentityPolicies = [
  {
    effect: 'Allow',
    actions: encrypt,
    resources: [keyArn(0)],
    conditions: [['StringEquals', 'kms:EncryptionContext:app', ['orders']]],
  },
  { effect: 'Allow', actions: read, resources: [anyKey], conditions: [] },
  {
    effect: 'Deny',
    actions: ['kms:PutKeyPolicy'],
    resources: [anyKey],
    conditions: [],
  },
];

/** The rows of a size: one key policy, and the identity policies' statements in document order. */
export function statementsOf(size) {
  const { inKeyPolicy, inIdentityPolicies, keys } = sizes[size];
  return {
    keyPolicy: among(decidingInKeyPolicy, inKeyPolicy, keyPolicyFiller),
    identity: among(decidingInIdentityPolicies, inIdentityPolicies, (index) =>
      identityFiller(index, keys),
    ),
  };
}

/** Spreads the rows that decide evenly among fillers. */
function among(deciding, count, filler) {
  const rows = Array.from({ length: count - deciding.length }, (_, index) => filler(index));
  deciding.forEach((row, index) => {
    rows.splice(Math.floor((index * count) / deciding.length), 0, row);
  });
  return rows;
}

/** A statement of the key policy for other roles; every tenth is a Deny that is asked of everyone. */
function keyPolicyFiller(index) {
  if (index % 10 === 9) {
    return {
      effect: 'Deny',
      principals: 'everyone',
      actions: use,
      conditions: [['StringEquals', 'kms:EncryptionContext:app', [`retired-${index}`]]],
    };
  }
  return {
    effect: 'Allow',
    principals: [role(`App${index}`), role(`App${index}-jobs`)],
    ...[
      { actions: use, conditions: [] },
      { actions: attach, conditions: [['Bool', 'kms:GrantIsForAWSResource', ['true']]] },
      { actions: administer, conditions: [] },
      {
        actions: use,
        conditions: [['StringEquals', 'kms:ViaService', [viaService('sqs'), viaService('sns')]]],
      },
    ][index % 4],
  };
}

/** A statement of an identity policy; two in a hundred are about all keys of the account. */
function identityFiller(index, keys) {
  const resources =
    index % 50 === 17 ? [anyKey] : [1, 7, 11].map((step) => keyArn((index * step) % keys));
  const app = ['StringEquals', 'kms:EncryptionContext:app', [`app-${index}`, `jobs-${index}`]];
  const via = ['StringEquals', 'kms:ViaService', [viaService('sns'), viaService('sqs')]];
  const tenant = ['StringLike', 'kms:EncryptionContext:tenant', [`tenant-${index}-*`]];
  const team = ['StringEquals', 'aws:PrincipalTag/team', ['platform', `team-${index}`]];
  const outsider = ['StringNotEquals', 'aws:PrincipalTag/team', ['security', 'platform', 'blue']];
  const row = [
    { effect: 'Allow', actions: sign, conditions: [] },
    { effect: 'Allow', actions: encrypt, conditions: [app] },
    { effect: 'Allow', actions: read, conditions: [] },
    { effect: 'Allow', actions: use, conditions: [via] },
    { effect: 'Allow', actions: sign, conditions: [] },
    { effect: 'Allow', actions: tag, conditions: [team] },
    { effect: 'Allow', actions: attach, conditions: [team] },
    { effect: 'Allow', actions: encrypt, conditions: [tenant, app] },
    { effect: 'Allow', actions: administer, conditions: [team] },
    { effect: 'Deny', actions: ['kms:PutKeyPolicy', ...attach, ...erase], conditions: [outsider] },
  ][index % 10];
  return { ...row, resources };
}
