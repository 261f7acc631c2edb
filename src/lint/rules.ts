// All rules, in the order of their codes.
import type { Rule } from './rule.ts';
import b01PassAnyRole from './rules/b01-pass-any-role.ts';
import b02AnyServiceLinkedRole from './rules/b02-any-service-linked-role.ts';
import b03PrivilegeEscalation from './rules/b03-privilege-escalation.ts';
import b04AllowAllBut from './rules/b04-allow-all-but.ts';
import b05Administrator from './rules/b05-administrator.ts';
import b06WholeService from './rules/b06-whole-service.ts';
import b07MissingSid from './rules/b07-missing-sid.ts';
import b08CompanionKey from './rules/b08-companion-key.ts';
import b09SpoofableKey from './rules/b09-spoofable-key.ts';
import b10AddressRange from './rules/b10-address-range.ts';
import c02ResourceControlPolicy from './rules/c02-resource-control-policy.ts';
import c03DeniesAwsServices from './rules/c03-denies-aws-services.ts';
import c04DeniesRecovery from './rules/c04-denies-recovery.ts';
import c05AllowListWithoutKms from './rules/c05-allow-list-without-kms.ts';
import c06DeadAcrossLayers from './rules/c06-dead-across-layers.ts';
import c07ScpCannotReach from './rules/c07-scp-cannot-reach.ts';
import c08RegionDenyHitsGlobal from './rules/c08-region-deny-hits-global.ts';
import c09TagDenyWithoutEffect from './rules/c09-tag-deny-without-effect.ts';
import d01NeverApplies from './rules/d01-never-applies.ts';
import d02AllowShadowed from './rules/d02-allow-shadowed.ts';
import d03SubsumedStatement from './rules/d03-subsumed-statement.ts';
import d04RedundantValue from './rules/d04-redundant-value.ts';
import d05AlwaysTrue from './rules/d05-always-true.ts';
import d06ContradictoryConditions from './rules/d06-contradictory-conditions.ts';
import d07DenyWithoutEffect from './rules/d07-deny-without-effect.ts';
import d08WildcardInService from './rules/d08-wildcard-in-service.ts';
import d09WildcardTooWide from './rules/d09-wildcard-too-wide.ts';
import d10MergeableStatements from './rules/d10-mergeable-statements.ts';
import g01Syntax from './rules/g01-syntax.ts';
import g02UnknownElement from './rules/g02-unknown-element.ts';
import g03DataType from './rules/g03-data-type.ts';
import g04Version from './rules/g04-version.ts';
import g05MissingElement from './rules/g05-missing-element.ts';
import g06Effect from './rules/g06-effect.ts';
import g07ConflictingElements from './rules/g07-conflicting-elements.ts';
import g08Sid from './rules/g08-sid.ts';
import g09EmptyElement from './rules/g09-empty-element.ts';
import g10ElementNotAllowed from './rules/g10-element-not-allowed.ts';
import g11Quota from './rules/g11-quota.ts';
import g12Charset from './rules/g12-charset.ts';
import g13ActionSyntax from './rules/g13-action-syntax.ts';
import g14SameConditionKey from './rules/g14-same-condition-key.ts';
import g15NotPrincipalNotAllowed from './rules/g15-not-principal-not-allowed.ts';
import g16IneffectiveStatement from './rules/g16-ineffective-statement.ts';
import k01Lockout from './rules/k01-lockout.ts';
import k02DeployerLockout from './rules/k02-deployer-lockout.ts';
import k03NoDelegation from './rules/k03-no-delegation.ts';
import k04NarrowDelegation from './rules/k04-narrow-delegation.ts';
import k05SoleAdministrator from './rules/k05-sole-administrator.ts';
import k06DenyLocksOut from './rules/k06-deny-locks-out.ts';
import k07BypassLockoutCheck from './rules/k07-bypass-lockout-check.ts';
import k10AllActions from './rules/k10-all-actions.ts';
import k11AdministratorUsesKey from './rules/k11-administrator-uses-key.ts';
import k13PutKeyPolicyEscalation from './rules/k13-put-key-policy-escalation.ts';
import k14CreateGrantEscalation from './rules/k14-create-grant-escalation.ts';
import k15ReplicateKeyEscalation from './rules/k15-replicate-key-escalation.ts';
import k16AbacEscalation from './rules/k16-abac-escalation.ts';
import k17DestructiveActions from './rules/k17-destructive-actions.ts';
import k18BroadGrantRemoval from './rules/k18-broad-grant-removal.ts';
import k20GrantForAwsResourceInert from './rules/k20-grant-for-aws-resource-inert.ts';
import k21GrantForAwsResourceWeakened from './rules/k21-grant-for-aws-resource-weakened.ts';
import k22GrantConditionInert from './rules/k22-grant-condition-inert.ts';
import k23GranteeWildcard from './rules/k23-grantee-wildcard.ts';
import k30EncryptionContextInert from './rules/k30-encryption-context-inert.ts';
import k31ContextKeySpellings from './rules/k31-context-key-spellings.ts';
import k32ContextKeysMayBeEmpty from './rules/k32-context-keys-may-be-empty.ts';
import k33ContextOfAsymmetricKey from './rules/k33-context-of-asymmetric-key.ts';
import k34ContextOfService from './rules/k34-context-of-service.ts';
import k35NegatedContext from './rules/k35-negated-context.ts';
import k40KeyAttributesInKeyPolicy from './rules/k40-key-attributes-in-key-policy.ts';
import k41AliasAsResource from './rules/k41-alias-as-resource.ts';
import k42AliasWithoutAlias from './rules/k42-alias-without-alias.ts';
import k43RequestAlias from './rules/k43-request-alias.ts';
import k50ViaServiceInert from './rules/k50-via-service-inert.ts';
import k51ViaServiceOfService from './rules/k51-via-service-of-service.ts';
import k52ViaServiceOnly from './rules/k52-via-service-only.ts';
import k53DenyDirectCalls from './rules/k53-deny-direct-calls.ts';
import k54ViaServiceRegion from './rules/k54-via-service-region.ts';
import k60ForeignAction from './rules/k60-foreign-action.ts';
import k61ResourceOfKeyPolicy from './rules/k61-resource-of-key-policy.ts';
import k62AccountLevelAction from './rules/k62-account-level-action.ts';
import k63ImpossibleAction from './rules/k63-impossible-action.ts';
import k64ReEncryptHalf from './rules/k64-re-encrypt-half.ts';
import k65ServiceNeedsMore from './rules/k65-service-needs-more.ts';
import k66OneSidedCrossAccount from './rules/k66-one-sided-cross-account.ts';
import k67WholeExternalAccount from './rules/k67-whole-external-account.ts';
import k70DecryptAllKeys from './rules/k70-decrypt-all-keys.ts';
import k71AllKmsActions from './rules/k71-all-kms-actions.ts';
import k72WideKeyArn from './rules/k72-wide-key-arn.ts';
import k73InertIdentityGrant from './rules/k73-inert-identity-grant.ts';
import k80Attestation from './rules/k80-attestation.ts';
import k81RotationOff from './rules/k81-rotation-off.ts';
import k82DeletionWindow from './rules/k82-deletion-window.ts';
import k83KeyDisabled from './rules/k83-key-disabled.ts';
import k84MultiRegion from './rules/k84-multi-region.ts';
import k85NoKeyPolicy from './rules/k85-no-key-policy.ts';
import p01PublicAccess from './rules/p01-public-access.ts';
import p02NotPrincipalWithAllow from './rules/p02-not-principal-with-allow.ts';
import p03ConditionDoesNotBindCaller from './rules/p03-condition-does-not-bind-caller.ts';
import p04BindingConditionWithoutEffect from './rules/p04-binding-condition-without-effect.ts';
import p05ExternalAccess from './rules/p05-external-access.ts';
import p06AdministrationAcrossAccounts from './rules/p06-administration-across-accounts.ts';
import p07ServiceWithoutSource from './rules/p07-service-without-source.ts';
import p08KeyAbsentForService from './rules/p08-key-absent-for-service.ts';
import p09SourceOfAnotherAccount from './rules/p09-source-of-another-account.ts';
import p10TrustPolicy from './rules/p10-trust-policy.ts';
import p11EveryoneAndOthers from './rules/p11-everyone-and-others.ts';
import t01TypeMismatch from './rules/t01-type-mismatch.ts';
import t02UnreadableValue from './rules/t02-unreadable-value.ts';
import t03MissingSetOperator from './rules/t03-missing-set-operator.ts';
import t04ForAllValuesSingle from './rules/t04-for-all-values-single.ts';
import t05Null from './rules/t05-null.ts';
import t06WildcardWithoutLike from './rules/t06-wildcard-without-like.ts';
import t07StringLikeOnArn from './rules/t07-string-like-on-arn.ts';
import t08Mfa from './rules/t08-mfa.ts';
import t09Variable from './rules/t09-variable.ts';
import t10SeveralBooleans from './rules/t10-several-booleans.ts';
import x01UnknownService from './rules/x01-unknown-service.ts';
import x02UnknownAction from './rules/x02-unknown-action.ts';
import x03UnknownServiceKey from './rules/x03-unknown-service-key.ts';
import x04UnknownGlobalKey from './rules/x04-unknown-global-key.ts';
import x05Operator from './rules/x05-operator.ts';
import x06MalformedArn from './rules/x06-malformed-arn.ts';
import x07ResourceMismatch from './rules/x07-resource-mismatch.ts';
import x08ServicePrincipal from './rules/x08-service-principal.ts';
import x09Principal from './rules/x09-principal.ts';
import x10PrincipalNotInStack from './rules/x10-principal-not-in-stack.ts';
import x11DeprecatedKey from './rules/x11-deprecated-key.ts';
import x12ValueFormat from './rules/x12-value-format.ts';
import x13PartitionMismatch from './rules/x13-partition-mismatch.ts';
import x14ViaService from './rules/x14-via-service.ts';
import x15AliasPrefix from './rules/x15-alias-prefix.ts';
import x16KmsKeyValue from './rules/x16-kms-key-value.ts';

