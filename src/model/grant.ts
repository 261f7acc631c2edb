// A KMS grant: it allows one grantee some operations on one key, under constraints.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html

/**
 * A grant in the shape of an entry of `aws kms list-grants`, plus what that listing does not say.
 * `visible: false` is a grant that KMS has not spread yet: it counts only with its `GrantToken`.
 */
export interface Grant {
  readonly GrantId: string;
  readonly KeyId?: string;
  readonly Name?: string;
  readonly GranteePrincipal?: string;
  readonly GranteeServicePrincipal?: string;
  readonly RetiringPrincipal?: string;
  readonly RetiringServicePrincipal?: string;
  readonly IssuingAccount?: string;
  readonly CreationDate?: string | number;
  readonly Operations: readonly string[];
  readonly Constraints?: GrantConstraints;
  readonly GrantToken?: string;
  readonly visible?: boolean;
}

/** What a grant demands of the encryption context, or of the resource that a service acts for. */
export interface GrantConstraints {
  readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
  readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
  readonly SourceArn?: string;
}
