// Nothing secret stands in a dump of the database but sealed.
import { expect, it, onTestFinished } from 'vitest';
import { worldOf, worldText } from '../../kms/kit.ts';
import { canaries, canaryKeys, leaveSecrets, secretsIn } from '../secrets.ts';
import { openStore, sharedKey } from '../store-kit.ts';
import { startPostgres } from './postgres.ts';

it('keeps no secret in PostgreSQL', async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const url = postgres.database();
  const state = await openStore(url, {}, worldOf(worldText(canaryKeys)));
  const secrets = new Map([...canaries, ...(await leaveSecrets(state))]);
  await state.close();
  const dump = Buffer.from(postgres.dump(url));
  expect(dump.includes('GenerateDataKeyPair')).toBe(true);
  const key = Buffer.from(sharedKey.value, 'hex');
  expect(secretsIn(dump, new Map([...secrets, ['key-encryption key', key]]))).toEqual([]);
});
