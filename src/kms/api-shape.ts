// The shapes of the AWS KMS API: what may stand in a request, and within which limits.

/** One shape. `min` and `max` are lengths of strings, blobs and lists, and values of integers. */
export type ApiShape =
  | StructureShape
  | { readonly kind: 'list'; readonly member: string; readonly min?: number; readonly max?: number }
  | { readonly kind: 'map'; readonly value: string }
  | StringShape
  | BlobShape
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'timestamp' };

/** A structure; its members by name, each with the name of its shape. */
export interface StructureShape {
  readonly kind: 'structure';
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, string>>;
}

/** A string; `pattern` is as AWS prints it, and `test` matches whole values with it. */
export interface StringShape {
  readonly kind: 'string';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly test?: RegExp;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

/** Bytes. What is sensitive appears in no message. */
export interface BlobShape {
  readonly kind: 'blob';
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: boolean;
}

/** An operation: the names of its structures, and the errors that the API lists for it. */
export interface OperationApi {
  readonly input: string;
  readonly output?: string;
  readonly errors: readonly string[];
}
