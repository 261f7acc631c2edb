// Keyward: the text of policies, parsed with positions, checked and compiled into a set.
import { documentsOf } from '../workload/aws-policies.mjs';
import { repeatJob } from './job.mjs';
import { keyward } from './keyward-library.mjs';

export async function load(size) {
  const { compilePolicySet } = await keyward('index.js');
  const documents = documentsOf(size);
  const input = {
    resourcePolicy: JSON.stringify(documents.resourcePolicy, null, 2),
    identityPolicies: documents.identityPolicies.map((one) => JSON.stringify(one, null, 2)),
  };
  return repeatJob(() => compilePolicySet(input).statements.length);
}
