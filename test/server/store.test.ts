// The contract of a state over memory and over SQLite; that over PostgreSQL is in slow/.
import { onTestFinished } from 'vitest';
import { createMemoryState } from '../../src/server/store/memory-state.ts';
import { worldOf, worldText } from '../kms/kit.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { describeState } from './store-contract.ts';
import { openStore } from './store-kit.ts';

describeState({
  name: 'memory',
  keepsEvents: false,
  async open() {
    const state = createMemoryState(worldOf(worldText()));
    onTestFinished(() => state.close());
    return state;
  },
  reopen: async (state) => state,
});

let folder = '';
describeState({
  name: 'SQLite',
  keepsEvents: true,
  open: async () => {
    folder = temporaryFolder();
    return openStore(folder);
  },
  async reopen(state) {
    await state.close();
    return openStore(folder);
  },
});
