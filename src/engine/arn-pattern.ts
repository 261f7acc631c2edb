// ARN patterns as the ARN operators take them: six components, each matched on its own, case-sensitive.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
import { compileTokens, type TextTest } from './glob.ts';
import { type Lookup, type Operand, resolveTokens, type TemplatePart } from './template.ts';

/** Five colons part an ARN; the sixth component holds the rest. */
const COMPONENTS = 6;

/** A test of a text against an ARN pattern; variables are read through `lookup`. */
export type ArnTest = (text: string, lookup: Lookup) => boolean;

/** Compiles an ARN pattern. A pattern without six components, such as `*`, matches as one glob. */
export function compileArnPattern(operand: Operand): ArnTest {
  const parts: readonly TemplatePart[] =
    typeof operand === 'string' ? [{ kind: 'text', text: operand }] : operand.parts;
  const components = splitComponents(parts);
  const whole = components.length < COMPONENTS;
  const patterns = (whole ? [parts] : components).map(compileComponent);
  return (text, lookup) => {
    const values = whole ? [text] : splitArn(text);
    return values?.every((value, index) => patterns[index]!(value, lookup)) ?? false;
  };
}

function compileComponent(parts: readonly TemplatePart[]): ArnTest {
  if (parts.some((part) => part.kind === 'variable')) {
    return (text, lookup) => {
      const tokens = resolveTokens({ parts }, lookup);
      return tokens !== undefined && compileTokens(tokens)(text);
    };
  }
  const test: TextTest = compileTokens(resolveTokens({ parts }, () => undefined) ?? []);
  return (text) => test(text);
}

/** Parts a pattern at its first five colons; colons inside variables do not count. */
function splitComponents(parts: readonly TemplatePart[]): TemplatePart[][] {
  const components: TemplatePart[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'text') {
      components.at(-1)!.push(part);
      continue;
    }
    let rest = part.text;
    for (let colon = rest.indexOf(':'); colon >= 0; colon = rest.indexOf(':')) {
      if (components.length === COMPONENTS) break;
      components.at(-1)!.push({ kind: 'text', text: rest.slice(0, colon) });
      components.push([]);
      rest = rest.slice(colon + 1);
    }
    components.at(-1)!.push({ kind: 'text', text: rest });
  }
  return components;
}

function splitArn(text: string): string[] | undefined {
  const values: string[] = [];
  let from = 0;
  while (values.length < COMPONENTS - 1) {
    const colon = text.indexOf(':', from);
    if (colon < 0) return undefined;
    values.push(text.slice(from, colon));
    from = colon + 1;
  }
  values.push(text.slice(from));
  return values;
}
