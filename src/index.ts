// The package's main entry: parse, compile, decide, explain. It reaches no `node:` module.

export { compilePolicySet } from './engine/compile.ts';
export type { CompiledPolicySet } from './engine/compiled.ts';
export { decide } from './engine/decide.ts';
export { PolicyError, RequestError } from './engine/errors.ts';
export type { CompileOptions, GrantInput, PolicySetInput } from './engine/policy-set.ts';
export { trace } from './engine/trace.ts';
export { explain } from './explain/explain.ts';
export type { Explanation } from './explain/explanation.ts';
export { renderText } from './explain/text.ts';
export type { AssumptionId } from './model/assumption.ts';
export type { Decision, Reason, Source } from './model/decision.ts';
export type { Diagnostic } from './model/diagnostic.ts';
export type { Policy, PolicyType } from './model/policy.ts';
export type { AccessRequestInput, PrincipalInput } from './model/request.ts';
export type { Trace } from './model/trace.ts';
export { parsePolicy } from './policy/parse.ts';
