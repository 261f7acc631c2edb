// @cloud-copilot/iam-simulate without its public function: policies loaded once, requests and their context
// made beforehand, only `authorize` measured. It always builds its analysis of every statement.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPolicy } from '@cloud-copilot/iam-policy';
import { documentsOf } from '../workload/aws-policies.mjs';
import { account } from '../workload/names.mjs';
import { requestJob } from './job.mjs';

const folder = resolve(import.meta.dirname, '../node_modules/@cloud-copilot/iam-simulate/dist/esm');
const part = (path) => import(pathToFileURL(resolve(folder, path)).href);

export async function load(size) {
  const { authorize } = await part('core_engine/CoreSimulatorEngine.js');
  const { AwsRequestImpl } = await part('request/request.js');
  const { RequestContextImpl } = await part('requestContext.js');
  const { resourcePolicy, identityPolicies } = documentsOf(size);
  const policies = {
    sessionPolicy: undefined,
    identityPolicies: identityPolicies.map((document, index) =>
      loadPolicy(document, { name: `identity-${index}` }),
    ),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: loadPolicy(resourcePolicy, { name: 'key' }),
    permissionBoundaries: undefined,
    vpcEndpointPolicies: undefined,
    simulationParameters: {
      simulationMode: 'Strict',
      discoveryContextKeyConstraints: new Map(),
    },
  };
  return requestJob(
    ({ principal, action, resource, context }) => ({
      ...policies,
      request: new AwsRequestImpl(
        principal,
        { resource, accountId: account },
        action,
        new RequestContextImpl(context),
      ),
    }),
    (request) => authorize(request).result === 'Allowed',
  );
}
