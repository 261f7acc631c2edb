// A process that changes keys without pause and tells, line by line, what was acknowledged. It is there to be
// killed. Arguments: where the store is, and the path of a world file.
import { readFileSync, writeSync } from 'node:fs';
import { openSqlState } from '../../../src/server/store/sql-state.ts';
import { parseWorld } from '../../../src/world/parse.ts';
import type { Acknowledged } from './acknowledged.ts';

const [where = '', worldPath = '', run = ''] = process.argv.slice(2);
const { world } = parseWorld(readFileSync(worldPath, 'utf8'));
const isUrl = where.startsWith('postgres');
const state = await openSqlState(where, world, {
  ...(isUrl
    ? { keyEncryptionKey: { kind: 'environment', name: 'KEY', value: '5a'.repeat(32) } as const }
    : {}),
});

/** A line is whole or not there: writes of a few bytes to a pipe are not torn. */
function tell(line: Acknowledged | { readonly kind: 'ready' }): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function call(operation: string, parameters: Readonly<Record<string, unknown>>) {
  const outcome = await state.perform(
    {
      principal: 'arn:aws:iam::111122223333:user/alice',
      operation,
      parameters,
      region: 'us-east-1',
    },
    {},
  );
  if (outcome.error) throw new Error(`${operation}: ${JSON.stringify(outcome.error)}`);
  return { response: outcome.response as never, event: outcome.event.requestID };
}

const delegates = (sid: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

async function work(worker: number): Promise<never> {
  const made = await call('CreateKey', {});
  const { KeyMetadata } = made.response as { KeyMetadata: { KeyId: string } };
  const key = KeyMetadata.KeyId;
  tell({ kind: 'key', key, event: made.event });
  for (let n = 1; ; n++) {
    const tagged = await call('TagResource', {
      KeyId: key,
      Tags: [{ TagKey: 'n', TagValue: String(n) }],
    });
    tell({ kind: 'tag', key, n, event: tagged.event });
    const put = await call('PutKeyPolicy', {
      KeyId: key,
      Policy: JSON.stringify(delegates(`n${n}`)),
    });
    tell({ kind: 'policy', key, n, event: put.event });
    const alias = `alias/${run}-${worker}-${n}`;
    const named = await call('CreateAlias', { AliasName: alias, TargetKeyId: key });
    tell({ kind: 'alias', key, alias, event: named.event });
    const granted = await call('CreateGrant', {
      KeyId: key,
      GranteePrincipal: 'arn:aws:iam::111122223333:user/bob',
      Operations: ['Decrypt'],
    });
    const { GrantId, GrantToken } = granted.response as { GrantId: string; GrantToken: string };
    tell({ kind: 'grant', key, grant: GrantId, token: GrantToken, event: granted.event });
    const plaintext = `canary-plaintext-${worker}-${n}`;
    const encrypted = await call('Encrypt', {
      KeyId: key,
      Plaintext: Buffer.from(plaintext).toString('base64'),
    });
    const { CiphertextBlob } = encrypted.response as { CiphertextBlob: Uint8Array };
    const blob = Buffer.from(CiphertextBlob).toString('base64');
    tell({ kind: 'blob', key, blob, plaintext, event: encrypted.event });
    if (n % 7 === 0) {
      const rotated = await call('RotateKeyOnDemand', { KeyId: key }).catch(() => undefined);
      if (rotated) tell({ kind: 'rotation', key, event: rotated.event });
    }
    if (n % 5 === 0) {
      const over = await call('DeleteAlias', { AliasName: alias });
      tell({ kind: 'no-alias', key, alias, event: over.event });
    }
  }
}

tell({ kind: 'ready' });
await Promise.all(Array.from({ length: 6 }, (_, worker) => work(worker)));
