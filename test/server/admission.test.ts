// The gate that calls go through: in order, bounded, and refusals spread out.
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Admission, createAdmission } from '../../src/server/admission.ts';

/** Runs a job when its turn comes; undefined where it is refused. */
function run(gate: Admission, job: () => Promise<void>): Promise<void> | undefined {
  const turn = gate.enter();
  if (turn === 'full') return undefined;
  const begun = async () => {
    try {
      await job();
    } finally {
      gate.leave();
    }
  };
  return turn === 'now' ? begun() : turn.then(begun);
}

/** A job that ends when it is told to. */
function held() {
  let end: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { job: () => done, end };
}

it('so many are performed, so many wait, and the next is refused', async () => {
  const gate = createAdmission(2);
  const jobs = Array.from({ length: 4 }, held);
  const runs = jobs.map(({ job }) => run(gate, job));
  expect([gate.inFlight(), gate.queued(), gate.hasRoom()]).toEqual([2, 2, false]);
  expect(run(gate, async () => {})).toBeUndefined();
  jobs[0]!.end();
  await runs[0];
  await setImmediate();
  await setImmediate();
  expect([gate.inFlight(), gate.queued(), gate.hasRoom()]).toEqual([2, 1, true]);
  for (const { end } of jobs) end();
  await Promise.all(runs);
  await setImmediate();
  expect([gate.inFlight(), gate.queued()]).toEqual([0, 0]);
});

it('jobs start in the order they came, and one that fails gives its place back', async () => {
  const gate = createAdmission(20);
  const order: number[] = [];
  let failed = 0;
  for (let round = 0; round < 50; round++) {
    const runs = Array.from({ length: 20 }, (_, index) =>
      run(gate, async () => {
        order.push(20 * round + index);
        if (index % 5 === 0) throw new Error('no');
      }),
    );
    const ends = await Promise.allSettled(runs);
    failed += ends.filter(({ status }) => status === 'rejected').length;
  }
  expect(order).toEqual(order.map((_, index) => index));
  expect([order.length, failed]).toEqual([50 * 20, 50 * 4]);
});

it('few refusals are told at once, many wait for their turn, and none for long', () => {
  let now = 1000;
  const gate = createAdmission(1, () => now);
  const delays = Array.from({ length: 3000 }, () => gate.refusalDelayMs());
  expect(delays.slice(0, 5)).toEqual(delays.slice(0, 5).map(() => 0));
  expect(delays[150]).toBeCloseTo(500, 0);
  expect(Math.max(...delays)).toBeLessThanOrEqual(1000);
  now += 5000;
  expect(gate.refusalDelayMs()).toBe(0);
});
