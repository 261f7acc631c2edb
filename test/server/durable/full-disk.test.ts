// A small file system that fills up: calls are answered with errors, and go on when there is room again. It takes
// root to mount one.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keyId } from '../../kms/kit.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { answer, call, openStore, policyNamed, text } from '../store-kit.ts';

it.skipIf(process.getuid?.() !== 0)('a full file system loses nothing and recovers', async () => {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  const state = await openStore(folder);
  const input = { KeyId: keyId, Plaintext: text('x') };
  const { CiphertextBlob } = await answer(state, 'Encrypt', input);
  const filler = join(folder, 'filler');
  writeFileSync(filler, Buffer.alloc(1 << 20));
  let kept = 0;
  const names = new Set<string>();
  const put = async (n: number) => {
    const Policy = policyNamed(`n${n}`);
    const { error } = await call(state, 'PutKeyPolicy', { KeyId: keyId, Policy });
    if (error) names.add(error.name);
    else kept = n;
    return error;
  };
  let n = 0;
  while (n < 5000 && !(await put(++n)));
  fill(filler);
  for (let more = 0; more < 20; more++) expect(await put(++n)).toBeDefined();
  expect([...names]).toEqual(['KMSInternalException']);
  // A record is small and may still fit: a plaintext leaves only with its record.
  const { response, event } = await call(state, 'Decrypt', { CiphertextBlob });
  if (response) expect(await state.event(event.requestID)).toBeDefined();
  rmSync(filler);
  const { Policy } = await answer(state, 'GetKeyPolicy', { KeyId: keyId });
  expect(Policy).toBe(policyNamed(`n${kept}`));
  await answer(state, 'Decrypt', { CiphertextBlob });
  expect(await put(++n)).toBeUndefined();
});

/** Takes all the room that is left. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // A smaller piece may fit.
    }
  }
}
