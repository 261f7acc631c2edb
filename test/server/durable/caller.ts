// A process that calls a shared store with others, and tells of every call when it began, when it ended and how.
// Arguments: the store, the path of a world file, keys with a blob of each, how many calls, how many at once, and
// `reads` for a process that changes nothing.
import { readFileSync } from 'node:fs';
import { openSqlState } from '../../../src/server/store/sql-state.ts';
import { parseWorld } from '../../../src/world/parse.ts';
import type { KeyCall } from '../key-history.ts';

const [where = '', worldPath = '', keysText = '', count = '0', atOnce = '1', role = ''] =
  process.argv.slice(2);
const keys = JSON.parse(keysText) as { readonly id: string; readonly blob: string }[];
const { world } = parseWorld(readFileSync(worldPath, 'utf8'));
const state = await openSqlState(where, world, {
  keyEncryptionKey: { kind: 'environment', name: 'KEY', value: '5a'.repeat(32) },
});
const account = 'arn:aws:iam::111122223333';
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `${account}:root` }, Action: 'kms:*', Resource: '*' },
  ],
});

/** The monotonic clock is the same for all processes of a machine. */
function now(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

const grants: { readonly key: string; readonly grant: string }[] = [];
const history: KeyCall[] = [];

async function one(): Promise<void> {
  const { id: key, blob } = keys[Math.floor(Math.random() * keys.length)]!;
  const dice = Math.random() * (role === 'reads' ? 0.6 : 1);
  const mine = grants.find((made) => made.key === key);
  if (dice < 0.45) await call('decrypt', key, 'Decrypt', { CiphertextBlob: blob });
  else if (dice < 0.6) {
    await call('decrypt-by-grant', key, 'Decrypt', { CiphertextBlob: blob }, 'bob');
  } else if (dice < 0.7) await call('disable', key, 'DisableKey', { KeyId: key });
  else if (dice < 0.82) await call('enable', key, 'EnableKey', { KeyId: key });
  else if (dice < 0.9) await call('put-policy', key, 'PutKeyPolicy', { KeyId: key, Policy });
  else if (mine) {
    grants.splice(grants.indexOf(mine), 1);
    await call(
      'revoke',
      key,
      'RevokeGrant',
      { KeyId: key, GrantId: mine.grant },
      'alice',
      mine.grant,
    );
  } else {
    await call('grant', key, 'CreateGrant', {
      KeyId: key,
      GranteePrincipal: `${account}:user/bob`,
      Operations: ['Decrypt'],
    });
  }
}

async function call(
  does: KeyCall['does'],
  key: string,
  operation: string,
  parameters: Readonly<Record<string, unknown>>,
  who = 'alice',
  grant?: string,
): Promise<void> {
  const start = now();
  const principal = `${account}:user/${who}`;
  const { error, event, response } = await state.perform(
    { principal, operation, parameters, region: 'us-east-1' },
    {},
  );
  const end = now();
  const versions = Object.values((event.additionalEventData?.keyPolicyVersions ?? {}) as object);
  const made = (response as { GrantId?: string } | undefined)?.GrantId;
  if (does === 'grant' && made !== undefined) grants.push({ key, grant: made });
  const named = grant ?? made;
  history.push({
    key,
    does,
    start,
    end,
    version: versions[0] as number,
    ...(named === undefined ? {} : { grant: named }),
    ...(error ? { error: error.name } : {}),
  });
}

let left = Number(count);
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    while (left-- > 0) await one();
  }),
);
await state.close();
process.stdout.write(JSON.stringify(history));
