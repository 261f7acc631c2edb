// What a world does not hold, though a decision may hang on it; each with how to get it.
import type { Account, World } from '../../world/world.ts';

/** Sentences, account by account. */
export function missingFrom(world: World): readonly string[] {
  return [...world.accounts.values()].flatMap((account) => [
    ...identities(account),
    ...organization(account),
    ...keys(account),
  ]);
}

function identities(account: Account): readonly string[] {
  const { id, identitiesKnown, users, groups, roles } = account;
  if (!identitiesKnown) {
    return [
      `the users and roles of account ${id}: save \`aws iam get-account-authorization-details\``,
    ];
  }
  const all = [...users.values(), ...groups.values(), ...roles.values()];
  return all.flatMap(({ arn, missingPolicies }) =>
    missingPolicies.map(
      (policy) =>
        `the policy ${policy}, attached to ${arn}: save \`aws iam get-policy-version\` as \`get-policy-version.${policy.split('/').at(-1)}.json\``,
    ),
  );
}

function organization(account: Account): readonly string[] {
  if (account.organizationMissing !== undefined) return [account.organizationMissing];
  if (account.organization !== undefined || account.written) return [];
  return [
    `the organization of account ${account.id}, if it has one: no SCP and no RCP is applied; \`keyward world script\` collects them`,
  ];
}

function keys({ keys: all }: Account): readonly string[] {
  return all.flatMap(({ arn, policyOrigin, metadataKnown }) => [
    ...(policyOrigin === 'unknown'
      ? [`the key policy of ${arn}: save \`aws kms get-key-policy\``]
      : []),
    ...(metadataKnown
      ? []
      : [
          `the metadata of ${arn} (taken for an ordinary symmetric key): save \`aws kms describe-key\``,
        ]),
  ]);
}
