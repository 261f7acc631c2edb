// The laws of a decision, each a sentence that holds for every generated policy set and request.
import { describe, expect, it } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import type { CompiledPolicySet } from '../../src/engine/compiled.ts';
import { decide } from '../../src/engine/decide.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import { trace } from '../../src/engine/trace.ts';
import { putDocument, readingOrder, slotsOf } from '../../src/explain/fixes/slots.ts';
import type { Decision, StatementSource } from '../../src/model/decision.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import { generateGroups } from '../differential/generate.ts';
import { randomFrom } from '../differential/random.ts';

const seed = Number(process.env.KEYWARD_SEED ?? 20_260_302);
const groups = Number(process.env.KEYWARD_LAWS ?? 2_000);

interface RawStatement {
  readonly Effect: string;
  readonly Sid?: string;
}
type RawDocument = { readonly Statement: RawStatement | RawStatement[] };

interface Case {
  readonly input: PolicySetInput;
  readonly policies: CompiledPolicySet;
  readonly request: AccessRequestInput;
  readonly decision: Decision;
}

const cases = [...generated()];

function* generated(): Generator<Case> {
  let count = 0;
  for (const group of generateGroups(seed)) {
    if (count++ === groups) return;
    const input = mapDocuments(group.policies as PolicySetInput, (document) => document);
    const policies = compilePolicySet(input);
    for (const request of group.requests as AccessRequestInput[]) {
      yield { input, policies, request, decision: decide(policies, request) };
    }
  }
}

/** Runs a law over all cases and shows the first that breaks it. */
function law(sentence: string, holds: (one: Case) => boolean): void {
  it(sentence, () => {
    const broken = cases.find((one) => !holds(one));
    expect(
      broken && { policies: broken.input, request: broken.request, decision: broken.decision },
    ).toBe(undefined);
  });
}

const denyAll = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };

describe(`laws, over ${cases.length} cases (seed ${seed})`, () => {
  law('a decision is the same every time', ({ policies, request, decision }) => {
    return decide(policies, request) === decision || same(decide(policies, request), decision);
  });

  law('decide and trace answer alike', ({ policies, request, decision }) =>
    same(trace(policies, request).decision, decision),
  );

  law('an explicit deny wins', ({ policies, request, decision }) => {
    const denies = trace(policies, request).statements.filter(
      ({ effect, applies }) => effect === 'Deny' && applies,
    );
    if (denies.length === 0) return decision.kind !== 'explicit-deny';
    return (
      decision.kind === 'explicit-deny' &&
      JSON.stringify(decision.determining) === JSON.stringify(denies.map(({ source }) => source))
    );
  });

  law(
    'a request is allowed exactly when no gate is closed, and the first closed gate names the reason',
    ({ policies, request, decision }) => {
      const closed = trace(policies, request).gates.filter(({ state }) => state === 'closed');
      if (decision.verdict === 'allow') return closed.length === 0;
      const first = closed[0]?.id;
      const named = ['explicit-deny', 'scp', 'vpc-endpoint', 'boundary', 'session-policy'];
      return first === (named.includes(decision.reason) ? decision.reason : 'key-trust');
    },
  );

  law(
    'a statement applies exactly when every clause of it holds and its layer takes part',
    ({ policies, request }) =>
      trace(policies, request).statements.every(
        ({ applies, clauses }) => !applies || clauses.every(({ holds }) => holds),
      ),
  );

  law(
    'nothing is allowed by default, but to the root user of an account that is trusted',
    ({ request }) => {
      const { verdict, reason, determining } = decide(compilePolicySet({}), request);
      return verdict === 'deny' || (reason === 'implicit-trust' && determining.length === 0);
    },
  );

  law(
    'the order of statements and documents does not matter, nor does saying a thing twice',
    ({ input, request, decision }) => {
      const random = randomFrom(seed);
      const shuffled = mapStatements(input, (statements) =>
        [...statements, ...statements.slice(0, 1).map(unnamed)]
          .reverse()
          .sort(() => random.below(3) - 1),
      );
      return decide(compilePolicySet(shuffled), request).verdict === decision.verdict;
    },
  );

  law(
    'a policy says the same whichever sets it was in before, at whatever their places of context keys',
    ({ policies, request, decision }) => {
      const read = readPolicies(policies);
      const others = { ...read, resourceControlPolicies: [[strange]] };
      for (const unknown of ['widest', 'narrowest'] as const) compilePolicySet(others, { unknown });
      return same(decide(compilePolicySet(read), request), decision);
    },
  );

  law('adding a Deny never widens', ({ input, request, decision }) => {
    const narrowed = addTo(input, denyAll);
    return (
      decision.verdict === 'allow' || decide(compilePolicySet(narrowed), request).verdict === 'deny'
    );
  });

  law(
    'a Deny of everything denies users, roles and federated users',
    ({ input, request, policies }) => {
      const { kind } = trace(policies, request).principal;
      if (kind === 'service' || kind === 'anonymous') return true;
      return decide(compilePolicySet(addTo(input, denyAll)), request).kind === 'explicit-deny';
    },
  );

  law('adding an Allow never narrows', ({ input, request, decision }) => {
    if (decision.verdict === 'deny') return true;
    return decide(compilePolicySet(addTo(input, allowAll)), request).verdict === 'allow';
  });

  law('adding a guardrail never widens', ({ input, request, decision }) => {
    if (decision.verdict === 'allow') return true;
    const guarded = {
      ...input,
      serviceControlPolicies: [...(input.serviceControlPolicies ?? []), []],
    };
    return decide(compilePolicySet(guarded), request).verdict === 'deny';
  });

  law(
    'the named statements alone give the same verdict, guardrails left as they are',
    ({ input, request, decision }) => {
      if (decision.kind === 'implicit-deny') return true;
      const alone = keepOnly(input, decision);
      return decide(compilePolicySet(alone), request).verdict === decision.verdict;
    },
  );

  law('removing every way in flips an allow', ({ input, request, decision }) => {
    let now = decision;
    let rest = input;
    for (let step = 0; now.verdict === 'allow' && now.determining.length > 0; step++) {
      if (step > 50) return false;
      rest = without(rest, now);
      now = decide(compilePolicySet(rest), request);
    }
    return now.verdict === 'deny' || now.reason === 'implicit-trust';
  });

  law('an allow names what let it in, but for the trusted root user', ({ decision }) => {
    if (decision.verdict === 'deny') return true;
    return decision.determining.length > 0 || decision.reason === 'implicit-trust';
  });
});

