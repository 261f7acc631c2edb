// The fast suite that mutation testing runs for each mutant: tables, scenarios, explanations, and 2,000
// generated cases. Most mutants are found out by a table, and what comes behind it is then not run.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take long, the longest last. */
const slow = ['explain/goldens', 'engine/glob', 'engine/many', 'differential', 'scenarios'];

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      slow.findIndex((name) => moduleId.includes(`/test/${name}`));
    return [...files].sort((one, other) => place(one) - place(other));
  }
}

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
    sequence: { sequencer: QuickFirst },
    testTimeout: 20_000,
  },
});
