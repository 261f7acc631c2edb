import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/built/**',
            'test/openssl/**',
            'test/clients/**',
            'test/server/durable/**',
          ],
          testTimeout: 60_000,
        },
      },
      // What needs the built package: the bundled command line, the entry files.
      { test: { name: 'built', include: ['test/built/**/*.test.ts'], testTimeout: 60_000 } },
      // What needs clients of AWS: its SDKs, its CLI, its Encryption SDK.
      { test: { name: 'clients', include: ['test/clients/*.test.ts'], testTimeout: 120_000 } },
      // What needs a real PostgreSQL server, or minutes: processes are killed, databases go away.
      {
        test: {
          name: 'server',
          include: ['test/server/durable/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      // What needs the openssl command.
      { test: { name: 'openssl', include: ['test/openssl/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
