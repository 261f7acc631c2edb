// `keyward/world`: world files and AWS CLI outputs, and the requests that are asked of them.
export { loadWorld } from './world/load.ts';
export { parseWorld } from './world/parse.ts';
export { resolveRequest } from './world/resolve.ts';
export type { World } from './world/world.ts';
