// Counts what the server does, and writes it in the text format of Prometheus. Labels are operations and error
// names that exist, so that no client can make up series.
// https://prometheus.io/docs/instrumenting/exposition_formats/
import { operationApis } from '../kms/api.generated.ts';
import { isStsOperation } from './sts.ts';

/** How one call ended. */
export interface Measured {
  /** An operation of AWS KMS, `sts`, or anything else. */
  readonly operation: string;
  /** The error's name; absent for a success. */
  readonly error?: string | undefined;
  readonly seconds: number;
  readonly soft: boolean;
}

/** The gauges, as they are when somebody reads. */
export interface Gauges {
  readonly inFlight: number;
  readonly queued: number;
  readonly remembered: number;
}

/** The counters of one server. */
export interface Metrics {
  readonly count: (measured: Measured) => void;
  readonly refuse: () => void;
  readonly text: (gauges: Gauges) => string;
}

/** The upper bounds of the histogram, in seconds. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Error names beyond this many are counted as `other`. */
const maxErrorNames = 100;

/** The calls of one operation. */
interface Counted {
  readonly byError: Map<string, number>;
  /** How many took no longer than each bound, and longer than the one before. */
  readonly buckets: number[];
  sum: number;
  count: number;
}

/** New counters, all at nothing. */
export function createMetrics(): Metrics {
  const calls = new Map<string, Counted>();
  const errors = new Set<string>();
  let throttled = 0;
  let soft = 0;
  return {
    count(measured) {
      let counted = calls.get(measured.operation);
      if (!counted) {
        const operation = operationLabel(measured.operation);
        counted = calls.get(operation) ?? newCounted();
        calls.set(operation, counted);
      }
      const error = errorLabel(errors, measured.error);
      counted.byError.set(error, (counted.byError.get(error) ?? 0) + 1);
      observe(counted, measured.seconds);
      if (measured.soft) soft++;
    },
    refuse() {
      throttled++;
    },
    text: (gauges) =>
      [
        ...family(
          'keyward_calls_total',
          'counter',
          'Calls by operation and error.',
          [...calls].flatMap(([operation, { byError }]) =>
            [...byError].map(
              ([error, count]): Sample => [`operation="${operation}",error="${error}"`, count],
            ),
          ),
        ),
        ...family(
          'keyward_throttled_total',
          'counter',
          'Calls refused because too many were waiting.',
          [['', throttled]],
        ),
        ...family(
          'keyward_soft_denials_total',
          'counter',
          'Calls that ran although policies deny them.',
          [['', soft]],
        ),
        ...family('keyward_calls_in_flight', 'gauge', 'Calls being performed.', [
          ['', gauges.inFlight],
        ]),
        ...family('keyward_calls_queued', 'gauge', 'Calls waiting to be performed.', [
          ['', gauges.queued],
        ]),
        ...family('keyward_requests_remembered', 'gauge', 'Calls that can be explained.', [
          ['', gauges.remembered],
        ]),
        ...histogramLines(calls),
        '',
      ].join('\n'),
  };
}

function operationLabel(operation: string): string {
  const isKnown = Object.hasOwn(operationApis, operation) || isStsOperation(operation);
  return isKnown || operation === 'sts' ? operation : 'other';
}

function errorLabel(known: Set<string>, error: string | undefined): string {
  if (error === undefined) return '';
  if (known.has(error)) return error;
  if (known.size >= maxErrorNames || !/^[A-Za-z]{1,64}$/.test(error)) return 'other';
  known.add(error);
  return error;
}

function newCounted(): Counted {
  return { byError: new Map(), buckets: bounds.map(() => 0), sum: 0, count: 0 };
}

function observe(counted: Counted, seconds: number): void {
  counted.sum += seconds;
  counted.count++;
  const bucket = bounds.findIndex((bound) => seconds <= bound);
  if (bucket !== -1) counted.buckets[bucket]!++;
}

type Sample = readonly [labels: string, value: number];

function family(name: string, type: string, help: string, samples: readonly Sample[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`),
  ];
}

function histogramLines(calls: ReadonlyMap<string, Counted>): string[] {
  const name = 'keyward_call_duration_seconds';
  const lines = [...calls].flatMap(([operation, { buckets, sum, count }]) => {
    let below = 0;
    const of = `operation="${operation}"`;
    return [
      ...bounds.map((bound, index) => {
        below += buckets[index]!;
        return `${name}_bucket{${of},le="${bound}"} ${below}`;
      }),
      `${name}_bucket{${of},le="+Inf"} ${count}`,
      `${name}_sum{${of}} ${sum}`,
      `${name}_count{${of}} ${count}`,
    ];
  });
  return [
    `# HELP ${name} Time from the whole request to its answer.`,
    `# TYPE ${name} histogram`,
    ...lines,
  ];
}
