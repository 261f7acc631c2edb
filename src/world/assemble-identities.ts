// Users, groups and roles out of what files say of them.
import type { Policy, PolicyType } from '../model/policy.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import {
  conflict,
  groupBy,
  problemAt,
  type Report,
  single,
  unionMaps,
  unionNamed,
} from './combine.ts';
import type {
  Attachment,
  CredentialsOfCaller,
  IdentityFact,
  ManagedPolicyFact,
  PolicySource,
} from './fact.ts';
import type { Placed } from './place-facts.ts';
import { asPolicy } from './policy-source.ts';
import { present } from './present.ts';
import type { Group, Role, User } from './world.ts';

type PlacedIdentity = Placed<IdentityFact>;

/** Looks up the documents of managed policies, and remembers which were asked for. */
export interface ManagedPolicies {
  readonly find: (attachment: Extract<Attachment, { kind: 'managed' }>) => PolicySource | undefined;
  readonly unused: () => readonly ManagedPolicyFact[];
}

/** Indexes managed policies by ARN, and those whose output does not say it by name. */
export function managedPolicies(
  facts: readonly ManagedPolicyFact[],
  report: Report,
): ManagedPolicies {
  const byArn = new Map<string, ManagedPolicyFact>();
  const byName = new Map<string, ManagedPolicyFact>();
  const used = new Set<ManagedPolicyFact>();
  for (const [arn, group] of groupBy(
    facts.filter((fact) => fact.arn),
    (fact) => fact.arn!,
  )) {
    single(group, 'source', `the managed policy ${quoted(arn)}`, report);
    byArn.set(arn, group[0]!);
  }
  for (const fact of facts) {
    const twin = fact.arn ? undefined : byName.get(fact.name);
    if (twin) conflict(report, fact.place, twin.place, `the managed policy ${quoted(fact.name)}`);
    else if (!fact.arn) byName.set(fact.name, fact);
  }
  return {
    find({ arn, name }) {
      const fact = byArn.get(arn) ?? byName.get(name);
      if (fact) used.add(fact);
      return fact?.source;
    },
    unused: () => facts.filter((fact) => !fact.arn && !used.has(fact)),
  };
}

interface Assembly {
  readonly account: string;
  readonly partition: string;
  readonly managed: ManagedPolicies;
  readonly report: Report;
}

/** An account's groups, by name. */
export function assembleGroups(facts: readonly PlacedIdentity[], assembly: Assembly) {
  return assembleKind('group', facts, assembly, (base): Group => ({ kind: 'group', ...base }));
}

/** An account's users, by name. A group that does not exist is an error. */
export function assembleUsers(
  facts: readonly PlacedIdentity[],
  groups: ReadonlyMap<string, Group>,
  assembly: Assembly,
): Map<string, User> {
  return assembleKind('user', facts, assembly, (base, said, what): User => {
    const wanted = new Map(
      said.flatMap((fact) => fact.groups ?? []).map((group) => [group.name, group]),
    );
    const missing = [...wanted.values()].filter(({ name }) => !groups.has(name));
    for (const { name, place } of missing) {
      problemAt(
        assembly.report,
        place,
        'world-unknown-group',
        `${what} is in the group ${quoted(name)}, which the world does not hold${didYouMeanHint(name, groups.keys())}`,
      );
    }
    return {
      kind: 'user',
      ...base,
      ...limits(base, said, what, assembly),
      ...proofsOf(said),
      groups: [...wanted.keys()],
    };
  });
}

/** An account's roles, by name. */
export function assembleRoles(facts: readonly PlacedIdentity[], assembly: Assembly) {
  return assembleKind('role', facts, assembly, (base, said, what): Role => {
    const trust = single(said, 'trustPolicy', what, assembly.report);
    const trustPolicy = trust && asPolicy(trust, 'trust-policy', assembly.report);
    const maxSessionSeconds = single(said, 'maxSessionSeconds', what, assembly.report);
    return {
      kind: 'role',
      ...base,
      ...limits(base, said, what, assembly),
      ...present({ trustPolicy, maxSessionSeconds }),
    };
  });
}

/** The access keys and MFA devices that files say of one caller. */
export function proofsOf(said: readonly CredentialsOfCaller[]): CredentialsOfCaller {
  const accessKeys = said.flatMap((fact) => fact.accessKeys ?? []);
  const mfaDevices = said.flatMap((fact) => fact.mfaDevices ?? []);
  return {
    ...(accessKeys.length > 0 ? { accessKeys } : {}),
    ...(mfaDevices.length > 0 ? { mfaDevices } : {}),
  };
}

interface Base {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly account: string;
  readonly id?: string;
  readonly policies: readonly Policy[];
  readonly missingPolicies: readonly string[];
}

function assembleKind<T>(
  kind: IdentityFact['kind'],
  facts: readonly PlacedIdentity[],
  assembly: Assembly,
  build: (base: Base, facts: readonly PlacedIdentity[], what: string) => T,
): Map<string, T> {
  const { account, partition, report } = assembly;
  const found = new Map<string, T>();
  const mine = facts.filter((fact) => fact.kind === kind && fact.account === account);
  for (const [name, said] of groupBy(mine, (fact) => fact.name)) {
    const what = `the ${kind} ${quoted(name)}`;
    const path = single(said, 'path', what, report) ?? '/';
    const attachments = unionNamed(
      said.flatMap((fact, index) =>
        (fact.policies ?? []).map((value, at) => ({
          name: nameOf(value) || `#${index}.${at}`,
          value,
          place: value.kind === 'managed' ? value.place : value.source,
        })),
      ),
      (policy) => `the policy ${quoted(policy.replace(/^.*:/, ''))} of ${what}`,
      report,
    );
    const resolved = attachments.map((value) => documentOf(value, 'identity-policy', assembly));
    found.set(
      name,
      build(
        {
          arn: `arn:${partition}:iam::${account}:${kind}${path}${name}`,
          name,
          path,
          account,
          policies: resolved.filter((policy) => typeof policy === 'object'),
          missingPolicies: resolved.filter((policy) => typeof policy === 'string'),
          ...present({ id: single(said, 'id', what, report) }),
        },
        said,
        what,
      ),
    );
  }
  return found;
}

function nameOf(attachment: Attachment): string {
  if (attachment.kind === 'managed') return `managed:${attachment.arn}`;
  return attachment.source.name && `inline:${attachment.source.name}`;
}

/** The policy, or the ARN of one whose document no file holds; undefined for a document with errors. */
function documentOf(
  attachment: Attachment,
  type: PolicyType,
  { managed, report }: Assembly,
): Policy | string | undefined {
  if (attachment.kind === 'document') return asPolicy(attachment.source, type, report);
  const source = managed.find(attachment);
  if (!source) return attachment.arn;
  const policy = asPolicy(source, type, report);
  return policy && { ...policy, arn: attachment.arn };
}

/** What users and roles have and groups do not: a boundary and tags. */
function limits(base: Base, said: readonly PlacedIdentity[], what: string, assembly: Assembly) {
  const attachment = single(said, 'boundary', what, assembly.report);
  const boundary = attachment && documentOf(attachment, 'permissions-boundary', assembly);
  const tags = unionMaps(said, (fact) => fact.tags, what, assembly.report);
  if (typeof boundary !== 'string') return { tags, ...present({ boundary }) };
  return { tags, missingPolicies: [...base.missingPolicies, boundary] };
}
