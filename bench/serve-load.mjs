// Loads a server over raw sockets, with requests that are ready to send: what it costs to make them is not measured.
import { connect } from 'node:net';

/** Connections that each send one request after another. `pause` is how long one rests after it was refused. */
export async function openConnections(url, count) {
  const { hostname, port } = new URL(url);
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () =>
            resolve(connection(socket)),
          );
          socket.once('error', reject);
        }),
    ),
  );
}

function connection(socket) {
  let waiting;
  let buffered = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    const end = buffered.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = buffered.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)[1]);
    if (buffered.length < end + 4 + length) return;
    const status = Number(head.slice(9, 12));
    const body = buffered.subarray(end + 4, end + 4 + length);
    buffered = buffered.subarray(end + 4 + length);
    waiting(
      status === 200 ? 'good' : body.includes('Throttling') ? 'throttled' : `${status} ${body}`,
    );
  });
  socket.on('close', () => waiting?.('closed'));
  return {
    send: (bytes) =>
      new Promise((resolve) => {
        waiting = resolve;
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}

/** So many connections that send as fast as they are answered, for so long: how each answer came out. */
export async function closedLoop(connections, requests, milliseconds) {
  const counts = {};
  const end = performance.now() + milliseconds;
  await Promise.all(
    connections.map(async ({ send }, index) => {
      for (let at = index; performance.now() < end; at++) {
        const outcome = await send(requests[at % requests.length]);
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
    }),
  );
  return counts;
}

/**
 * Requests that arrive at a rate of their own, whether or not those before are answered. Each takes a free connection;
 * one that finds none is lost to the client's own limit. A refused one is sent again up to twice, after a rest that
 * doubles, as the SDKs of AWS do.
 */
export async function openLoop(
  connections,
  requests,
  perSecond,
  milliseconds,
  onSecond = () => {},
) {
  const counts = { arrived: 0, good: 0, throttled: 0, lost: 0, other: 0 };
  const latencies = [];
  const free = [...connections];
  const running = new Set();
  const began = performance.now();
  const attempt = async (request, tries, arrived) => {
    const taken = free.pop();
    if (!taken) {
      counts.lost++;
      return;
    }
    const outcome = await taken.send(request);
    free.push(taken);
    if (outcome === 'good') {
      counts.good++;
      latencies.push(performance.now() - arrived);
    } else if (outcome === 'throttled') {
      counts.throttled++;
      if (tries < 2 && performance.now() - began < milliseconds) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 500 * 2 ** tries));
        await attempt(request, tries + 1, arrived);
      }
    } else {
      counts.other++;
      counts.example = outcome;
    }
  };
  let seconds = 0;
  for (;;) {
    const elapsed = performance.now() - began;
    if (elapsed >= milliseconds) break;
    const due = Math.floor((elapsed / 1000) * perSecond);
    while (counts.arrived < due) {
      const request = requests[counts.arrived++ % requests.length];
      const job = attempt(request, 0, performance.now()).finally(() => running.delete(job));
      running.add(job);
    }
    if (elapsed / 1000 > seconds) {
      seconds++;
      await onSecond(seconds, counts);
    }
    // The generator must not take the time that the server needs.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { good } = counts;
  await Promise.race([Promise.all(running), new Promise((resolve) => setTimeout(resolve, 2000))]);
  latencies.sort((a, b) => a - b);
  const at = (part) => latencies[Math.floor(latencies.length * part)];
  return { ...counts, goodInTime: good, p50: at(0.5), p99: at(0.99) };
}
