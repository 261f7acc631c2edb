// Keyward: each request explained in prose, with excerpts and verified fixes, as `keyward simulate` prints it.
import { documentsOf } from '../workload/aws-policies.mjs';
import { requestJob } from './job.mjs';
import { keyward } from './keyward-library.mjs';

export async function load(size) {
  const { compilePolicySet, explain, renderText } = await keyward('index.js');
  const { resourcePolicy, identityPolicies } = documentsOf(size);
  const policies = compilePolicySet({
    resourcePolicy: JSON.stringify(resourcePolicy, null, 2),
    identityPolicies: identityPolicies.map((document) => JSON.stringify(document, null, 2)),
  });
  return requestJob(
    (request) => request,
    (request) => {
      const explanation = explain(policies, request);
      return renderText(explanation).length > 0 && explanation.decision.verdict === 'allow';
    },
  );
}
