// What is there at once in most calls, and later in some: waiting for it all the same would cost as much as a decision.

/** Goes on with what is there, or with what will be. */
export function onceMade<T, U>(
  value: T | Promise<T>,
  next: (value: T) => U | Promise<U>,
): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What an attempt comes to; where it throws or rejects, what is made of the error. */
export function attempted<T>(
  attempt: () => T | Promise<T>,
  failed: (error: unknown) => T | Promise<T>,
): T | Promise<T> {
  try {
    const value = attempt();
    return value instanceof Promise ? value.catch(failed) : value;
  } catch (error) {
    return failed(error);
  }
}
