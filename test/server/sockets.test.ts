// What arrives on a socket that no client library would send: smuggled headers, half a request, several at once,
// nothing at all. And how a server stops.
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMemoryState, type State } from '../../src/server.ts';
import { alice, call, keyId, serverWorld, sign, start } from './kit.ts';

const type = 'content-type: application/x-amz-json-1.1\r\n';

/** Sends bytes over a connection of its own; what came back until the server ended it, or for so long. */
async function raw(url: string, text: string, patienceMs = 3000): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => {});
  socket.write(text);
  await Promise.race([ended, setTimeout(patienceMs)]);
  socket.destroy();
  return answer;
}

/** The bytes of a signed request. */
async function bytesOf(url: string, operation: string, parameters: object): Promise<string> {
  const body = JSON.stringify(parameters);
  const headers = await sign(url, alice, body, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `TrentService.${operation}`,
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

describe('a request that is no sound HTTP', () => {
  const rows: readonly [string, string, string][] = [
    [
      'both Content-Length and Transfer-Encoding',
      `POST / HTTP/1.1\r\nhost: a\r\n${type}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      '400',
    ],
    [
      'two different Content-Lengths',
      `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcd`,
      '400',
    ],
    ['a space before the colon', `POST / HTTP/1.1\r\nhost: a\r\ncontent-length : 0\r\n\r\n`, '400'],
    [
      'a bare carriage return in a header',
      `POST / HTTP/1.1\r\nhost: a\r\nx: a\rb: c\r\n\r\n`,
      '400',
    ],
    ['no Host', `POST / HTTP/1.1\r\n${type}content-length: 0\r\n\r\n`, '400'],
    ['an unknown method', `HACK / HTTP/1.1\r\nhost: a\r\n\r\n`, '400'],
    ['no HTTP at all', '\u0016\u0003\u0001hello\r\n\r\n', '400'],
    [
      'headers beyond 16 KB',
      `POST / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431',
    ],
  ];
  it.each(rows)('%s', async (_name, text, status) => {
    const { url } = await start();
    const answer = await raw(url, text);
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
    expect((await call(url, alice, 'ListKeys')).status).toBe(200);
  });
});

describe('a client that is slow', () => {
  const limits = { headersMs: 200, requestMs: 400 };

  it('with its headers is cut off', async () => {
    const { url } = await start({ limits });
    expect(await raw(url, 'POST / HTTP/1.1\r\nhost: a\r\n')).toContain('408');
  });

  it('with its body is cut off', async () => {
    const { url } = await start({ limits });
    const head = `POST / HTTP/1.1\r\nhost: a\r\n${type}x-amz-target: TrentService.ListKeys\r\ncontent-length: 10\r\n\r\n{`;
    expect(await raw(url, head)).toContain('408');
  });

  it('that sends nothing is cut off', async () => {
    const { url } = await start({ limits });
    const began = performance.now();
    await raw(url, '');
    expect(performance.now() - began).toBeLessThan(2500);
  });

  it('that closes its side is answered', async () => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.end(await bytesOf(url, 'ListKeys', {}));
    await new Promise((resolve) => socket.on('end', resolve));
    socket.destroy();
    expect(answer).toContain('"Keys"');
  });

  it('that sends nothing does not keep others out', async () => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    const idle = Array.from({ length: 200 }, () => connect(Number(port), hostname));
    for (const socket of idle) socket.on('error', () => {});
    expect((await call(url, alice, 'ListKeys')).status).toBe(200);
    for (const socket of idle) socket.destroy();
  });
});

