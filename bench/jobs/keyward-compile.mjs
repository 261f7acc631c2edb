// Keyward: policies that have been parsed, compiled into a set.
import { documentsOf } from '../workload/aws-policies.mjs';
import { repeatJob } from './job.mjs';
import { keyward } from './keyward-library.mjs';

export async function load(size) {
  const { compilePolicySet } = await keyward('index.js');
  const [resourcePolicy, ...identityPolicies] = compilePolicySet(documentsOf(size)).policies;
  return repeatJob(() => compilePolicySet({ resourcePolicy, identityPolicies }).statements.length);
}
