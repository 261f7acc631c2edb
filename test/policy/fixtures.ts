// The documents under fixtures/policies. A file's name is a sentence, then the type of the policy.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PolicyType } from '../../src/model/policy.ts';
import { policyRules } from '../../src/policy/policy-rules.ts';

/** One document of the fixtures. */
export interface PolicyFixture {
  readonly sentence: string;
  readonly type: PolicyType;
  readonly file: string;
  readonly text: string;
  /** Where its expected diagnostics stand. */
  readonly golden: string;
}

/** The documents in which nothing is wrong. */
export const goodPolicies = fixturesIn('../../fixtures/policies/');
/** The documents in which something is wrong, or worth a warning. */
export const badPolicies = fixturesIn('../../fixtures/policies/bad/');

function fixturesIn(folder: string): readonly PolicyFixture[] {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  return (
    readdirSync(path)
      // Documents without a type in their name serve other tests.
      .filter((file) => file.endsWith('.json') && (file.split('.')[1] ?? '') in policyRules)
      .map((file) => {
        const [name, type] = file.split('.') as [string, PolicyType];
        return {
          sentence: `${name.replaceAll('-', ' ')} (${type})`,
          type,
          file,
          text: readFileSync(path + file, 'utf8'),
          golden: `${path}${name}.${type}.txt`,
        };
      })
  );
}
