// Which requests carry a condition key: the column that the reference data does not have.
import type { PrincipalKind } from '../model/principal.ts';

/** Which requests carry a key. Whoever is not among the callers never carries it. */
export interface KeyPresence {
  readonly callers: readonly PrincipalKind[];
  /** How the call reaches AWS KMS: `forwarded` by a service for the caller, or through a VPC endpoint. */
  readonly calls: 'any' | 'forwarded' | 'vpc-endpoint' | 'no-vpc-endpoint';
  /** Whether every one of those requests carries it, for actions that know the key. */
  readonly always: boolean;
  /** The same in words, to follow "present:". */
  readonly when: string;
}

/** Users, role sessions, federated users and the root user: callers that belong to an account. */
export const people: readonly PrincipalKind[] = ['user', 'role', 'federated-user', 'root'];

/** Everyone who signs requests: people, and services that call for themselves. */
export const signed: readonly PrincipalKind[] = [...people, 'service'];

/** Signed requests and anonymous ones. */
export const everyone: readonly PrincipalKind[] = [...signed, 'anonymous'];

/** Rows for keys that are present alike; `names` are separated by spaces. */
export function present(
  names: string,
  callers: readonly PrincipalKind[],
  when: string,
  calls: KeyPresence['calls'] = 'any',
): readonly (readonly [string, KeyPresence])[] {
  const presence = { callers, calls, always: when.startsWith('always'), when };
  return names.split(' ').map((name) => [name, presence] as const);
}
