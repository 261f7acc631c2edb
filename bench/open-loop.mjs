// A cheap call that arrives at fixed times, whether or not the one before has been answered, and what it waits for: the
// time from its arrival to its answer, alone and while slow calls run.
import * as node from 'node:crypto';
import { makeKms } from './workload/kms-keys.mjs';

const arrivalsPerSecond = 500;
const seconds = 4;
const slowCalls = 16;

/** The p99 of Encrypt in microseconds, alone and beside 16 Sign calls of RSA_4096 that are in flight at all times. */
export async function measureOpenLoop(folder, runs) {
  const kms = await makeKms(folder);
  const cheap = await cheapCall(kms);
  const slow = await slowCall(kms);
  await latencies(cheap, 1);
  const measured = [];
  for (let run = 0; run < runs; run++) {
    const idle = p99(await latencies(cheap, seconds));
    const stop = keepRunning(slow);
    const busy = p99(await latencies(cheap, seconds));
    measured.push({ idle, busy, signed: await stop() });
  }
  await kms.close();
  return measured;
}

async function cheapCall({ answer, createKey }) {
  const KeyId = await createKey('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
  const Plaintext = node.randomBytes(32);
  return () => answer('Encrypt', { KeyId, Plaintext });
}

async function slowCall({ answer, importKey }) {
  const { privateKey } = node.generateKeyPairSync('rsa', { modulusLength: 4096 });
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
  const KeyId = await importKey('RSA_4096', 'SIGN_VERIFY', bytes);
  const Message = node.randomBytes(256);
  const parameters = { KeyId, Message, SigningAlgorithm: 'RSASSA_PSS_SHA_256' };
  return () => answer('Sign', parameters);
}

/** Keeps so many calls in flight; answers a way to stop, which tells how many were answered. */
function keepRunning(call) {
  let running = true;
  let answered = 0;
  const loops = Array.from({ length: slowCalls }, async () => {
    while (running) {
      await call();
      answered++;
    }
  });
  return async () => {
    running = false;
    await Promise.all(loops);
    return answered;
  };
}

/** Timers are no finer than a millisecond, so the loop looks at the clock in each of its turns. */
function latencies(call, duration) {
  const count = duration * arrivalsPerSecond;
  const between = 1000 / arrivalsPerSecond;
  const begin = performance.now() + between;
  const measured = [];
  let arrived = 0;
  return new Promise((resolve, reject) => {
    function turn() {
      const now = performance.now();
      for (; arrived < count && begin + arrived * between <= now; arrived++) {
        const arrival = begin + arrived * between;
        call().then(() => {
          measured.push((performance.now() - arrival) * 1000);
          if (measured.length === count) resolve(measured);
        }, reject);
      }
      if (arrived < count) setImmediate(turn);
    }
    turn();
  });
}

function p99(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}
