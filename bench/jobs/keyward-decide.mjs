// Keyward: the policy set compiled once, each request decided.
import { documentsOf } from '../workload/aws-policies.mjs';
import { requestJob } from './job.mjs';
import { keyward } from './keyward-library.mjs';

export async function load(size) {
  const { compilePolicySet, decide } = await keyward('index.js');
  const policies = compilePolicySet(documentsOf(size));
  return requestJob(
    (request) => request,
    (request) => decide(policies, request).verdict === 'allow',
  );
}
