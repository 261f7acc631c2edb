// What a fix changes in a world, one kind for each kind of change: what files, commands and sentences about the
// fix are made from.
import type { Grant } from '../../model/grant.ts';
import type { Policy } from '../../model/policy.ts';
import type { Key, OtherResource, Role, User } from '../../world/world.ts';
import type { PolicyHolder } from './policy-places.ts';

/** One change. */
export type WorldChange = DocumentChange | NewDocument | NewGrant;

/** A document that is there says something else, for everyone who has it. */
export interface DocumentChange {
  readonly kind: 'document';
  /** As the world held it before the fix. */
  readonly before: Policy;
  readonly after: Policy;
  readonly holder: PolicyHolder;
  readonly level: number;
}

/** A document is added. */
export interface NewDocument {
  readonly kind: 'new-document';
  readonly policy: Policy;
  readonly slot: NewSlot;
}

/** Where a document is added. */
export type NewSlot =
  | { readonly kind: 'identity'; readonly entity: User | Role }
  | { readonly kind: 'boundary'; readonly entity: User | Role }
  | { readonly kind: 'trust'; readonly role: Role }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'resource'; readonly resource: OtherResource }
  | { readonly kind: 'scp'; readonly account: string; readonly level: number }
  | { readonly kind: 'vpc-endpoint'; readonly account: string; readonly id: string };

/** A grant is created. */
export interface NewGrant {
  readonly kind: 'grant';
  readonly key: Key;
  readonly grant: Grant;
  /** The AWS CLI command that creates it. */
  readonly command: string;
}
