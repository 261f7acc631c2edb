// The output of an AWS CLI command given in place of the policy inside it.
// https://docs.aws.amazon.com/cli/latest/reference/kms/get-key-policy.html
import { type LocatedNode, type Member, memberValue } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { Report } from './report.ts';

/** Reports an output that holds a policy; answers whether it is one. */
export function reportOutput(node: LocatedNode, report: Report): boolean {
  if (node.kind !== 'object' || memberValue(node, 'Statement') !== undefined) return false;
  const member = node.members.find(({ key }) => Object.hasOwn(queries, key));
  if (member === undefined) return false;
  report({
    code: 'not-a-policy',
    span: member.keySpan,
    message: `this is the output of an AWS CLI command, and the policy is inside ${quoted(member.key)}`,
    remedy: `give the policy itself: add ${quoted(queryOf(member))} to the command`,
  });
  return true;
}

const queries: Readonly<Record<string, string>> = {
  Policy: '--query Policy --output text',
  PolicyDocument: '--query PolicyDocument',
  PolicyVersion: '--query PolicyVersion.Document',
  Role: '--query Role.AssumeRolePolicyDocument',
};

/** `organizations describe-policy` has an object with the text as its Content. */
function queryOf({ key, value }: Member): string {
  return key === 'Policy' && value.kind === 'object'
    ? '--query Policy.Content --output text'
    : queries[key]!;
}
