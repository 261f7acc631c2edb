// What Ref and Fn::GetAtt come to: pseudo parameters and, for the resources whose names and ARNs policies
// speak of, their values. A name that the template leaves to CloudFormation is the logical id here.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
import { didYouMeanHint } from '../../../syntax/did-you-mean.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import type { Environment } from '../environment.ts';
import type { Call } from './resolver.ts';
import { boundText } from './resolver.ts';
import { resourceValue } from './resource-values.ts';
import { absent, unknownNode } from './values.ts';

const pseudoParameters: Readonly<Record<string, (environment: Environment) => string>> = {
  'AWS::AccountId': ({ account }) => account,
  'AWS::Region': ({ region }) => region,
  'AWS::Partition': ({ partition }) => partition,
  'AWS::URLSuffix': ({ urlSuffix }) => urlSuffix,
};

/** The value of `Ref: name`. */
export function referenceTo(written: string, call: Call): LocatedNode {
  const { span, resolver } = call;
  const { template, bindings } = resolver;
  const name = bindings.get(written) ?? boundText(written, bindings);
  if (bindings.has(written)) return { kind: 'string', value: name, span };
  if (name === 'AWS::NoValue') return absent;
  const pseudo = Object.hasOwn(pseudoParameters, name) ? pseudoParameters[name] : undefined;
  if (pseudo) return { kind: 'string', value: pseudo(template.environment), span };
  if (/^AWS::(StackName|StackId|NotificationARNs)$/.test(name)) return unknownNode(name, span);
  const parameter = template.parameters.get(name);
  if (parameter !== undefined) return unknownNode(parameter, span);
  return ofResource(name, 'Ref', call);
}

/** The value of `Fn::GetAtt: id.attribute`. */
export function attributeOf(written: string, attribute: string, call: Call): LocatedNode {
  const { bindings } = call.resolver;
  return ofResource(boundText(written, bindings), boundText(attribute, bindings), call);
}

function ofResource(id: string, attribute: string, call: Call): LocatedNode {
  const { span, resolver } = call;
  const { template } = resolver;
  const resource = template.resources.get(id);
  if (!resource) {
    // A macro may bring resources that are not written here.
    if (template.transforms.length === 0) {
      const names = [...template.resources.keys(), ...template.parameters.keys()];
      template.report({
        code: 'unknown-reference',
        severity: 'warning',
        span,
        message: `the template has no \`${id}\`${didYouMeanHint(id, names)}`,
        why: 'CloudFormation refuses a template with such a reference',
        ...(/^[a-z]+:/.test(id)
          ? { remedy: `if a variable of the policy is meant, write \`\${!${id}}\`` }
          : {}),
      });
    }
    return unknownNode(`\`${id}\``, span);
  }
  const value = resourceValue(resource, attribute, resolver);
  return { ...value, span };
}
