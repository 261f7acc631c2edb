// An account's place in its organization and the SCPs and RCPs of each level above it: as a world file
// states them, or out of list-parents, list-targets-for-policy and describe-policy.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
import type { Policy } from '../model/policy.ts';
import { parseJson } from '../syntax/json.ts';
import { quoted } from '../syntax/quoted.ts';
import { conflict, problemAt, type Report, single } from './combine.ts';
import type {
  AccountOrganizationFact,
  Fact,
  OrganizationFact,
  OrganizationPolicyFact,
  PolicySource,
} from './fact.ts';
import { asPolicy } from './policy-source.ts';
import { present } from './present.ts';
import type { Organization } from './world.ts';

type PolicyKind = OrganizationPolicyFact['type'];

/** What the outputs say of organizations, indexed. */
export interface OrganizationFacts {
  readonly all: readonly Fact[];
  readonly organization: OrganizationFact | undefined;
  readonly parents: ReadonlyMap<string, string>;
  readonly targets: ReadonlyMap<string, ReadonlySet<string>>;
  readonly policies: readonly OrganizationPolicyFact[];
}

/** The answer for one account: its organization, or a sentence that says what is missing to know it. */
export interface AccountOrganization {
  readonly organization?: Organization;
  readonly missing?: string;
}

/** Indexes the facts of organizations; reports policies whose targets nothing says. */
export function organizationFacts(facts: readonly Fact[], report: Report): OrganizationFacts {
  const organizations = facts.filter((fact) => fact.kind === 'organization');
  single(organizations, 'id', 'the organization', report);
  const parents = new Map<string, string>();
  const targets = new Map<string, Set<string>>();
  const policies = new Map<string, OrganizationPolicyFact>();
  for (const fact of facts) {
    if (fact.kind === 'parent') parents.set(fact.child, fact.parent);
    if (fact.kind === 'policy-targets') {
      targets.set(fact.policy, new Set([...(targets.get(fact.policy) ?? []), ...fact.targets]));
    }
    if (fact.kind !== 'organization-policy') continue;
    const twin = policies.get(fact.id);
    if (twin) {
      const pair: OrganizationPolicyFact[] = [twin, fact];
      single(pair, 'source', `the policy ${quoted(fact.id)}`, report);
    } else policies.set(fact.id, fact);
  }
  for (const [id, type] of fullAccess) {
    if (targets.has(id) && !policies.has(id)) policies.set(id, builtIn(id, type));
  }
  for (const { id, place } of policies.values()) {
    if (targets.has(id)) continue;
    problemAt(
      report,
      place,
      'world-unplaced',
      `nothing says which root, OU or account the policy ${quoted(id)} is attached to`,
      {
        remedy: `save \`aws organizations list-targets-for-policy --policy-id ${id}\` as \`list-targets-for-policy.${id}.json\`, or name this file in the \`scps\` or \`rcps\` of a \`world.yaml\``,
      },
    );
  }
  return {
    all: facts,
    organization: organizations[0],
    parents,
    targets,
    policies: [...policies.values()],
  };
}

// AWS's own policies that allow everything. Their documents are the same in every organization.
const fullAccess: readonly (readonly [string, PolicyKind])[] = [
  ['p-FullAWSAccess', 'service-control-policy'],
  ['p-RCPFullAWSAccess', 'resource-control-policy'],
];

function builtIn(id: string, type: PolicyKind): OrganizationPolicyFact {
  const principal = type === 'resource-control-policy' ? '"Principal":"*",' : '';
  const text = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",${principal}"Action":"*","Resource":"*"}]}`;
  const source: PolicySource = { node: parseJson(text).node!, name: id.slice('p-'.length), text };
  return { kind: 'organization-policy', id, type, source, written: false, place: {} };
}

