import { regions } from '../../catalog/regions.ts';
import { didYouMeanHint } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { textValuesOf } from '../statement-patterns.ts';

interface Format {
  readonly form: RegExp;
  /** How every value begins, for patterns. */
  readonly prefix: string;
  readonly wanted: string;
}

const account = { form: /^\d{12}$/, prefix: '', wanted: 'an account id of 12 digits' };
const organization = {
  form: /^o-[a-z0-9]{10,32}$/,
  prefix: 'o-',
  wanted: 'the id of an organization, `o-` and 10 to 32 letters and digits',
};
const path = {
  form: /^o-[a-z0-9]{10,32}\/(?:r-[a-z0-9]{4,32}\/(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*)?$/,
  prefix: 'o-',
  wanted: 'a path `o-…/r-…/ou-…/`, which ends in a slash',
};
const region = { form: /^[a-z]{2,}(?:-[a-z]+)+-\d$/, prefix: '', wanted: 'the name of a Region' };
const vpc = { form: /^vpc-[0-9a-f]{8,17}$/, prefix: 'vpc-', wanted: 'the id of a VPC, `vpc-…`' };
const vpce = {
  form: /^vpce-[0-9a-f]{8,17}$/,
  prefix: 'vpce-',
  wanted: 'the id of a VPC endpoint, `vpce-…`',
};

const formats: Readonly<Record<string, Format>> = {
  'aws:principalaccount': account,
  'aws:resourceaccount': account,
  'aws:sourceaccount': account,
  'aws:vpceaccount': account,
  'kms:calleraccount': account,
  'aws:principalorgid': organization,
  'aws:resourceorgid': organization,
  'aws:sourceorgid': organization,
  'aws:vpceorgid': organization,
  'aws:principalorgpaths': path,
  'aws:resourceorgpaths': path,
  'aws:sourceorgpaths': path,
  'aws:vpceorgpaths': path,
  'aws:requestedregion': region,
  'kms:primaryregion': region,
  'kms:replicaregion': region,
  'aws:sourcevpc': vpc,
  'aws:sourcevpce': vpce,
};

export default rule({
  id: 'X12-value-format',
  severity: 'error',
  summary:
    'a value that its condition key never has: an account, organization, Region, VPC or endpoint in another form',
  why: 'the comparison never holds; with a negated operator it always does',
  remedy: 'write the value as requests carry it',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const format = formats[clause.key.toLowerCase()];
        if (!format) continue;
        for (const { value, wild, span } of textValuesOf(clause)) {
          if (wild ? mayMatch(value, format) : format.form.test(value)) continue;
          yield {
            // A placeholder is not filled in yet.
            severity: /^<.+>$/.test(value) ? 'warning' : 'error',
            message: `${statementName(statement)}: ${quoted(value)} is not ${format.wanted}, so \`${clause.key}\` never has this value${format === region ? didYouMeanHint(value, regions) : ''}`,
            span,
          };
        }
      }
    }
  },
});

/** Of a pattern only its beginning is looked at. */
function mayMatch(pattern: string, { prefix }: Format): boolean {
  const literal = pattern.split(/[*?]/)[0]!;
  return literal.startsWith(prefix) || prefix.startsWith(literal);
}
