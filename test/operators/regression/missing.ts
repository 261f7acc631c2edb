// What many engines do not model, or do not survive.
import { account, alice, document, iamGuide, kmsGuide, statement } from '../ask.ts';
import type { RegressionRow } from './base.ts';
import {
  allowed,
  bob,
  context,
  denied,
  denyAllow,
  dept,
  kmsConditions,
  operatorsPage,
  session,
  silent,
  when,
} from './base.ts';

const endpoint = document(statement('Allow', { Principal: { AWS: alice } }));
const chain = `${'*a'.repeat(20)}*b`;

/** What other engines do not model, or do not survive. */
export const oftenMissing: RegressionRow[] = [
  {
    name: 'aws:PrincipalArn follows from the caller',
    answer: allowed,
    source: iamGuide('reference_policies_condition-keys'),
    policies: when('Allow', { ArnEquals: { 'aws:PrincipalArn': alice } }),
  },
  {
    name: 'kms:CallerAccount follows from the caller',
    answer: allowed,
    source: kmsConditions,
    policies: when('Allow', { StringEquals: { 'kms:CallerAccount': account } }),
  },
  {
    name: 'kms:ViaService follows from the forwarding service and the key',
    answer: allowed,
    source: kmsConditions,
    policies: when('Allow', { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
    request: { via: 's3' },
  },
  {
    name: 'an endpoint policy may name a principal',
    answer: allowed,
    source: kmsGuide('kms-vpc-endpoint'),
    policies: { vpcEndpointPolicy: endpoint },
    request: { vpcEndpoint: 'vpce-0a1b' },
  },
  {
    name: 'an endpoint policy that names one user keeps others out',
    answer: 'deny vpc-endpoint',
    source: kmsGuide('kms-vpc-endpoint'),
    policies: { vpcEndpointPolicy: endpoint },
    request: { vpcEndpoint: 'vpce-0a1b', principal: bob },
  },
  {
    name: 'an endpoint policy has no say in calls by another way',
    answer: allowed,
    source: kmsGuide('kms-vpc-endpoint'),
    policies: { vpcEndpointPolicy: endpoint },
    request: { principal: bob },
  },
  {
    name: 'a hostile pattern takes no longer than another',
    answer: silent,
    source: operatorsPage,
    policies: when('Allow', { StringLike: { [dept]: chain } }),
    request: context({ [dept]: 'a'.repeat(256) }),
  },
  {
    name: 'a session policy that denies everything denies',
    answer: denied,
    source: denyAllow,
    policies: { sessionPolicies: [document(statement('Deny'))] },
    request: { principal: session },
  },
];
