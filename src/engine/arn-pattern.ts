// ARN patterns as the ARN operators take them: six components, each matched on its own, case-sensitive.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
import { compileTokens, type GlobToken, globTokens, type TextTest } from './glob.ts';
import { type Lookup, type Operand, resolveTokens } from './template.ts';

/** Five colons part an ARN; the sixth component holds the rest. */
const COMPONENTS = 6;

/**
 * Whether an ARN matches a pattern, or undefined when the pattern is no ARN. Variables are read through
 * `lookup`; one that cannot be resolved matches nothing.
 */
export type ArnTest = (components: readonly string[], lookup: Lookup) => boolean | undefined;

/** Compiles an ARN pattern. `*` alone is every ARN. */
export function compileArnPattern(operand: Operand): ArnTest {
  if (operand === '*') return () => true;
  if (typeof operand === 'string') {
    const tests = componentTests(globTokens(operand));
    return tests === undefined ? () => undefined : (components) => matches(tests, components);
  }
  return (components, lookup) => {
    const tokens = resolveTokens(operand, lookup);
    if (tokens === undefined) return false;
    const tests = componentTests(tokens);
    return tests && matches(tests, components);
  };
}

/** Parts an ARN at its first five colons; undefined for any other text. */
export function splitArn(text: string): readonly string[] | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const components = text.split(':');
  if (components.length < COMPONENTS) return undefined;
  return [...components.slice(0, COMPONENTS - 1), components.slice(COMPONENTS - 1).join(':')];
}

function matches(tests: readonly TextTest[], components: readonly string[]): boolean {
  return tests.every((test, index) => test(components[index]!));
}

/** A test for each component of a pattern; undefined when it has not six. */
function componentTests(tokens: readonly GlobToken[]): readonly TextTest[] | undefined {
  const components: GlobToken[][] = [[]];
  for (const token of tokens) {
    let rest = token;
    while (typeof rest === 'string' && components.length < COMPONENTS) {
      const colon = rest.indexOf(':');
      if (colon < 0) break;
      components.at(-1)!.push(rest.slice(0, colon));
      components.push([]);
      rest = rest.slice(colon + 1);
    }
    components.at(-1)!.push(rest);
  }
  return components.length === COMPONENTS ? components.map(compileTokens) : undefined;
}
