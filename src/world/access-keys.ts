// Access keys and MFA devices of a world: what signed requests and codes are checked with. A secret is
// handed out only by the function that holds it, so that no print of a world shows it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html

/** Where a secret stands: in the world file itself, in an environment variable, in a file of its own. */
export type SecretSource =
  | { readonly kind: 'value'; readonly reveal: () => string }
  | { readonly kind: 'env'; readonly name: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      /** The file that names it: `path` is relative to that. */
      readonly from?: string;
    };

/** An access key. Temporary ones (of a session) come with a session token. */
export interface AccessKey {
  /** `AKIA…`, or `ASIA…` for a session's. */
  readonly id: string;
  readonly secret: SecretSource;
  readonly status: 'Active' | 'Inactive';
  readonly sessionToken?: SecretSource;
}

/** A virtual MFA device: its serial number and the seed of its codes, in base32. */
export interface MfaDevice {
  readonly serial: string;
  readonly seed: SecretSource;
}
