// Every combination of what the layers can say, for every kind of caller, in and across accounts.
import { expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { Combination, Kind, Outcome } from './combiner-truth.ts';
import { expectedAnswer, grantOutcomes, keyPolicies, kinds, outcomes } from './combiner-truth.ts';

type Policies = Parameters<typeof compilePolicySet>[0];
type Request = Parameters<typeof decide>[1];

const owner = '111122223333';
const other = '444455556666';
const key = `arn:aws:kms:us-east-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const service = 'cloudtrail.amazonaws.com';
const trail = `arn:aws:cloudtrail:us-east-1:${owner}:trail/main`;

const document = (statement: object): object => ({ Version: '2012-10-17', Statement: [statement] });
const everything = { Action: 'kms:*', Resource: '*' };
const allow = document({ Effect: 'Allow', ...everything });
const deny = document({ Effect: 'Deny', ...everything });
const silent = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const withPrincipal = (effect: string, Principal: unknown, action = 'kms:*'): object =>
  document({ Effect: effect, Principal, Action: action, Resource: '*' });

// Who is named, in both accounts; the second role is named only by its session's ARN.
const namesIn = (account: string): string[] => [
  `arn:aws:iam::${account}:user/alice`,
  `arn:aws:iam::${account}:role/Engineering`,
  `arn:aws:sts::${account}:assumed-role/Support/alice`,
  `arn:aws:sts::${account}:federated-user/alice`,
  `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
];
const names = [...namesIn(owner), ...namesIn(other)];

function principalOf(kind: Kind, account: string): Request['principal'] {
  const [user, role, session, federated, linked] = namesIn(account) as [
    string,
    string,
    string,
    string,
    string,
  ];
  switch (kind) {
    case 'user':
      return user;
    case 'role session':
      return { role, sessionName: 'alice' };
    case 'role session named by its own ARN':
      return session;
    case 'federated user':
      return federated;
    case 'root user':
      return { root: account };
    case 'service':
      return { service, sourceArn: trail, sourceAccount: owner };
    case 'service-linked role':
      return { role: linked, sessionName: 'rds' };
    case 'anonymous':
      return 'anonymous';
  }
}

const principals = { AWS: names, Service: service };
const roots = { AWS: [owner, other] };
const keyPolicyOf = {
  none: undefined,
  delegation: withPrincipal('Allow', roots),
  direct: withPrincipal('Allow', principals),
  everyone: withPrincipal('Allow', '*'),
  deny: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', ...everything },
      { Effect: 'Deny', Principal: '*', ...everything },
    ],
  },
};

function grantsOf(outcome: Combination['grant']): NonNullable<Policies['grants']> {
  if (outcome === 'none') return [];
  const holds = outcome === 'matching';
  const pairs = { App: holds ? 'billing' : 'payroll' };
  const toPrincipals = names.map((name, index) => ({
    GrantId: `grant-${index}`,
    GranteePrincipal: name,
    Operations: ['Decrypt'],
    Constraints: { EncryptionContextEquals: pairs },
  }));
  const toService = {
    GrantId: 'grant-service',
    GranteeServicePrincipal: service,
    RetiringServicePrincipal: service,
    Operations: ['Decrypt'],
    Constraints: { SourceArn: holds ? trail : `${trail}2` },
  };
  return [...toPrincipals, toService];
}

function layer(outcome: Outcome): object | undefined {
  return { absent: undefined, silent, allow, deny }[outcome];
}

function policiesOf(layers: Combination): Policies {
  const rcps = {
    absent: undefined,
    silent: withPrincipal('Deny', '*', 's3:*'),
    allow: withPrincipal('Allow', '*', '*'),
    deny: withPrincipal('Deny', '*'),
  };
  const endpoints = {
    absent: undefined,
    silent: withPrincipal('Allow', '*', 's3:*'),
    allow: withPrincipal('Allow', '*'),
    deny: withPrincipal('Deny', '*'),
  };
  const parts = {
    resourcePolicy: keyPolicyOf[layers.keyPolicy],
    identityPolicies: listed(layer(layers.identity)),
    permissionsBoundary: layer(layers.boundary),
    sessionPolicies: listed(layer(layers.session)),
    serviceControlPolicies: levels(layer(layers.scp)),
    resourceControlPolicies: levels(rcps[layers.rcp]),
    vpcEndpointPolicy: endpoints[layers.endpoint],
    grants: grantsOf(layers.grant),
  };
  const present = Object.entries(parts).filter(([, part]) => part !== undefined);
  return Object.fromEntries(present) as Policies;
}

function listed(part: object | undefined): object[] | undefined {
  return part === undefined ? undefined : [part];
}

function levels(part: object | undefined): object[][] | undefined {
  return part === undefined ? undefined : [[part]];
}

const callers = kinds.flatMap((kind) => {
  // Services and anonymous callers belong to no account.
  const sides = kind === 'service' || kind === 'anonymous' ? [false] : [false, true];
  return sides.map((across) => {
    const request: Request = {
      principal: principalOf(kind, across ? other : owner),
      action: 'kms:Decrypt',
      resource: key,
      context: { 'kms:EncryptionContext:App': 'billing' },
      vpcEndpoint: 'vpce-0a1b',
    };
    return { kind, across, request };
  });
});

function* combinations(): Generator<Combination> {
  for (const identity of outcomes)
    for (const boundary of outcomes)
      for (const session of outcomes)
        for (const scp of outcomes)
          for (const rcp of outcomes)
            for (const endpoint of outcomes)
              for (const keyPolicy of keyPolicies)
                for (const grant of grantOutcomes)
                  yield { identity, boundary, session, scp, rcp, endpoint, keyPolicy, grant };
}

test('every combination of layers, callers and accounts', () => {
  let count = 0;
  const reasons = new Set<string>();
  const differences: object[] = [];
  for (const layers of combinations()) {
    const compiled = compilePolicySet(policiesOf(layers));
    for (const { kind, across, request } of callers) {
      const { verdict, reason } = decide(compiled, request);
      const expected = expectedAnswer(kind, across, layers);
      count += 1;
      reasons.add(expected);
      if (`${verdict} ${reason}` === expected || differences.length >= 5) continue;
      differences.push({ kind, across, ...layers, expected, got: `${verdict} ${reason}` });
    }
  }
  expect(differences).toEqual([]);
  console.log(`${count} combinations, ${reasons.size} different answers`);
  expect(count).toBe(4 ** 6 * keyPolicies.length * grantOutcomes.length * callers.length);
});
