// The law of reconstruction: from a record or an error text the judge says what was decided, or that it hangs on
// what is not known; it never says the opposite. Over every request of the scenarios, so that every reason that a
// decision can have is reached from both.
import { describe, expect, it } from 'vitest';
import { readPrincipal } from '../../src/engine/principal.ts';
import { explain } from '../../src/explain/explain.ts';
import type { Reason } from '../../src/model/decision.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { runScenario } from '../../src/scenario/run.ts';
import type { WhyAnswer } from '../../src/why/answer.ts';
import { createJudge } from '../../src/why/call/judge.ts';
import { explainDenial } from '../../src/why/explain-denial.ts';
import { readRecord } from '../../src/why/trail/read-record.ts';
import type { WorldRequest } from '../../src/world/request.ts';
import type { World } from '../../src/world/world.ts';
import { recorded } from './recorded.ts';

const worlds = worldLoader();
const { files } = findScenarioFiles(['fixtures/scenarios']);
const loaded = await Promise.all(files.map((file) => loadScenario(file, worlds)));

/** Every decided request of AWS KMS that says nothing of its session which no record holds, with its world. */
const decided = (
  await Promise.all(
    loaded.map(async ({ file, scenario, world }) => {
      const { requests } = await runScenario(scenario!, world!);
      return requests.flatMap(({ request, outcome }) => {
        if (outcome.kind !== 'decided' || !outcome.request.action.startsWith('kms:')) return [];
        const { principal, override, grantTokens, grantId, context = {} } = request.ask;
        if (override === true || grantTokens || grantId) return [];
        if (typeof principal === 'object' && 'tags' in principal) return [];
        const explanation = explain(outcome.policies, outcome.request);
        const name = `${file} ${request.name}`;
        const told = withSession(world!, outcome.request.principal, principal);
        return [{ name, world: told, given: context, outcome, explanation }];
      });
    }),
  )
).flat();

/** What a request says of its session's policies no record holds: the world describes the session instead. */
function withSession(
  world: World,
  input: AccessRequestInput['principal'],
  asked: WorldRequest['principal'],
): World {
  const policies = typeof asked === 'object' && 'sessionPolicies' in asked && asked.sessionPolicies;
  if (!policies) return world;
  const { arn, account: id, name } = readPrincipal(input);
  // What is remembered of the world's keys is remembered by identity.
  const copy = structuredClone(world);
  const account = copy.accounts.get(id!)!;
  const session = { arn, role: name!, policies: policies as readonly Policy[], tags: {} };
  const sessions = [session, ...account.sessions];
  return { ...copy, accounts: new Map([...copy.accounts, [id!, { ...account, sessions }]]) };
}

// A trust policy decides about AWS STS, and AWS KMS records no anonymous calls.
const elsewhere: readonly Reason[] = ['trust-policy', 'anonymous'];
const reasons = (verdict: 'allow' | 'deny') =>
  [...new Set(decided.map(({ outcome }) => outcome.decision))]
    .filter((decision) => decision.verdict === verdict && !elsewhere.includes(decision.reason))
    .map(({ reason }) => reason)
    .filter((reason, index, all) => all.indexOf(reason) === index)
    .sort();

describe.each([
  { parameters: 'recorded', certain: 550, open: undefined },
  // Whether a grant's constraint holds hangs on an encryption context that is not recorded then.
  { parameters: 'null', certain: 430, open: 'grant-constraint' },
] as const)('with parameters $parameters', ({ parameters, certain, open }) => {
  it('a record is judged as it was decided, or as hanging on what is not recorded', () => {
    const wrong: object[] = [];
    const reached = new Set<Reason>();
    let same = 0;
    for (const { name, world, given, outcome, explanation } of decided) {
      const value = recorded(outcome.request, given, explanation, { parameters });
      const read = value && readRecord(value);
      if (read?.kind !== 'call') continue;
      const judged = createJudge(world)(read.record);
      if (judged.kind === 'unjudged' || judged.verdict === 'depends') continue;
      const { verdict, reason } = outcome.decision;
      if (judged.verdict !== verdict) wrong.push({ name, judged: judged.verdict, verdict, reason });
      else {
        same++;
        for (const { decision } of judged.accesses) {
          if (decision.reason === reason) reached.add(reason);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(same).toBeGreaterThan(certain);
    const all = [...reasons('allow'), ...reasons('deny')].filter((reason) => reason !== open);
    expect([...reached].sort()).toEqual(all.sort());
  });
});

it('an error text leads to the denial that it tells of, or to cases of which it is one', () => {
  const wrong: object[] = [];
  const reached = new Set<Reason>();
  const counts = { agrees: 0, depends: 0 };
  for (const { name, world, given, explanation } of decided) {
    const { errorText, decision } = explanation;
    if (errorText === undefined) continue;
    const answer = explainDenial(world, errorText, { now: new Date('2026-01-01T00:00:00Z') });
    if (answer.kind === 'no-answer') continue;
    const { agreement } = answer;
    if (agreement === 'agrees' || agreement === 'depends') {
      counts[agreement]++;
      if (answer.explanation.decision.reason === decision.reason) reached.add(decision.reason);
    } else if (Object.keys(given).length === 0) wrong.push({ name, errorText, ...told(answer) });
  }
  expect(wrong).toEqual([]);
  expect(counts.agrees).toBeGreaterThan(160);
  expect(counts.depends).toBeGreaterThan(100);
  expect([...reached].sort()).toEqual(reasons('deny'));
});

function told({ agreement, cases, explanation }: WhyAnswer) {
  return { agreement, cases, reason: explanation.decision.reason };
}
