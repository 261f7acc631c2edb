// The engine against the reference: generated cases, the same verdict, kind and reason.
// KEYWARD_CASES asks for more cases, KEYWARD_SEED for others; both are printed.
import { expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import { evaluate } from '../reference/evaluate.ts';
import { generateGroups } from './generate.ts';
import type { Case } from './shrink.ts';
import { shrink } from './shrink.ts';

const cases = Number(process.env.KEYWARD_CASES ?? 100_000);
const seed = Number(process.env.KEYWARD_SEED ?? 20_260_301);
/** How many different faults are shrunk and printed before the run gives up. */
const shownFaults = Number(process.env.KEYWARD_FAULTS ?? 5);

/** Every reason must occur, so that none goes untested. */
const leastShare = 0.003;

type Policies = Parameters<typeof compilePolicySet>[0];
type Request = Parameters<typeof decide>[1];

function fromEngine(policies: Policies, requests: Request[]): string[] {
  try {
    const compiled = compilePolicySet(policies);
    return requests.map((request) => {
      try {
        const { verdict, kind, reason } = decide(compiled, request);
        return `${verdict} ${kind} ${reason}`;
      } catch (error) {
        return `throws ${describe(error)}`;
      }
    });
  } catch (error) {
    return requests.map(() => `does not compile: ${describe(error)}`);
  }
}

function describe(error: unknown): string {
  const { diagnostics } = error as { diagnostics?: { code: string; message: string }[] };
  return diagnostics?.map((d) => `${d.code}: ${d.message}`).join('; ') ?? String(error);
}

function fromReference({ policies, request }: Case): string {
  const { verdict, kind, reason } = evaluate(policies, request);
  return `${verdict} ${kind} ${reason}`;
}

function answers(one: Case): { engine: string; reference: string } {
  const policies = one.policies as Policies;
  const [engine] = fromEngine(policies, [one.request as Request]);
  return { engine: engine!, reference: fromReference(one) };
}

function report(one: Case): string {
  const found = answers(one);
  const smallest = shrink(one, (candidate) => {
    try {
      const now = answers(candidate);
      return now.engine === found.engine && now.reference === found.reference;
    } catch {
      return false;
    }
  });
  return JSON.stringify({ ...found, ...smallest }, null, 1);
}

test(
  `the engine and the reference agree on ${cases} generated cases (seed ${seed})`,
  () => {
    const counts = new Map<string, number>();
    const faults = new Map<string, Case>();
    let done = 0;
    for (const { policies, requests } of generateGroups(seed)) {
      const engine = fromEngine(policies as Policies, requests as Request[]);
      for (const [index, request] of requests.entries()) {
        const reference = fromReference({ policies, request });
        counts.set(reference, (counts.get(reference) ?? 0) + 1);
        const kind = `${engine[index]} | ${reference}`;
        if (engine[index] !== reference && !faults.has(kind))
          faults.set(kind, { policies, request });
      }
      done += requests.length;
      if (done >= cases || faults.size >= shownFaults) break;
    }

    for (const one of faults.values()) console.error(report(one));
    expect(faults.size, 'cases in which the engine and the reference differ').toBe(0);

    const shares = [...counts].sort((a, b) => b[1] - a[1]);
    const lines = shares.map(
      ([answer, n]) => `${((100 * n) / done).toFixed(2).padStart(6)} %  ${answer}`,
    );
    console.log(`${done} cases, seed ${seed}\n${lines.join('\n')}`);
    const allowed = shares
      .filter(([a]) => a.startsWith('allow'))
      .reduce((sum, [, n]) => sum + n, 0);
    expect(allowed / done).toBeGreaterThan(0.35);
    expect(allowed / done).toBeLessThan(0.65);
    expect(shares.length, 'every reason occurs').toBe(19);
    if (done >= 100_000) {
      expect(Math.min(...counts.values()) / done, lines.at(-1)).toBeGreaterThan(leastShare);
    }
  },
  60_000 + cases,
);
