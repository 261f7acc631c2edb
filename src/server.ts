// `keyward/server`: an AWS-compatible KMS over HTTP, which enforces, explains and remembers.
export { createServer, type RunningServer, type ServerOptions } from './server/create-server.ts';
export type { HttpLimits } from './server/http.ts';
export { createMemoryState } from './server/store/memory-state.ts';
export type { State, StoredEvent } from './server/store/state.ts';
