// What the tests of the store stand on: a world, the three kinds of state, and short ways to call them.
import { expect, onTestFinished } from 'vitest';
import type { OperationName, OperationOutputs } from '../../src/kms/api-types.generated.ts';
import type { Outcome } from '../../src/kms/outcome.ts';
import {
  openSqlState,
  type SqlState,
  type SqlStateOptions,
} from '../../src/server/store/sql-state.ts';
import type { State } from '../../src/server/store/state.ts';
import type { World } from '../../src/world/world.ts';
import { alice, region, worldOf, worldText } from '../kms/kit.ts';

/** A key-encryption key that several processes share. */
export const sharedKey = {
  kind: 'environment',
  name: 'KEYWARD_KEY',
  value: '5a'.repeat(32),
} as const;

/** Opens a store that is closed after the test. */
export async function openStore(
  where: string,
  options: SqlStateOptions = {},
  world: World | undefined = worldOf(worldText()),
): Promise<SqlState> {
  const key = where.startsWith('postgres') ? { keyEncryptionKey: sharedKey } : {};
  const state = await openSqlState(where, world, { ...key, ...options });
  onTestFinished(() => state.close());
  return state;
}

/** Performs a call as alice. */
export async function call(
  state: State,
  operation: OperationName,
  parameters: Readonly<Record<string, unknown>> = {},
  principal: string = alice,
): Promise<Outcome> {
  return state.perform({ principal, operation, parameters, region }, {});
}

/** Performs a call that must succeed: its response. */
export async function answer<N extends OperationName>(
  state: State,
  operation: N,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<OperationOutputs[N]> {
  const { response, error } = await call(state, operation, parameters);
  expect(error).toBeUndefined();
  return response as OperationOutputs[N];
}

/** A key policy that delegates to the account, with a Sid to tell it by. */
export function policyNamed(sid: string): string {
  return JSON.stringify({
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
}

/** The bytes of a text. */
export function text(of: string): Uint8Array {
  return new Uint8Array(Buffer.from(of, 'utf8'));
}