/** The rules. */
export const rules: readonly Rule[] = [
  g01Syntax,
  g02UnknownElement,
  g03DataType,
  g04Version,
  g05MissingElement,
  g06Effect,
  g07ConflictingElements,
  g08Sid,
  g09EmptyElement,
  g10ElementNotAllowed,
  g11Quota,
  g12Charset,
  g13ActionSyntax,
  g14SameConditionKey,
  g15NotPrincipalNotAllowed,
  g16IneffectiveStatement,
  x01UnknownService,
  x02UnknownAction,
  x03UnknownServiceKey,
  x04UnknownGlobalKey,
  x05Operator,
  x06MalformedArn,
  x07ResourceMismatch,
  x08ServicePrincipal,
  x09Principal,
  x10PrincipalNotInStack,
  x11DeprecatedKey,
  x12ValueFormat,
  x13PartitionMismatch,
  x14ViaService,
  x15AliasPrefix,
  x16KmsKeyValue,
  t01TypeMismatch,
  t02UnreadableValue,
  t03MissingSetOperator,
  t04ForAllValuesSingle,
  t05Null,
  t06WildcardWithoutLike,
  t07StringLikeOnArn,
  t08Mfa,
  t09Variable,
  t10SeveralBooleans,
  p01PublicAccess,
  p02NotPrincipalWithAllow,
  p03ConditionDoesNotBindCaller,
  p04BindingConditionWithoutEffect,
  p05ExternalAccess,
  p06AdministrationAcrossAccounts,
  p07ServiceWithoutSource,
  p08KeyAbsentForService,
  p09SourceOfAnotherAccount,
  p10TrustPolicy,
  p11EveryoneAndOthers,
  k01Lockout,
  k02DeployerLockout,
  k03NoDelegation,
  k04NarrowDelegation,
  k05SoleAdministrator,
  k06DenyLocksOut,
  k07BypassLockoutCheck,
  k10AllActions,
  k11AdministratorUsesKey,
  k13PutKeyPolicyEscalation,
  k14CreateGrantEscalation,
  k15ReplicateKeyEscalation,
  k16AbacEscalation,
  k17DestructiveActions,
  k18BroadGrantRemoval,
  k20GrantForAwsResourceInert,
  k21GrantForAwsResourceWeakened,
  k22GrantConditionInert,
  k23GranteeWildcard,
  k30EncryptionContextInert,
  k31ContextKeySpellings,
  k32ContextKeysMayBeEmpty,
  k33ContextOfAsymmetricKey,
  k34ContextOfService,
  k35NegatedContext,
  k40KeyAttributesInKeyPolicy,
  k41AliasAsResource,
  k42AliasWithoutAlias,
  k43RequestAlias,
  k50ViaServiceInert,
  k51ViaServiceOfService,
  k52ViaServiceOnly,
  k53DenyDirectCalls,
  k54ViaServiceRegion,
  k60ForeignAction,
  k61ResourceOfKeyPolicy,
  k62AccountLevelAction,
  k63ImpossibleAction,
  k64ReEncryptHalf,
  k65ServiceNeedsMore,
  k66OneSidedCrossAccount,
  k67WholeExternalAccount,
  k70DecryptAllKeys,
  k71AllKmsActions,
  k72WideKeyArn,
  k73InertIdentityGrant,
  k80Attestation,
  k81RotationOff,
  k82DeletionWindow,
  k83KeyDisabled,
  k84MultiRegion,
  k85NoKeyPolicy,
  c02ResourceControlPolicy,
  c03DeniesAwsServices,
  c04DeniesRecovery,
  c05AllowListWithoutKms,
  c06DeadAcrossLayers,
  c07ScpCannotReach,
  c08RegionDenyHitsGlobal,
  c09TagDenyWithoutEffect,
  d01NeverApplies,
  d02AllowShadowed,
  d03SubsumedStatement,
  d04RedundantValue,
  d05AlwaysTrue,
  d06ContradictoryConditions,
  d07DenyWithoutEffect,
  d08WildcardInService,
  d09WildcardTooWide,
  d10MergeableStatements,
  b01PassAnyRole,
  b02AnyServiceLinkedRole,
  b03PrivilegeEscalation,
  b04AllowAllBut,
  b05Administrator,
  b06WholeService,
  b07MissingSid,
  b08CompanionKey,
  b09SpoofableKey,
  b10AddressRange,
];
