// One question for each reason to be denied, asked of fixtures/worlds/cli-outputs. Its README tells them.
import type { DenyReason } from '../../src/model/decision.ts';
import type { WorldRequest } from '../../src/world/request.ts';

export interface Question {
  readonly title: string;
  readonly ask: WorldRequest;
  readonly reason: DenyReason;
  /** The deciding statement's policy and Sid, and where it stands; absent for an implicit denial. */
  readonly sid?: string;
  readonly file?: string;
}

const ledger = 'arn:aws:kms:us-east-1:444455556666:key/6789f012-67f0-8912-ab34-6789012345f0';
const bob = 'arn:aws:iam::111122223333:user/bob';
const vault = '111122223333/us-east-1/3456cdef-34cd-56ef-7801-3456789012cd/get-key-policy.json';

export const questions: readonly Question[] = [
  {
    title: 'no delegation',
    ask: { principal: 'alice', action: 'kms:Decrypt', key: 'alias/payroll' },
    reason: 'not-delegated',
  },
  {
    title: 'delegation, but no identity Allow',
    ask: { principal: bob, action: 'kms:Decrypt', key: 'alias/orders' },
    reason: 'no-identity-allow',
  },
  {
    title: 'an explicit Deny by address',
    ask: {
      principal: 'alice',
      action: 'kms:Decrypt',
      key: 'alias/vault',
      context: { 'aws:SourceIp': '198.51.100.7' },
    },
    reason: 'explicit-deny',
    sid: 'Decrypt only from the office',
    file: vault,
  },
  {
    title: 'an explicit Deny by time',
    ask: {
      principal: 'alice',
      action: 'kms:Encrypt',
      key: 'alias/vault',
      context: { 'aws:CurrentTime': '2026-12-25T12:00:00Z' },
    },
    reason: 'explicit-deny',
    sid: 'Year-end freeze',
    file: vault,
  },
  {
    title: 'an explicit Deny without MFA',
    ask: { principal: 'alice', action: 'kms:DisableKey', key: 'alias/vault' },
    reason: 'explicit-deny',
    sid: 'Disable only with MFA',
    file: vault,
  },
  {
    title: 'a permissions boundary',
    ask: { principal: 'role/Engineering/alice', action: 'kms:Encrypt', key: 'alias/orders' },
    reason: 'boundary',
  },
  {
    title: 'a session policy',
    ask: {
      principal: 'arn:aws:sts::111122223333:assumed-role/DataPipeline/nightly',
      action: 'kms:GenerateDataKey',
      key: 'alias/orders',
    },
    reason: 'session-policy',
  },
  {
    title: 'one level of service control policies',
    ask: { principal: 'alice', action: 'kms:ScheduleKeyDeletion', key: 'alias/orders' },
    reason: 'scp',
  },
  {
    title: 'a resource control policy',
    ask: {
      principal: 'arn:aws:iam::999988887777:user/bob',
      action: 'kms:Decrypt',
      key: 'arn:aws:kms:us-east-1:111122223333:alias/shared',
    },
    reason: 'explicit-deny',
    sid: 'KeysStayInApps',
    file: 'organization/describe-policy.p-keys5678.json',
  },
  {
    title: 'a VPC endpoint policy',
    ask: {
      principal: 'alice',
      action: 'kms:Encrypt',
      key: 'alias/orders',
      vpcEndpoint: 'vpce-0a1b2c3d4e5f67890',
    },
    reason: 'vpc-endpoint',
  },
  {
    title: "a grant's constraint",
    ask: {
      principal: bob,
      action: 'kms:Decrypt',
      key: 'alias/exports',
      context: { 'kms:EncryptionContext:department': 'sales' },
    },
    reason: 'grant-constraint',
  },
  {
    title: "another account's key, and no Allow of the caller's own account",
    ask: { principal: 'alice', action: 'kms:Decrypt', key: ledger },
    reason: 'no-caller-account-allow',
  },
  {
    title: "another account's key, and no Allow of the key's account",
    ask: { principal: 'role/DataPipeline/nights', action: 'kms:Encrypt', key: ledger },
    reason: 'no-key-account-allow',
  },
];
