// Fix: do not go through the VPC endpoint whose policy is closed.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html
import type { Strategy } from './draft.ts';
import { requestCandidate } from './request-candidate.ts';

/** Calls the public endpoint instead. */
export const leaveEndpoint: Strategy = ({ request }) => {
  if (request.vpcEndpoint === undefined) return [];
  return [
    requestCandidate({
      title: `Call the public endpoint, or a VPC endpoint whose policy allows the call, instead of ${request.vpcEndpoint}`,
      change: { vpcEndpoint: null },
    }),
  ];
};