/** The organization of an account, with its levels from the root to the account. */
export function organizationOf(
  account: string,
  known: OrganizationFacts,
  report: Report,
): AccountOrganization {
  const stated = known.all.filter(
    (fact): fact is AccountOrganizationFact =>
      fact.kind === 'account-organization' && fact.account === account,
  );
  const what = `the organization of ${quoted(account)}`;
  const said = <K extends keyof AccountOrganizationFact>(field: K) =>
    single(stated, field, what, report);
  const found = fromOutputs(account, known, said('path'), report);
  if (stated.length === 0) return found;
  const fields = ['id', 'path', 'management', 'scps', 'rcps'] as const;
  if (!fields.some((field) => said(field) !== undefined)) return {};
  const id = said('id') ?? found.organization?.id ?? known.organization?.id;
  const path = said('path') ?? found.organization?.path;
  if (said('id') && known.organization && said('id') !== known.organization.id) {
    conflict(report, stated[0]!.place, known.organization.place, `the id of ${what}`);
  }
  const levels = (field: 'scps' | 'rcps', type: PolicyKind) => {
    const given = said(field)?.map((level) => parsed(level, type, report));
    return given ?? found.organization?.[field] ?? [];
  };
  const organization = {
    management: said('management') ?? found.organization?.management ?? false,
    scps: levels('scps', 'service-control-policy'),
    rcps: levels('rcps', 'resource-control-policy'),
    ...present({ id, path }),
  };
  return { organization };
}

function fromOutputs(
  account: string,
  known: OrganizationFacts,
  path: string | undefined,
  report: Report,
): AccountOrganization {
  const { organization, policies } = known;
  const management = organization?.managementAccount === account;
  const chain = path ? chainOfPath(path, account) : chainOf(account, known);
  const base = { management, scps: [], rcps: [], ...present({ id: organization?.id }) };
  if (management && !chain) return { organization: base };
  if (!organization && policies.length === 0) return {};
  if (!chain) {
    return {
      missing: `where the account \`${account}\` stands in the organization: save \`aws organizations list-parents --child-id ${account}\` as \`list-parents.${account}.json\`, and so on up to the root`,
    };
  }
  const levels = (type: PolicyKind) => (management ? [] : levelsOf(type, chain, known, report));
  return {
    organization: {
      ...base,
      ...present({
        path: organization && `${[organization.id, ...chain.slice(0, -1)].join('/')}/`,
      }),
      scps: levels('service-control-policy'),
      rcps: levels('resource-control-policy'),
    },
  };
}

/** The root, the OUs and the account; undefined where a parent is missing. */
function chainOf(account: string, { parents }: OrganizationFacts): string[] | undefined {
  const chain = [account];
  while (!chain[0]!.startsWith('r-')) {
    const parent = parents.get(chain[0]!);
    // An OU cannot stand below itself: a circle is as good as a missing parent.
    if (parent === undefined || chain.includes(parent)) return undefined;
    chain.unshift(parent);
  }
  return chain;
}

function chainOfPath(path: string, account: string): string[] {
  return [...path.split('/').slice(1).filter(Boolean), account];
}

function levelsOf(
  type: PolicyKind,
  chain: readonly string[],
  { policies, targets }: OrganizationFacts,
  report: Report,
): Policy[][] {
  const kind = policies.filter((policy) => policy.type === type);
  const attached = (level: string) => kind.filter(({ id }) => targets.get(id)?.has(level));
  // Where no policy of this type is attached anywhere above, the type is not in use.
  if (!chain.some((level) => attached(level).length > 0)) return [];
  return chain.map((level) => {
    const here = attached(level);
    if (here.length === 0 && type === 'service-control-policy') {
      problemAt(
        report,
        {},
        'world-organization',
        `no service control policy is attached to ${quoted(level)}, but every level has at least one`,
        {
          why: 'a level without an SCP would deny everything',
          remedy:
            'save `aws organizations list-targets-for-policy --policy-id p-FullAWSAccess` as `list-targets-for-policy.p-FullAWSAccess.json`, and the same for every other SCP',
        },
      );
    }
    return parsed(
      here.map(({ source }) => source),
      type,
      report,
    );
  });
}

function parsed(sources: readonly PolicySource[], type: PolicyKind, report: Report): Policy[] {
  return sources.flatMap((source) => asPolicy(source, type, report) ?? []);
}
