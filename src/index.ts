// The package's main entry: parse, compile, decide, explain. It reaches no `node:` module.

export { compilePolicySet } from './engine/compile.ts';
export type { CompiledPolicySet } from './engine/compiled.ts';
export { decide } from './engine/decide.ts';
export { PolicyError, RequestError } from './engine/errors.ts';
export type { CompileOptions, GrantInput, PolicySetInput } from './engine/policy-set.ts';
export { trace } from './engine/trace.ts';
export { explain } from './explain/explain.ts';
export { renderText } from './explain/text.ts';
export { parsePolicy } from './policy/parse.ts';
