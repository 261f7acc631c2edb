// Values that are built when they are first read, since prose costs more than a decision.

/** Wraps a function so that it runs at most once. */
export function lazy<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
