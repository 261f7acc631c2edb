// The condition keys that tie a statement to its callers: AWS sets them, so that strangers cannot choose them.
import type { ConditionClause } from '../model/policy.ts';
import { keyOf } from './condition-facts.ts';

// Who calls, from which network, and what stands behind the credentials.
const ofCaller =
  'kms:calleraccount|aws:(?:principal(?:account|arn|orgid|orgpaths|servicename|servicenameslist)|userid|federatedprovider)';
const ofNetwork =
  'aws:(?:source(?:arn|account|orgid|orgpaths|owner|vpc|vpce|vpcarn|ip)|vpce(?:account|orgid|orgpaths))|s3:dataaccesspointaccount';
const ofOrigin =
  'aws:(?:chatbotsourcearn|ec2instancesourcevpc|signinsessionarn)|ec2:sourceinstancearn|lambda:sourcefunctionarn|ssm:sourceinstancearn|identitystore:userid|kms:recipientattestation:pcr[348]';

/** The keys whose values AWS takes from the caller, and by which a condition binds the caller. */
export const bindingKeys = new RegExp(`^(?:${ofCaller}|${ofNetwork}|${ofOrigin})$`);

/** The keys by which a service says for whose resource it works. */
export const sourceKeys = /^aws:source(?:arn|account|orgid|orgpaths|owner)$/i;
/** The keys that a caller cannot choose. */
export const setByAws = new RegExp(`${bindingKeys.source}|^aws:principal(?:type|isawsservice)$`);

/**
 * A range of addresses in which anyone can be: what Amazon S3 takes for public.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isWide(clause: ConditionClause): boolean {
  return keyOf(clause) === 'aws:sourceip' && clause.values.some(({ value }) => isWideRange(value));
}

/** Whether anyone can have one of the values of a condition on the caller. */
export function isOpen(clause: ConditionClause): boolean {
  // The part of aws:userid after its colon is a name that the caller chooses.
  const byName = clause.values.some(({ value }) => value.startsWith('*:'));
  return isWide(clause) || (keyOf(clause) === 'aws:userid' && byName);
}

/** Whether a range is one of those. */
export function isWideRange(range: string): boolean {
  const [address = '', bits] = range.split('/');
  if (bits === undefined || !/^[\d.]+$|:/.test(address)) return false;
  return Number(bits) < (address.includes(':') ? 32 : 8);
}
