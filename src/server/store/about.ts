// What each sealed value is about: the associated data that ties it to its place in the store.

/** The values that are sealed. */
export const about = {
  /** Proves at the start that the key-encryption key is the right one. */
  check: 'check of the key-encryption key',
  /** What markers and the ids of imported materials are made with. */
  digestKey: 'digest key',
  material: (unit: string, materialId: string) => `key material ${unit} ${materialId}`,
  grantToken: (unit: string, grantId: string) => `grant token ${unit} ${grantId}`,
  importToken: (digest: string) => `wrapping key ${digest}`,
  session: (accessKeyId: string) => `session ${accessKeyId}`,
};
