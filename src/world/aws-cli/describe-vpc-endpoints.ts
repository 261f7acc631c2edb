// aws ec2 describe-vpc-endpoints: endpoints with their VPC and policy.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
import type { Fact } from '../fact.ts';
import { fromDocument } from '../policy-source.ts';
import { present } from '../present.ts';
import { member } from '../reading.ts';
import { counted, hasList, itemsOf, type Output, stated, textOf } from './output.ts';

/** `{ VpcEndpoints: [{ VpcEndpointId, VpcId, OwnerId, PolicyDocument: "{…}" }] }`. */
export const describeVpcEndpoints: Output = {
  command: 'ec2 describe-vpc-endpoints',
  matches: (node) => hasList(node, 'VpcEndpoints'),
  read(node, { hints, reading }) {
    const facts = itemsOf(node, 'VpcEndpoints').flatMap((item): Fact[] => {
      const id = textOf(item, 'VpcEndpointId');
      if (id === undefined) return [];
      const document = member(item, 'PolicyDocument');
      const optional = present({
        account: textOf(item, 'OwnerId') ?? hints.account,
        vpc: textOf(item, 'VpcId'),
        policy: document && fromDocument(document, '', `the policy of \`${id}\``, reading),
      });
      return [{ kind: 'vpc-endpoint', id, ...optional, ...stated(item, reading) }];
    });
    return { facts, about: counted(facts.length, 'endpoint') };
  },
};
