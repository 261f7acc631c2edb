// Members whose names are somebody's words: `__proto__` is a name like any other.

/** Sets an object's own member. */
export function setMember<T>(object: Record<string, T>, name: string, value: T): void {
  if (name !== '__proto__') object[name] = value;
  else {
    const own = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, name, own);
  }
}
