// The outputs of the AWS CLI that a world is read from. A file is known by its content: the first row
// that matches takes it.

import { describeKey } from './describe-key.ts';
import { describeVpcEndpoints } from './describe-vpc-endpoints.ts';
import { getAccountAuthorizationDetails } from './get-account-authorization-details.ts';
import { getRole, getUser } from './get-identity.ts';
import { getGroupPolicy, getRolePolicy, getUserPolicy } from './get-inline-policy.ts';
import { getKeyPolicy } from './get-key-policy.ts';
import { getPolicyVersion } from './get-policy-version.ts';
import { listAliases } from './list-aliases.ts';
import { listGrants } from './list-grants.ts';
import { listResourceTags } from './list-resource-tags.ts';
import {
  describeOrganization,
  describePolicy,
  listParents,
  listTargetsForPolicy,
} from './organizations.ts';
import type { Output } from './output.ts';

/** Every output that is understood. */
export const outputs: readonly Output[] = [
  getAccountAuthorizationDetails,
  getUser,
  getRole,
  getUserPolicy,
  getRolePolicy,
  getGroupPolicy,
  getPolicyVersion,
  describeKey,
  getKeyPolicy,
  listGrants,
  listAliases,
  listResourceTags,
  describeOrganization,
  describePolicy,
  listTargetsForPolicy,
  listParents,
  describeVpcEndpoints,
];