function same(one: Decision, other: Decision): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The set's input with its documents as they were read: the same Policy is compiled again. */
function readPolicies(policies: CompiledPolicySet): PolicySetInput {
  let { input } = policies;
  for (const layer of readingOrder) {
    for (const slot of slotsOf(policies, layer)) input = putDocument(input, slot, slot.policy);
  }
  return input;
}

/** Looks at many keys, and is read first. */
const strange = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:*',
    Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}',
    Condition: {
      StringLike: { 'aws:PrincipalOrgID': 'o-${aws:username}', 'kms:ViaService': '*' },
      IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
    },
  },
};

function mapDocuments(
  input: PolicySetInput,
  map: (document: RawDocument, name: string) => RawDocument,
): PolicySetInput {
  const one = (document: unknown, name: string) =>
    document === undefined ? {} : { [name]: map(parsed(document), name) };
  const list = (documents: readonly unknown[] | undefined, name: string) =>
    documents === undefined
      ? {}
      : { [name]: documents.map((document, at) => map(parsed(document), `${name}[${at}]`)) };
  return {
    ...input,
    ...one(input.resourcePolicy, 'resourcePolicy'),
    ...one(input.permissionsBoundary, 'permissionsBoundary'),
    ...one(input.vpcEndpointPolicy, 'vpcEndpointPolicy'),
    ...list(input.identityPolicies, 'identityPolicies'),
    ...list(input.sessionPolicies, 'sessionPolicies'),
  };
}

/** The document's JSON value, whether it is given as text, as a value, or wrapped. */
function parsed(document: unknown): RawDocument {
  if (typeof document === 'string') return JSON.parse(document);
  const { document: inner } = document as { readonly document?: unknown };
  return inner === undefined ? (document as RawDocument) : parsed(inner);
}

function mapStatements(
  input: PolicySetInput,
  map: (statements: RawStatement[], name: string) => RawStatement[],
): PolicySetInput {
  return mapDocuments(input, (document, name) => ({
    ...document,
    Statement: map([document.Statement].flat(), name),
  }));
}

function unnamed({ Sid, ...rest }: RawStatement): RawStatement {
  return rest;
}

/** Adds a statement to the first identity policy, or makes one. */
function addTo(input: PolicySetInput, statement: RawStatement): PolicySetInput {
  const document = { Version: '2012-10-17', Statement: [statement] };
  return { ...input, identityPolicies: [...(input.identityPolicies ?? []), document] };
}

function isNamed(decision: Decision, policy: string, statement: number): boolean {
  return decision.determining.some(
    (source): source is StatementSource =>
      source.kind === 'statement' && source.policy === policy && source.statement === statement,
  );
}

function isGrantNamed(decision: Decision, id: string): boolean {
  return decision.determining.some((source) => source.kind === 'grant' && source.grantId === id);
}

/** The ways in of a set cut down to what a decision names. */
function keepOnly(input: PolicySetInput, decision: Decision): PolicySetInput {
  const cut = mapStatements(input, (statements, name) =>
    /^(resourcePolicy|identityPolicies)/.test(name)
      ? statements.filter((_, at) => isNamed(decision, name, at))
      : statements,
  );
  const grants = input.grants?.filter(({ GrantId }) => isGrantNamed(decision, GrantId));
  return grants === undefined ? cut : { ...cut, grants };
}

/** A set without what a decision names. */
function without(input: PolicySetInput, decision: Decision): PolicySetInput {
  const cut = mapStatements(input, (statements, name) =>
    statements.filter((_, at) => !isNamed(decision, name, at)),
  );
  const grants = input.grants?.filter(({ GrantId }) => !isGrantNamed(decision, GrantId));
  return grants === undefined ? cut : { ...cut, grants };
}
