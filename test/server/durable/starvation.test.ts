// Processes that read without pause do not keep another from changing a key.
import { expect, it, onTestFinished } from 'vitest';
import { keyId } from '../../kms/kit.ts';
import { answer, call, openStore, policyNamed, text } from '../store-kit.ts';
import { startPostgres } from './postgres.ts';

it('a change comes through among reads of three others', async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const url = postgres.database();
  const writer = await openStore(url);
  const readers = [await openStore(url), await openStore(url), await openStore(url)];
  const input = { KeyId: keyId, Plaintext: text('x') };
  const { CiphertextBlob } = await answer(writer, 'Encrypt', input);
  let stop = false;
  let reads = 0;
  const reading = readers.flatMap((reader) =>
    Array.from({ length: 32 }, async () => {
      for (; !stop; reads++) {
        const { error } = await call(reader, 'Decrypt', { CiphertextBlob });
        expect(error).toBeUndefined();
      }
    }),
  );
  const times: number[] = [];
  const begun = performance.now();
  while (performance.now() - begun < 3000) {
    const start = performance.now();
    const Policy = policyNamed(`n${times.length}`);
    await answer(writer, 'PutKeyPolicy', { KeyId: keyId, Policy });
    times.push(performance.now() - start);
  }
  stop = true;
  await Promise.all(reading);
  times.sort((a, b) => a - b);
  const middle = times[times.length >> 1]!;
  console.log(
    `${reads} reads, ${times.length} changes, ${middle.toFixed(0)} ms in the middle, ${times.at(-1)!.toFixed(0)} ms at most`,
  );
  expect(times.length).toBeGreaterThan(10);
});
