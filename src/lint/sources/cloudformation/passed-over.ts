// What a template holds that only CloudFormation can work out: said, so that nothing is passed over in silence.
import type { Span } from '../../../model/span.ts';
import type { ResourceReader } from './properties.ts';
import type { Template, TemplateResource } from './template.ts';

/** The transforms that are understood, or that change no policy. */
const harmless = /^AWS::(LanguageExtensions|SecretsManager-|CodeDeployBlueGreen|Serverless-)/;

/** Says which macros may change the template. */
export function reportTransforms(template: Template, span: Span): void {
  for (const name of template.transforms.filter((written) => !harmless.test(written))) {
    template.report({
      code: 'not-looked-at',
      severity: 'warning',
      span,
      message: `what the macro \`${name}\` makes of this template was not looked at`,
      why: 'only CloudFormation can run it',
      remedy:
        'lint the processed template as well: `aws cloudformation get-template --template-stage Processed`',
    });
  }
}

/** Says of some resources what in them was not looked at; of most types there is nothing to say. */
export function passedOver({
  type,
}: TemplateResource): ((reader: ResourceReader) => void) | undefined {
  if (/^AWS::CloudFormation::Stack(Set)?$/.test(type)) {
    return note('the nested stack', 'its template is another file', 'lint that file as well');
  }
  if (type.endsWith('::MODULE')) {
    const remedy =
      'lint the processed template as well: `aws cloudformation get-template --template-stage Processed`';
    return note('the module', 'its resources are in the registry of an account', remedy);
  }
  if (/^AWS::Serverless::(Function|StateMachine|Connector|Application)$/.test(type)) {
    const remedy =
      'lint the processed template as well: `aws cloudformation get-template --template-stage Processed`';
    return note('the SAM resource', 'SAM makes its roles and policies', remedy);
  }
  return undefined;
}

function note(what: string, why: string, remedy: string) {
  return ({ resource: { id, span }, reading }: ResourceReader): void => {
    reading.report({
      code: 'not-looked-at',
      severity: 'info',
      span,
      message: `${what} \`${id}\` was not looked into`,
      why,
      remedy,
    });
  };
}
