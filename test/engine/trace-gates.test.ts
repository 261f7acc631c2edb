// Each gate of a decision: its state, why, and the statements that put it there.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import { trace } from '../../src/engine/trace.ts';
import type { Source } from '../../src/model/decision.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import type { GateId } from '../../src/model/trace.ts';
import { account, alice, document, key, root, statement } from '../operators/ask.ts';

const role = `arn:aws:iam::${account}:role/Engineering`;
const session = `arn:aws:sts::${account}:assumed-role/Engineering/one`;
const federated = `arn:aws:sts::${account}:federated-user/x`;
const linked = { role: `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/Rds` };
const service = { service: 'cloudtrail.amazonaws.com' };

const everyone = { Principal: '*' } as const;
const allow = document(statement('Allow'));
const silent = document(statement('Allow', { Action: 's3:*' }));
const deny = document(statement('Deny'));
const anyone = document(statement('Allow', everyone));
const delegation = document(statement('Allow', { Principal: { AWS: root } }));
const names = (AWS: string) => document(statement('Allow', { Principal: { AWS } }));
const endpoint = { vpcEndpoint: 'vpce-1' };

/** What the gates of a call say where only a key policy speaks, and lets everyone in. */
const usual: Record<GateId, string> = {
  'explicit-deny': 'open no-deny',
  rcp: 'not-reached absent',
  scp: 'not-reached absent',
  'vpc-endpoint': 'not-reached absent',
  'key-trust': 'open way-in resourcePolicy/0',
  boundary: 'not-reached absent',
  'session-policy': 'not-reached absent',
};

function nameOf(source: Source): string {
  return source.kind === 'grant' ? source.grantId : `${source.policy}/${source.statement}`;
}

function gatesOf(policies: PolicySetInput, request: Partial<AccessRequestInput>) {
  const asked = { principal: alice, action: 'kms:Decrypt', resource: key, ...request };
  const { gates } = trace(compilePolicySet({ resourcePolicy: anyone, ...policies }), asked);
  const lines = gates.map(({ id, state, note, sources, closedLevels }) => {
    const levels = closedLevels === undefined ? [] : [`at ${closedLevels.join(' and ')}`];
    return [id, [state, note, ...sources.map(nameOf), ...levels].join(' ')];
  });
  return Object.fromEntries(lines) as Record<GateId, string>;
}

type Row = [
  story: string,
  policies: PolicySetInput,
  request: Partial<AccessRequestInput>,
  gates: Partial<Record<GateId, string>>,
];

const denials: Row[] = [
  ['a key policy alone', {}, {}, {}],
  [
    'every Deny that applies is listed, and the other gates are asked all the same',
    {
      identityPolicies: [document(statement('Deny'), statement('Allow'), statement('Deny')), deny],
      serviceControlPolicies: [[silent]],
    },
    {},
    {
      'explicit-deny':
        'closed denied identityPolicies[0]/0 identityPolicies[0]/2 identityPolicies[1]/0',
      scp: 'closed not-allowed at 0',
    },
  ],
  [
    'a Deny that does not apply',
    { identityPolicies: [document(statement('Deny', { Action: 'kms:Encrypt' }))] },
    {},
    {},
  ],
];

const rcp = [[document(statement('Deny', { ...everyone, Action: 's3:*' }))]];
const organization: Row[] = [
  [
    'resource control policies that deny nothing here',
    { resourceControlPolicies: rcp },
    {},
    { rcp: 'open allowed' },
  ],
  ['no level of them', { resourceControlPolicies: [] }, {}, {}],
  [
    'service-linked roles are exempt from both kinds',
    { resourceControlPolicies: rcp, serviceControlPolicies: [[silent]] },
    { principal: linked },
    { rcp: 'not-reached exempt', scp: 'not-reached exempt' },
  ],
  [
    'RetireGrant is exempt from resource control policies',
    { resourceControlPolicies: rcp, identityPolicies: [allow] },
    { action: 'kms:RetireGrant' },
    { rcp: 'not-reached exempt', 'key-trust': 'open way-in identityPolicies[0]/0' },
  ],
  [
    'services are exempt from service control policies alone',
    { resourceControlPolicies: rcp, serviceControlPolicies: [[silent]] },
    { principal: service },
    { rcp: 'open allowed', scp: 'not-reached exempt' },
  ],
  [
    'at each level the first statement that allows is named',
    {
      serviceControlPolicies: [[silent, allow], [document(statement('Allow'), statement('Allow'))]],
    },
    {},
    { scp: 'open allowed serviceControlPolicies[0][1]/0 serviceControlPolicies[1][0]/0' },
  ],
  [
    'every closed level is named',
    { serviceControlPolicies: [[silent], [allow], [], [allow]] },
    {},
    { scp: 'closed not-allowed at 0 and 2' },
  ],
  ['no level of service control policies', { serviceControlPolicies: [] }, {}, {}],
];

