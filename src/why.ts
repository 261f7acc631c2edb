// `keyward/why`: why calls were denied, from CloudTrail records and error texts, and what changes of policies would
// change in a trail.
export type { NoAnswer, WhyAnswer, WhyFix } from './why/answer.ts';
export { type Denial, type DenialOptions, explainDenial } from './why/explain-denial.ts';
export { type FixPlan, planFix } from './why/fix/plan-fix.ts';
export { writeFix } from './why/fix/write-fix.ts';
export { type ReplayOptions, replay } from './why/replay/replay.ts';
export type { ReplayReport } from './why/replay/report.ts';
export { renderWhy } from './why/why-text.ts';
