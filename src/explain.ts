// `keyward/explain`: why a request was decided as it was, as data and as text.
export { explain } from './explain/explain.ts';
export type { Explanation } from './explain/explanation.ts';
export { renderText } from './explain/text.ts';
