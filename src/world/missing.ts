// What a world leaves open: a request that needs it is answered as unknown, or decided without it.
import type { Account, Key, World } from './world.ts';

/** Sentences that say what no file holds, and how to get it. World files leave out only what is not there. */
export function missingOf(world: World): string[] {
  return [...world.accounts.values()].flatMap((account) => [
    ...accountGaps(account),
    ...policyGaps(account),
    ...account.keys.flatMap(keyGaps),
  ]);
}

function accountGaps(account: Account): string[] {
  const { id, written, organization, organizationMissing, identitiesKnown } = account;
  const gaps: string[] = [];
  if (!identitiesKnown) {
    gaps.push(
      `the principals of ${id}: save \`aws iam get-account-authorization-details\` of that account`,
    );
  }
  if (organizationMissing !== undefined) gaps.push(organizationMissing);
  else if (!organization && !written) {
    gaps.push(
      `the organization of ${id}, if it is in one: requests are decided without SCPs and RCPs; \`keyward world script\` prints the commands`,
    );
  }
  return gaps;
}

function policyGaps({ users, groups, roles }: Account): string[] {
  const owners = [...users.values(), ...groups.values(), ...roles.values()];
  return owners.flatMap(({ arn, missingPolicies }) =>
    missingPolicies.map(
      (policy) =>
        `the document of ${policy}, attached to ${arn}: save \`aws iam get-policy-version\` as \`get-policy-version.${policy.slice(policy.lastIndexOf('/') + 1)}.json\``,
    ),
  );
}

function keyGaps(key: Key): string[] {
  if (key.manager === 'AWS') return [];
  const gaps: string[] = [];
  const save = (command: string) =>
    `save \`aws kms ${command} --key-id ${key.id}\` in \`${key.account}/${key.region}/${key.id}/\``;
  if (key.policyOrigin === 'unknown') {
    gaps.push(`the key policy of ${key.arn}: ${save('get-key-policy')}`);
  }
  if (!key.metadataKnown) gaps.push(`what kind of key ${key.arn} is: ${save('describe-key')}`);
  if (!key.grantsKnown) gaps.push(`the grants of ${key.arn}: ${save('list-grants')}`);
  return gaps;
}
