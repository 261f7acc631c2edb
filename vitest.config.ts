import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/built/**', 'test/openssl/**'],
          testTimeout: 60_000,
        },
      },
      // What needs the built package: the bundled command line, the entry files.
      { test: { name: 'built', include: ['test/built/**/*.test.ts'], testTimeout: 60_000 } },
      // What needs the openssl command.
      { test: { name: 'openssl', include: ['test/openssl/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
