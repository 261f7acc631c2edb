// Load on `keyward serve`: `npm run build`, `node bench/serve.mjs [--seconds 5] [--rounds 3]`. Two measures: the CPU of a
// Decrypt against that of a bare Fastify which answers the same body, in turns; and what is answered when twice as much
// arrives as can be.
import { fork } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closedLoop, openConnections, openLoop } from './serve-load.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '2000' },
    write: { type: 'boolean', default: false },
  },
});
const milliseconds = Number(values.seconds) * 1000;
const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const access = { id: 'AKIAALICEALICE000001', secret: 'alices-secret-0001' };
const policy =
  "{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: '*' }] }";
const world = `
region: us-east-1
accounts:
  '111122223333':
    users:
      alice: { policies: [{ name: use, document: ${policy} }], accessKeys: [{ id: ${access.id}, secret: ${access.secret} }] }
    keys: [{ id: ${keyId}, aliases: [alias/app] }]
`;

/** Both servers get as many requests in a second: one that is idle pays for each wake-up, one that is busy does not. */
const rate = Number(values.rate);

/** How many calls are performed at once: as many make the peak. */
const performed = 64;

const children = [];
try {
  const keyward = await start('keyward');
  const echo = await start('echo');
  const results = [await cpuPerRequest(keyward, echo), await overload(keyward)];
  report(results);
} finally {
  for (const child of children) child.send('stop');
  rmSync(folder, { recursive: true });
}

function start(kind) {
  return new Promise((done, reject) => {
    const child = fork(resolve(import.meta.dirname, 'serve-child.mjs'), [kind, folder], {
      env: { ...process.env, WORLD: world },
    });
    children.push(child);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
    child.once('message', ({ url }) =>
      done({
        url,
        usage: () =>
          new Promise((answer) => {
            child.once('message', answer);
            child.send('usage');
          }),
      }),
    );
  });
}

/** Signed requests of Decrypt, each with a ciphertext of its own. They are good for five minutes. */
async function decrypts(url) {
  const requests = [];
  for (let number = 0; number < 64; number++) {
    const EncryptionContext = { project: 'blue', number: String(number) };
    const Plaintext = Buffer.alloc(32, number).toString('base64');
    const body = { KeyId: keyId, Plaintext, EncryptionContext };
    const { head, body: text } = signed(url, 'Encrypt', body);
    const response = await fetch(url, { method: 'POST', headers: head, body: text });
    const { CiphertextBlob } = await response.json();
    const request = signed(url, 'Decrypt', { CiphertextBlob, EncryptionContext });
    const lines = Object.entries(request.head).map(([name, value]) => `${name}: ${value}`);
    const length = `content-length: ${Buffer.byteLength(request.body)}`;
    requests.push(
      Buffer.from(`POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\n${length}\r\n\r\n${request.body}`),
    );
  }
  return requests;
}

/** The headers that botocore signs. */
function signed(url, operation, parameters) {
  const body = JSON.stringify(parameters);
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/us-east-1/kms/aws4_request`;
  const head = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(url).host,
    'x-amz-date': time,
    'x-amz-target': `TrentService.${operation}`,
  };
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const mac = (key, text) => createHmac('sha256', key).update(text).digest();
  const names = Object.keys(head).join(';');
  const lines = Object.entries(head).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${hash(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(canonical)}`;
  const key = scope.split('/').reduce(mac, `AWS4${access.secret}`);
  const signature = mac(key, toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${access.id}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { body, head: { ...head, 'user-agent': 'bench', authorization } };
}

async function cpuPerRequest(keyward, echo) {
  const times = { keyward: [], echo: [] };
  const rates = { keyward: [], echo: [] };
  for (let round = -1; round < Number(values.rounds); round++) {
    const requests = await decrypts(keyward.url);
    for (const [name, server] of Object.entries({ echo, keyward })) {
      const connections = await openConnections(server.url, 32);
      // What runs for the first time is compiled first.
      if (round < 0) await closedLoop(connections, requests, milliseconds);
      const before = await server.usage();
      const counts = await openLoop(connections, requests, rate, milliseconds);
      const after = await server.usage();
      for (const { close } of connections) close();
      const { good, throttled, other } = counts;
      if (throttled + other > 0) throw new Error(JSON.stringify(counts));
      if (round < 0) continue;
      times[name].push((after.cpuMicroseconds - before.cpuMicroseconds) / good);
      rates[name].push(good / (milliseconds / 1000));
    }
  }
  const ratios = times.keyward.map((time, index) => time / times.echo[index]);
  return {
    name: 'CPU of a Decrypt, times that of a bare Fastify echo of its body',
    value: median(ratios),
    atMost: 3,
    microseconds: { keyward: median(times.keyward), echo: median(times.echo) },
    perSecond: { keyward: median(rates.keyward), echo: median(rates.echo) },
  };
}

/** Twice as many connections as calls may be performed and may wait. The peak is taken before and after, as it drifts. */
async function overload(keyward) {
  const connections = await openConnections(keyward.url, 2 * (performed + performed));
  const rounds = [];
  const memory = [];
  let peak = await peakOf(keyward, connections, await decrypts(keyward.url));
  for (let round = 0; round < Number(values.rounds); round++) {
    const requests = await decrypts(keyward.url);
    const before = await keyward.usage();
    const loaded = await openLoop(
      connections,
      requests,
      2 * peak.perSecond,
      4 * milliseconds,
      async () => {
        memory.push((await keyward.usage()).rssBytes / 1e6);
      },
    );
    const cpuShare = shareOf(before, await keyward.usage(), 4 * milliseconds);
    const next = await peakOf(keyward, connections, requests);
    const perSecond = (peak.perSecond + next.perSecond) / 2;
    const goodput = loaded.goodInTime / ((4 * milliseconds) / 1000) / perSecond;
    rounds.push({ goodput, peak, cpuShare, ...loaded });
    peak = next;
  }
  for (const { close } of connections) close();
  const half = Math.floor(memory.length / 2);
  return {
    name: 'goodput when twice the peak arrives, in parts of the peak',
    value: median(rounds.map(({ goodput }) => goodput)),
    atLeast: 0.9,
    rounds,
    memory: { middle: memory[half], end: memory.at(-1), highest: Math.max(...memory) },
  };
}

/** What is answered when there is always more to do. `cpuShare`, of one processor, tells how much the server got. */
async function peakOf(keyward, connections, requests) {
  const before = await keyward.usage();
  const { good } = await closedLoop(connections.slice(0, performed), requests, milliseconds);
  const cpuShare = shareOf(before, await keyward.usage(), milliseconds);
  return { perSecond: good / (milliseconds / 1000), cpuShare };
}

function shareOf(from, to, time) {
  return (to.cpuMicroseconds - from.cpuMicroseconds) / 1000 / time;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function report(results) {
  const machine = { node: process.version, cpu: cpus()[0].model, cpus: cpus().length };
  console.log(JSON.stringify({ machine, results }, null, 2));
  const met = results.every(
    ({ value, atMost = Number.POSITIVE_INFINITY, atLeast = 0 }) =>
      value <= atMost && value >= atLeast,
  );
  console.log(met ? 'all budgets are met' : 'a budget is not met');
  if (!met) process.exitCode = 1;
  if (values.write) {
    const path = resolve(import.meta.dirname, 'serve-results.json');
    writeFileSync(path, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  }
}
