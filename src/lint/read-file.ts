// Reads one file: finds out what it is, and hands it to the source that knows such files.
import type { PolicyType } from '../model/policy.ts';
import { policyTypes } from '../policy/policy-types.ts';
import { exceedsBytes, MAX_POLICY_BYTES } from '../syntax/limits.ts';
import type { ReadFile, SourceFile } from './scope.ts';
import { readTemplate } from './sources/cloudformation/read-template.ts';
import { isConstructTree, isTemplate } from './sources/cloudformation/template.ts';
import { readDescribedKey } from './sources/described-key.ts';
import { parseText } from './sources/parse-text.ts';
import { readBrokenFile, readOtherFile, readPolicyFile } from './sources/policy-file.ts';
import { isPlan } from './sources/terraform/plan.ts';
import { readPlan } from './sources/terraform/read-plan.ts';
import { commentSuppressions, metadataSuppressions } from './suppressions.ts';

/** Where a template or plan is deployed, as far as somebody has said it. */
export interface Deployment {
  readonly account?: string;
  readonly region?: string;
}

/**
 * Reads a file. `said` is what its author says that its documents are, else its name may
 * (`a.key-policy.json`); templates and plans say it themselves.
 */
export function readFile(
  source: SourceFile,
  said?: PolicyType,
  deployment: Deployment = {},
): ReadFile {
  const { file, text } = source;
  const type = said ?? typeInName(file);
  // Too large to be a policy: refused before anything else is done with it.
  if (exceedsBytes(text, MAX_POLICY_BYTES) && beginsLikePolicy.test(text.slice(0, 1000))) {
    return readBrokenFile(source, [], true, type);
  }
  if (/\.tf(vars)?$/i.test(file)) return readTerraformLanguage(source);
  const { node, diagnostics, isJson } = parseText(source);
  if (!node) return readBrokenFile(source, diagnostics, isJson, type);
  if (isConstructTree(node)) return readOtherFile(source, 'a tree of CDK constructs');
  const suppressions = [
    ...(isJson ? [] : commentSuppressions(source, node)),
    ...metadataSuppressions(source, node),
  ];
  const read = isTemplate(node)
    ? readTemplate(source, node, deployment)
    : isPlan(node)
      ? readPlan(source, node, deployment)
      : (readDescribedKey(source, node) ?? readPolicyFile(source, node, type));
  return { ...read, suppressions };
}

/** The type in the name of a file: `a.key-policy.json`, `key-policy.json`. */
function typeInName(file: string): PolicyType | undefined {
  const word = /(?:^|[./\\])([a-z-]+)\.(?:json|ya?ml)$/i.exec(file)?.[1]?.toLowerCase();
  return policyTypes.find((type) => type === word);
}

const beginsLikePolicy = /^\s*\{\s*"(Version|Id|Statement)"/;

/** Only Terraform itself can work out its language. */
function readTerraformLanguage(source: SourceFile): ReadFile {
  const read = readOtherFile(source, 'a configuration of Terraform');
  const problem = {
    code: 'not-looked-at',
    severity: 'error',
    message: 'the language of Terraform is not read',
    remedy:
      'lint a plan: `terraform plan -out plan.bin && terraform show -json plan.bin > plan.json`',
    file: source.file,
  } as const;
  return { ...read, diagnostics: [problem] };
}
