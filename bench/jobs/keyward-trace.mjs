// Keyward: each request traced, and everything in the trace read: gates, statements, clauses, origins.
import { documentsOf } from '../workload/aws-policies.mjs';
import { requestJob } from './job.mjs';
import { keyward } from './keyward-library.mjs';

export async function load(size) {
  const { compilePolicySet, trace } = await keyward('index.js');
  const policies = compilePolicySet(documentsOf(size));
  return requestJob(
    (request) => request,
    (request) => {
      const { decision, gates, statements } = trace(policies, request);
      let read = 0;
      for (const gate of gates) if (gate.state === 'open') read++;
      for (const statement of statements) {
        if (statement.applies) read++;
        for (const clause of statement.clauses) {
          if (clause.holds && clause.origin.kind !== 'absent') read++;
        }
      }
      return read > 0 && decision.verdict === 'allow';
    },
  );
}