const endpoints: Row[] = [
  [
    'an endpoint policy that allows',
    { vpcEndpointPolicy: anyone },
    endpoint,
    { 'vpc-endpoint': 'open allowed vpcEndpointPolicy/0' },
  ],
  [
    'one that does not',
    { vpcEndpointPolicy: document(statement('Allow', { ...everyone, Action: 's3:*' })) },
    endpoint,
    { 'vpc-endpoint': 'closed not-allowed' },
  ],
  [
    'a call that does not come through the endpoint',
    { vpcEndpointPolicy: anyone },
    {},
    { 'vpc-endpoint': 'not-reached exempt' },
  ],
  [
    'a call that a service forwards',
    { vpcEndpointPolicy: anyone },
    { ...endpoint, via: 's3' },
    { 'vpc-endpoint': 'not-reached exempt' },
  ],
];

const limits: Row[] = [
  [
    'a boundary and a session policy that allow are named',
    { permissionsBoundary: allow, sessionPolicies: [silent, allow] },
    { principal: session },
    {
      boundary: 'open allowed permissionsBoundary/0',
      'session-policy': 'open allowed sessionPolicies[1]/0',
    },
  ],
  [
    'a boundary closes the way of a role that the key policy names',
    { resourcePolicy: names(role), permissionsBoundary: silent, sessionPolicies: [allow] },
    { principal: session },
    { boundary: 'closed not-allowed', 'session-policy': 'open allowed sessionPolicies[0]/0' },
  ],
  [
    'so does a session policy',
    { resourcePolicy: names(role), permissionsBoundary: allow, sessionPolicies: [silent] },
    { principal: session },
    { boundary: 'open allowed permissionsBoundary/0', 'session-policy': 'closed not-allowed' },
  ],
  [
    'both at once are both closed',
    { resourcePolicy: names(role), permissionsBoundary: silent, sessionPolicies: [silent] },
    { principal: session },
    { boundary: 'closed not-allowed', 'session-policy': 'closed not-allowed' },
  ],
  [
    'neither limits a session that the key policy names',
    { resourcePolicy: names(session), permissionsBoundary: silent, sessionPolicies: [silent] },
    { principal: session },
    { boundary: 'not-reached not-limiting', 'session-policy': 'not-reached not-limiting' },
  ],
  [
    'both are closed where there is no way in that they could leave open',
    {
      resourcePolicy: delegation,
      permissionsBoundary: silent,
      sessionPolicies: [silent],
    },
    { principal: session },
    {
      'key-trust': 'closed no-way-in',
      boundary: 'closed not-allowed',
      'session-policy': 'closed not-allowed',
    },
  ],
  [
    'a way in by delegation names both its statements, whatever the limits say',
    { resourcePolicy: delegation, identityPolicies: [silent, allow], permissionsBoundary: silent },
    {},
    {
      'key-trust': 'open way-in resourcePolicy/0 identityPolicies[1]/0',
      boundary: 'closed not-allowed',
    },
  ],
  [
    'a grant that a boundary does not let through',
    {
      resourcePolicy: delegation,
      permissionsBoundary: silent,
      grants: [{ GrantId: 'g1', GranteePrincipal: alice, Operations: ['Decrypt'] }],
    },
    {},
    { 'key-trust': 'open way-in g1', boundary: 'closed not-allowed' },
  ],
  [
    'root has no limits',
    { permissionsBoundary: silent, sessionPolicies: [silent] },
    { principal: root },
    { boundary: 'not-reached exempt', 'session-policy': 'not-reached exempt' },
  ],
  [
    'nor has an anonymous caller',
    { permissionsBoundary: silent, sessionPolicies: [silent] },
    { principal: 'anonymous' },
    {
      'key-trust': 'closed no-way-in',
      boundary: 'not-reached exempt',
      'session-policy': 'not-reached exempt',
    },
  ],
  [
    'nor has a service',
    { permissionsBoundary: silent, sessionPolicies: [silent] },
    { principal: service },
    { boundary: 'not-reached exempt', 'session-policy': 'not-reached exempt' },
  ],
  [
    'a federated user without a session policy has nothing by delegation',
    { resourcePolicy: delegation, identityPolicies: [allow] },
    { principal: federated },
    {
      'key-trust': 'open way-in resourcePolicy/0 identityPolicies[0]/0',
      'session-policy': 'closed not-allowed',
    },
  ],
  [
    'and all that the key policy gives to itself',
    { resourcePolicy: names(federated) },
    { principal: federated },
    { 'session-policy': 'not-reached not-limiting' },
  ],
];

describe.each([
  ['denials', denials],
  ['organization', organization],
  ['endpoint', endpoints],
  ['limits', limits],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_story, policies, request, gates) => {
    expect(gatesOf(policies, request)).toEqual({ ...usual, ...gates });
  });
});

test('the gates come in the order in which they name the reason of a denial', () => {
  expect(Object.keys(gatesOf({}, {}))).toEqual(Object.keys(usual));
});
