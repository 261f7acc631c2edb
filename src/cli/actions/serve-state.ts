// Opens the state of `keyward serve`: in memory, in a folder or in a database.
import type { KeySource } from '../../server/store/key-encryption-key.ts';
import { createMemoryState } from '../../server/store/memory-state.ts';
import type { State } from '../../server/store/state.ts';
import { StoreError } from '../../server/store/store-error.ts';
import type { World } from '../../world/world.ts';
import type { ServeOptions } from '../command-options.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Opens the state that the flags name; what is wrong with a store is an InputError. */
export async function openState(world: World, options: ServeOptions, io: Io): Promise<State> {
  const { data, store, fresh = false, readOnly = false, rotateKey } = options;
  const where = data ?? store;
  if (where === undefined) return createMemoryState(world, { clock: io.now });
  // Databases are loaded only where one is used.
  const { openSqlState } = await import('../../server/store/sql-state.ts');
  const { rotateKeyEncryptionKey } = await import(
    '../../server/store/rotate-key-encryption-key.ts'
  );
  const from = keySourceOf(options, io);
  const to: KeySource | undefined =
    typeof rotateKey === 'string' ? { kind: 'file', path: rotateKey } : undefined;
  try {
    if (rotateKey !== undefined) {
      const count = await rotateKeyEncryptionKey(where, {
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
      });
      io.stderr(`note: ${count} sealed values are under the new key\n`);
    }
    const keyEncryptionKey = to ?? from;
    const state = await openSqlState(where, world, {
      fresh,
      readOnly,
      clock: io.now,
      ...(keyEncryptionKey ? { keyEncryptionKey } : {}),
    });
    for (const difference of state.differences) io.stderr(`note: ${difference}\n`);
    return state;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new InputError([{ code: 'store', severity: 'error', message: error.message }]);
  }
}

/** Refuses flags of a store that do not go together. */
export function checkStateFlags(options: ServeOptions): void {
  const { data, store, fresh, rotateKey, keyFile, readOnly } = options;
  if (data !== undefined && store !== undefined) {
    throw new UsageError('state is kept in `--data` or in `--store`, not in both');
  }
  if (data === undefined && store === undefined) {
    if (fresh) {
      throw new UsageError(
        '`--fresh` goes with `--data` or `--store`: memory is fresh at each start',
      );
    }
    if (rotateKey !== undefined || keyFile !== undefined) {
      throw new UsageError('`--key-file` and `--rotate-key` go with `--data` or `--store`');
    }
  }
  if (readOnly && (fresh || rotateKey !== undefined)) {
    throw new UsageError('`--read-only` changes nothing: leave out `--fresh` and `--rotate-key`');
  }
}

/** Where the key is that seals the store; undefined for the file in the data folder. */
function keySourceOf({ keyFile }: ServeOptions, { env }: Io): KeySource | undefined {
  if (keyFile !== undefined) return { kind: 'file', path: keyFile };
  const name = 'KEYWARD_KEY_ENCRYPTION_KEY';
  if (env[name] !== undefined) return { kind: 'environment', name, value: env[name] };
  const passphrase = env.KEYWARD_PASSPHRASE;
  return passphrase === undefined ? undefined : { kind: 'passphrase', passphrase };
}
