// What one KMS key does, call after call: the model that histories of several processes are held against.
import type { Model, Timed } from './linearizable.ts';

/** A call about a key, and how it ended. */
export interface KeyCall extends Timed {
  readonly key: string;
  readonly does:
    | 'enable'
    | 'disable'
    | 'put-policy'
    | 'decrypt'
    | 'grant'
    | 'revoke'
    | 'decrypt-by-grant';
  /** The version of the key policy that its record names. */
  readonly version: number;
  readonly grant?: string;
  readonly error?: string;
}

interface KeyState {
  readonly enabled: boolean;
  readonly version: number;
  readonly grants: readonly string[];
}

/** A key that begins enabled, with the first version of its policy and no grants. */
export const keyModel: Model<KeyCall, KeyState> = {
  initial: { enabled: true, version: 1, grants: [] },
  nameOf: ({ enabled, version, grants }) => `${enabled} ${version} ${grants.join()}`,
  step(state, call) {
    // Every call is decided by the version that is current when it takes place.
    if (call.version !== state.version) return undefined;
    const use = state.enabled ? undefined : 'DisabledException';
    switch (call.does) {
      case 'enable':
        return call.error === undefined ? { ...state, enabled: true } : undefined;
      case 'disable':
        return call.error === undefined ? { ...state, enabled: false } : undefined;
      case 'put-policy':
        return call.error === undefined ? { ...state, version: state.version + 1 } : undefined;
      case 'decrypt':
        return call.error === use ? state : undefined;
      case 'grant':
        if (call.error !== undefined || use !== undefined)
          return call.error === use ? state : undefined;
        return { ...state, grants: [...state.grants, call.grant!].sort() };
      case 'revoke': {
        const has = state.grants.includes(call.grant!);
        if (!has) return call.error === 'InvalidGrantIdException' ? state : undefined;
        if (call.error !== undefined) return undefined;
        return { ...state, grants: state.grants.filter((grant) => grant !== call.grant) };
      }
      case 'decrypt-by-grant': {
        const expected = state.grants.length === 0 ? 'AccessDeniedException' : use;
        return call.error === expected ? state : undefined;
      }
      default:
        return call.does satisfies never;
    }
  },
};
