// Facts as a world: places what an output leaves open, brings together what several files say, and
// parses every document as the type that it serves as.
import type { Policy } from '../model/policy.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import {
  assembleGroups,
  assembleRoles,
  assembleUsers,
  managedPolicies,
  proofsOf,
} from './assemble-identities.ts';
import { assembleKeys } from './assemble-keys.ts';
import { organizationFacts, organizationOf } from './assemble-organization.ts';
import { checkCredentials } from './check-credentials.ts';
import { groupBy, problemAt, type Report, single } from './combine.ts';
import type {
  CredentialsOfCaller,
  Fact,
  IdentityFact,
  ResourceFact,
  SessionFact,
  VpcEndpointFact,
} from './fact.ts';
import { partitionOf } from './partition.ts';
import { accountsOf, type Placed, placeInAccounts, placeKeys } from './place-facts.ts';
import { asPolicy } from './policy-source.ts';
import { present } from './present.ts';
import type {
  Account,
  AccountSimulation,
  OtherResource,
  Role,
  Session,
  VpcEndpoint,
  World,
  WorldFile,
} from './world.ts';

/** Builds the world. What is wrong is reported; the result then holds what could be built. */
export function assemble(
  facts: readonly Fact[],
  files: readonly WorldFile[],
  region: string | undefined,
  report: Report,
): World {
  const seen = new Set<string>();
  // One broken managed policy that many principals share is one problem.
  const once: Report = (diagnostic) => {
    const { code, message, file, span } = diagnostic;
    const id = `${code} ${message} ${file} ${span?.start.offset}`;
    if (!seen.has(id)) report(diagnostic);
    seen.add(id);
  };
  const named = accountsOf(facts);
  const identities = placeInAccounts(facts.filter(isIdentity), named, once);
  const endpoints = placeInAccounts(
    facts.filter((fact) => fact.kind === 'vpc-endpoint'),
    named,
    once,
  );
  const keyFacts = placeKeys(
    facts.filter((fact) => fact.kind === 'key'),
    named,
    region,
    once,
  );
  const managed = managedPolicies(
    facts.filter((fact) => fact.kind === 'managed-policy'),
    once,
  );
  const organizations = organizationFacts(facts, once);
  const ids = new Set([
    ...named,
    ...[...identities, ...endpoints].map(({ account }) => account),
    ...keyFacts.map(({ key }) => key.account),
  ]);
  const accounts = [...ids].map((id): Account => {
    const keys = assembleKeys(
      keyFacts.filter(({ key }) => key.account === id),
      once,
    );
    const partition = partitionOf(keys[0]?.region ?? region ?? '');
    const assembly = { account: id, partition, managed, report: once };
    const groups = assembleGroups(identities, assembly);
    const roles = assembleRoles(identities, assembly);
    const mine = facts.filter((fact) => 'account' in fact && fact.account === id);
    const root = proofsOf(
      mine.flatMap((fact) => (fact.kind === 'account' ? (fact.root ?? []) : [])),
    );
    const { organization, missing } = organizationOf(id, organizations, once);
    return {
      id,
      partition,
      identitiesKnown:
        identities.some(({ account }) => account === id) ||
        mine.some((fact) => fact.kind === 'account' && fact.identities),
      written: [...mine, ...keyFacts.filter(({ key }) => key.account === id)].every(
        ({ written }) => written,
      ),
      users: assembleUsers(identities, groups, assembly),
      groups,
      roles,
      sessions: assembleSessions(
        mine.filter((fact) => fact.kind === 'session'),
        roles,
        partition,
        once,
      ),
      keys,
      vpcEndpoints: assembleEndpoints(
        endpoints.filter(({ account }) => account === id),
        once,
      ),
      resources: assembleResources(
        mine.filter((fact) => fact.kind === 'resource'),
        once,
      ),
      ...present({
        organization,
        organizationMissing: missing,
        root: Object.keys(root).length > 0 ? root : undefined,
        simulation: simulationOf(mine),
      }),
    };
  });
  checkCredentials(facts.flatMap(credentialsOf), once);
  for (const { name, place } of managed.unused()) {
    problemAt(
      once,
      place,
      'world-unplaced',
      `no principal has a managed policy ${quoted(name)} attached`,
      {
        remedy:
          'name it in a `world.yaml`, or put it into `users/NAME/`, `roles/NAME/` or `groups/NAME/`',
      },
    );
  }
  const keysByFile = new Map(keyFacts.map(({ place, key }) => [place.file, key.id]));
  return {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    files: files.map((file) => {
      const placed = keysByFile.get(file.path);
      // What an output does not say of itself was found out above.
      if (file.about !== undefined || file.takenFor === 'world file' || !placed) return file;
      return { ...file, about: `the key ${placed}` };
    }),
    diagnostics: [],
    ...present({ region }),
  };
}

function simulationOf(facts: readonly Fact[]): AccountSimulation | undefined {
  const said = facts.flatMap((fact) => (fact.kind === 'account' ? (fact.simulation ?? []) : []));
  if (said.length === 0) return undefined;
  return { allowedCallers: said.flatMap(({ allowedCallers }) => allowedCallers) };
}

function credentialsOf(fact: Fact): CredentialsOfCaller[] {
  if (fact.kind === 'account') return fact.root ? [fact.root] : [];
  return fact.kind === 'user' || fact.kind === 'session' ? [fact] : [];
}

function isIdentity(fact: Fact): fact is IdentityFact {
  return fact.kind === 'user' || fact.kind === 'group' || fact.kind === 'role';
}

function assembleSessions(
  facts: readonly SessionFact[],
  roles: ReadonlyMap<string, Role>,
  partition: string,
  report: Report,
): Session[] {
  return facts.map((fact) => {
    const { account, role, federatedUser, name, user, mfa, sourceIdentity } = fact;
    if (role !== undefined && !roles.has(role)) {
      problemAt(
        report,
        fact.place,
        'world-unknown-role',
        `a session names the role ${quoted(role)}, which the world does not hold${didYouMeanHint(role, roles.keys())}`,
      );
    }
    const resource =
      federatedUser === undefined
        ? `assumed-role/${role}/${name}`
        : `federated-user/${federatedUser}`;
    return {
      arn: `arn:${partition}:sts::${account}:${resource}`,
      policies: fact.policies.flatMap((source) => asPolicy(source, 'session-policy', report) ?? []),
      tags: fact.tags ?? {},
      ...proofsOf([fact]),
      ...present({ role, user, mfa, sourceIdentity }),
    };
  });
}

function assembleEndpoints(
  facts: readonly Placed<VpcEndpointFact>[],
  report: Report,
): Map<string, VpcEndpoint> {
  const found = new Map<string, VpcEndpoint>();
  for (const [id, said] of groupBy(facts, (fact) => fact.id)) {
    const what = `the VPC endpoint ${quoted(id)}`;
    const source = single(said, 'policy', what, report);
    const policy: Policy | undefined = source && asPolicy(source, 'vpc-endpoint-policy', report);
    const vpc = single(said, 'vpc', what, report);
    found.set(id, { id, account: said[0]!.account, ...present({ vpc, policy }) });
  }
  return found;
}

function assembleResources(facts: readonly ResourceFact[], report: Report): OtherResource[] {
  return [...groupBy(facts, (fact) => fact.arn)].map(([arn, said]) => {
    const source = single(said, 'policy', `the resource ${quoted(arn)}`, report);
    const policy = source && asPolicy(source, 'resource-policy', report);
    return { arn, account: said[0]!.account, ...present({ policy }) };
  });
}
