// The contract of a state over PostgreSQL.
import { afterAll, beforeAll } from 'vitest';
import { describeState } from '../store-contract.ts';
import { openStore } from '../store-kit.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

let url = '';
describeState({
  name: 'PostgreSQL',
  keepsEvents: true,
  open: async () => {
    url = postgres.database();
    return openStore(url);
  },
  async reopen(state) {
    await state.close();
    return openStore(url);
  },
});
