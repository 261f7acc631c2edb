// `keyward/kms`: a simulated AWS KMS over a world, with real cryptography behind it.
export type {
  OperationInputs,
  OperationName,
  OperationOutputs,
} from './kms/api-types.generated.ts';
export type { Outcome, OutcomeDecision, OutcomeError } from './kms/outcome.ts';
export type { SimulateRequest } from './kms/simulate-request.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './kms/simulator.ts';
export { SimulationError } from './kms/unresolved.ts';
export type { TrailRecord } from './model/trail-record.ts';
