// A server that was started again on its data folder explains the calls of the one before: denials in full, of
// others it has the record, and says so.
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { alice, answered, bob, call, keyArn, keyId, serverWorld, start } from './kit.ts';
import { openStore } from './store-kit.ts';

const idOf = ({ headers }: { headers: Headers }) => headers.get('x-amzn-requestid')!;

it('explains by request id what was called before', async () => {
  const folder = temporaryFolder();
  const first = await start({ state: await openStore(folder, {}, serverWorld()) });
  const good = await call(first.url, alice, 'Encrypt', { KeyId: keyId, Plaintext: 'YQ==' });
  const refused = await call(first.url, bob, 'Decrypt', {
    CiphertextBlob: good.json.CiphertextBlob,
  });
  const wrong = await call(first.url, alice, 'DescribeKey', { KeyId: 'alias/nobody' });
  await first.close();
  const { url } = await start({ state: await openStore(folder, {}, serverWorld()) });
  const find = async (id: string) =>
    (await answered(await fetch(`${url}/_keyward/requests/${id}`))).json;
  const denial = await find(idOf(refused));
  expect(denial).toMatchObject({
    requestId: idOf(refused),
    operation: 'Decrypt',
    allowed: false,
    decisions: [{ action: 'kms:Decrypt', resource: keyArn, decision: { verdict: 'deny' } }],
    event: { requestID: idOf(refused), errorCode: 'AccessDenied' },
  });
  const [explanation] = denial.explanations as { fixes: unknown[] }[];
  expect(explanation!.fixes.length).toBeGreaterThan(0);
  const success = await find(idOf(good));
  expect(success).toMatchObject({ operation: 'Encrypt', event: { requestID: idOf(good) } });
  expect(success.notes).toEqual([
    'the call succeeded; only the record is kept of such calls, when the server no longer remembers them: `keyward why` judges the record again',
  ]);
  expect(await find(idOf(wrong))).toMatchObject({
    event: { errorCode: 'NotFoundException' },
    notes: [expect.stringMatching(/^the call ended with NotFoundException, and not because/)],
  });
});
