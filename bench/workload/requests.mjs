// The requests of the benchmark, each with the answer that is expected of every engine.
// Their strings are fresh each time, as those of a server are: decoded from bytes, never seen before.
import { callers, keyArn, viaService } from './names.mjs';

const s3 = { 'kms:ViaService': viaService('s3') };
const orders = { 'kms:EncryptionContext:app': 'orders' };
const blue = { 'aws:PrincipalTag/team': 'blue' };
const security = { 'aws:PrincipalTag/team': 'security' };

/** [answer, action, context] */
const rows = [
  ['allowed', 'kms:Decrypt', s3],
  ['allowed', 'kms:GenerateDataKey', { ...s3, ...blue }],
  ['allowed', 'kms:Encrypt', orders],
  ['allowed', 'kms:Decrypt', { ...orders, ...blue }],
  ['allowed', 'kms:DescribeKey', {}],
  ['allowed', 'kms:CreateGrant', { ...blue, 'kms:GrantIsForAWSResource': 'true' }],
  ['allowed', 'kms:ReEncryptFrom', { ...s3, ...orders }],
  ['allowed', 'kms:GenerateDataKeyWithoutPlaintext', { ...s3, ...orders, ...blue }],
  ['implicit-deny', 'kms:Decrypt', {}],
  ['implicit-deny', 'kms:Encrypt', { 'kms:EncryptionContext:app': 'invoices', ...blue }],
  ['implicit-deny', 'kms:GenerateDataKey', { 'kms:ViaService': viaService('lambda') }],
  ['implicit-deny', 'kms:ScheduleKeyDeletion', security],
  ['explicit-deny', 'kms:ScheduleKeyDeletion', {}],
  ['explicit-deny', 'kms:DisableKey', blue],
  ['explicit-deny', 'kms:PutKeyPolicy', blue],
  ['explicit-deny', 'kms:ScheduleKeyDeletion', { ...s3, ...blue }],
];

/** The different requests: every row by two callers. */
export const requests = rows.flatMap(([answer, action, context], index) =>
  [0, 1].map((turn) => ({
    answer,
    principal: callers[(index + turn * 5) % callers.length],
    action,
    resource: keyArn(0),
    context,
  })),
);

/** `count` requests in turn, every string of them newly decoded. Context keys are names, not values. */
export function freshRequests(count) {
  return Array.from({ length: count }, (_, index) => {
    const { principal, action, resource, context } = requests[index % requests.length];
    const pairs = Object.entries(context).map(([key, value]) => [key, fresh(value)]);
    return {
      principal: fresh(principal),
      action: fresh(action),
      resource: fresh(resource),
      context: Object.fromEntries(pairs),
    };
  });
}

function fresh(text) {
  return Buffer.from(text, 'latin1').latin1Slice();
}