describe('a body', () => {
  const chunked = (text: string) =>
    text.replace(/content-length: \d+\r\n\r\n(.*)$/s, (_all, body: string) => {
      const chunks = [...body].map((char) => `1\r\n${char}\r\n`);
      return `transfer-encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`;
    });

  it('in many pieces is read whole', async () => {
    const { url } = await start();
    const text = chunked(await bytesOf(url, 'DescribeKey', { KeyId: keyId }));
    expect(text).toContain('1\r\nK\r\n1\r\ne\r\n');
    expect(await raw(url, text, 500)).toContain('"KeyMetadata"');
  });

  it('without an end is refused when it is too large, and the connection is closed', async () => {
    const { url } = await start({ limits: { bodyBytes: 1000 } });
    const head = `POST / HTTP/1.1\r\nhost: a\r\n${type}transfer-encoding: chunked\r\n\r\n`;
    const began = performance.now();
    const answer = await raw(url, `${head}${`64\r\n${'x'.repeat(100)}\r\n`.repeat(11)}`);
    expect(performance.now() - began).toBeLessThan(2500);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('connection: close');
    expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect((await call(url, alice, 'ListKeys')).status).toBe(200);
  });
});

describe('several requests at once on one connection', () => {
  it('are answered in their order', async () => {
    const { url } = await start();
    const requests = await Promise.all([
      bytesOf(url, 'DescribeKey', { KeyId: keyId }),
      bytesOf(url, 'GenerateRandom', { NumberOfBytes: 8 }),
      bytesOf(url, 'ListKeys', {}),
    ]);
    const answer = await raw(url, requests.join(''), 700);
    const places = ['KeyMetadata', 'Plaintext', '"Keys"'].map((word) => answer.indexOf(word));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});

describe('a server that stops', () => {
  it('does not wait for connections that are kept alive', async () => {
    const { url, close } = await start();
    await call(url, alice, 'ListKeys');
    const began = performance.now();
    await close();
    expect(performance.now() - began).toBeLessThan(1000);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('answers what it has begun', async () => {
    const { url, close } = await start();
    const asked = Array.from({ length: 4 }, () =>
      call(url, alice, 'GenerateDataKeyPair', { KeyId: keyId, KeyPairSpec: 'RSA_2048' }),
    );
    await setTimeout(50);
    const [answers] = await Promise.all([Promise.allSettled(asked), close()]);
    const statuses = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value.status : 'cut',
    );
    expect(statuses).not.toContain(500);
    expect(statuses).toContain(200);
  });

  it('answers what comes on a connection then, and closes it', async () => {
    const memory = createMemoryState(serverWorld());
    const slow: State = {
      ...memory,
      perform: (request, meta) => setTimeout(300).then(() => memory.perform(request, meta)),
    };
    const { url, close } = await start({ state: slow });
    const request = await bytesOf(url, 'DescribeKey', { KeyId: keyId });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let answers = '';
    socket.on('data', (chunk) => {
      answers += chunk;
    });
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.write(request);
    await setTimeout(100);
    const closed = close();
    await setTimeout(50);
    socket.write(request);
    await Promise.all([closed, ended]);
    const heads = answers.split('HTTP/1.1 200 OK').slice(1);
    expect(heads.map((head) => /^connection: (.*)$/im.exec(head)?.[1])).toEqual([
      'keep-alive',
      'close',
    ]);
  });

  it('cuts off what is left at its deadline', async () => {
    const { url, close } = await start({ stopMs: 200 });
    const pending = raw(url, `POST / HTTP/1.1\r\nhost: a\r\n${type}content-length: 10\r\n\r\n`);
    await setTimeout(50);
    const began = performance.now();
    await close();
    expect(performance.now() - began).toBeLessThan(1500);
    expect(await pending).not.toContain('200');
  });
});

describe('more calls than a server takes', () => {
  it('are refused at once, and the others are answered', async () => {
    const memory = createMemoryState(serverWorld());
    const slow: State = {
      ...memory,
      perform: (request, meta) => setTimeout(200).then(() => memory.perform(request, meta)),
    };
    const { url } = await start({ maxInFlight: 1, state: slow });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(url, alice, 'DescribeKey', { KeyId: keyId })),
    );
    const names = answers.map(({ status, json }) => `${status} ${json.__type ?? ''}`);
    // One is performed, one waits.
    expect(names.filter((name) => name === '200 ').length).toBe(2);
    expect(names.filter((name) => name === '400 ThrottlingException').length).toBe(18);
  });
});
