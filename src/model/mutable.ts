// For values that are put together step by step and read-only afterwards.

/** A type while its value is being written, field by field. */
export type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };
