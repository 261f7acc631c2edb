// The fast suite that mutation testing runs for each mutant: tables, scenarios, explanations, and 2,000 generated cases.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/operators/**/*.test.ts',
      'test/engine/**/*.test.ts',
      'test/differential/**/*.test.ts',
      'test/scenarios.test.ts',
      'test/explain/goldens.test.ts',
    ],
    env: { KEYWARD_CASES: '2000', KEYWARD_FAULTS: '1', KEYWARD_PATIENCE: '20' },
    testTimeout: 20_000,
  },
});
