// Compile-time checks against the types of `@aws-sdk/client-kms`: `tsc` fails where a response of ours would not
// be one of the SDK's, or an input of the SDK not one of ours. Nothing here runs.
import type * as Sdk from '@aws-sdk/client-kms';
import type {
  OperationInputs,
  OperationName,
  OperationOutputs,
} from '../../src/kms/api-types.generated.ts';

type Client = typeof Sdk;
type CommandOf<N extends OperationName> = Client[`${N}Command`];
type Handler<N extends OperationName> = ReturnType<InstanceType<CommandOf<N>>['resolveMiddleware']>;

/** The `…CommandInput` of an operation. */
type SdkInput<N extends OperationName> = Exclude<ConstructorParameters<CommandOf<N>>[0], undefined>;
/** The `…CommandOutput` of an operation, without what the SDK itself adds. */
type SdkOutput<N extends OperationName> = Omit<
  Awaited<ReturnType<Handler<N>>>['output'],
  '$metadata'
>;

/** The same without `readonly`, which the SDK's types do not have. */
type Writable<T> = T extends Uint8Array | Date
  ? T
  : T extends readonly (infer E)[]
    ? Writable<E>[]
    : T extends object
      ? { -readonly [K in keyof T]: Writable<T[K]> }
      : T;

/** The same without `undefined`, which the SDK admits everywhere and leaves out of what it sends. */
type Given<T> = T extends Uint8Array | Date
  ? T
  : T extends (infer E)[]
    ? Given<E>[]
    : T extends object
      ? { [K in keyof T]: Given<Exclude<T[K], undefined>> }
      : T;

/** The operations for which something does not hold: `never` when it holds for all. */
type Failing<Holds extends Record<OperationName, boolean>> = {
  [N in OperationName]: Holds[N] extends true ? never : N;
}[OperationName];

type Fits<A, B> = [A] extends [B] ? true : false;
type SameNames<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : false;
type Responses<N extends OperationName> = Writable<OperationOutputs[N]>;
type HasNone<T> = T extends Readonly<Record<string, never>> ? true : false;

type ResponsesFit = { [N in OperationName]: Fits<Responses<N>, SdkOutput<N>> };
type InputsFit = { [N in OperationName]: Fits<Given<SdkInput<N>>, OperationInputs[N]> };
type SameInputs = { [N in OperationName]: SameNames<SdkInput<N>, OperationInputs[N]> };
type SameOutputs = {
  [N in OperationName]: HasNone<OperationOutputs[N]> extends true
    ? SameNames<SdkOutput<N>, object>
    : SameNames<SdkOutput<N>, OperationOutputs[N]>;
};

/** Ours and those of the SDK. */
type Commands = {
  [C in keyof Client]: C extends `${infer N}Command` ? (N extends '$' | '' ? never : N) : never;
}[keyof Client];

/** Compiles only as `true` for all. */
export const conforms: {
  readonly operations: Fits<[Commands, OperationName], [OperationName, Commands]>;
  readonly responses: Fits<Failing<ResponsesFit>, never>;
  readonly inputs: Fits<Failing<InputsFit>, never>;
  readonly inputNames: Fits<Failing<SameInputs>, never>;
  readonly outputNames: Fits<Failing<SameOutputs>, never>;
} = { operations: true, responses: true, inputs: true, inputNames: true, outputNames: true };
