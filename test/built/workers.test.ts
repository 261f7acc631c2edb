// The worker that ships: that slow cryptography runs on threads in the library and in the bundled program,
// that a key survives the journey, and that nothing keeps the process alive.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const url = (path: string) => JSON.stringify(join(root, 'dist', path));

// A key of RSA_4096, which would take seconds to make.
const slowKey = readFileSync(join(root, 'fixtures/vectors/rsa-oaep.json'), 'utf8').match(
  /"bits":4096,"pkcs8":"([0-9a-f]+)"/,
)![1];

/** Runs a module in a process of its own and answers what it printed, as JSON. */
function run(body: string): unknown {
  const code = `
    import { createPrivateKey } from 'node:crypto';
    import { createWorkers } from ${url('src/crypto/workers.js')};
    import { generateKeyPair } from ${url('src/crypto/key-pair.js')};
    import { systemRandom } from ${url('src/crypto/random.js')};
    import { signingAlgorithms } from ${url('src/crypto/signatures.js')};
    const threads = () => process.report.getReport().workers.length;
    ${body}`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: root, encoding: 'utf8', timeout: 30_000 },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return JSON.parse(stdout);
}

describe.each([
  ['the library', 'undefined'],
  ['the bundled program', url('cli/worker.js')],
])('the worker of %s', (_, file) => {
  it('runs jobs of every kind on a thread, and lets the process end', () => {
    const answer = run(`
      const workers = createWorkers(1, ${file});
      const before = threads();
      const message = Buffer.from('message');
      const results = {};
      for (const [spec, algorithm] of [
        ['RSA_2048', 'RSASSA_PSS_SHA_256'], ['ECC_NIST_P384', 'ECDSA_SHA_384'],
        ['ECC_NIST_EDWARDS25519', 'ED25519_PH_SHA_512'], ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
      ]) {
        const pair = await generateKeyPair(spec, workers, systemRandom);
        const row = signingAlgorithms[algorithm];
        const [form, signed] = row.forms.includes('RAW') ? ['RAW', message] : ['DIGEST', Buffer.alloc(64)];
        const signature = await row.sign(pair, form, signed, workers, systemRandom);
        results[spec] = await row.verify(pair.publicKey, form, signed, signature, workers);
      }
      console.log(JSON.stringify({ before, after: threads(), results }));`);
    expect(answer).toEqual({
      before: 0,
      after: 1,
      results: {
        RSA_2048: true,
        ECC_NIST_P384: true,
        ECC_NIST_EDWARDS25519: true,
        ML_DSA_44: true,
      },
    });
  });

  it('leaves the event loop free', () => {
    const answer = run(`
      const workers = createWorkers(1, ${file});
      const key = createPrivateKey({ key: Buffer.from('${slowKey}', 'hex'), format: 'der', type: 'pkcs8' });
      const scheme = { encoding: 'pkcs1', hash: 'sha256' };
      const sign = () => workers.run('rsaSign', { key, scheme, message: Buffer.from('m') });
      await sign();
      let turns = 0;
      let running = true;
      const turn = () => { turns++; if (running) setImmediate(turn); };
      turn();
      await Promise.all(Array.from({ length: 8 }, sign));
      running = false;
      console.log(JSON.stringify(turns > 50));`);
    expect(answer).toBe(true);
  });
});
