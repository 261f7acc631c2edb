// The shape of a job: what one process measures.
//
//   load(size) → { verdicts(): ['allow' …], prepare(count): () => number }
//
// `prepare` makes everything that is not measured; the function that it returns is measured. It answers how
// many requests were allowed, so that no engine can skip its work.
import { freshRequests, requests } from '../workload/requests.mjs';

/** A job that answers requests: `toInput` prepares one, `isAllowed` decides it. */
export function requestJob(toInput, isAllowed) {
  const inputs = (count) => freshRequests(count).map(toInput);
  return {
    verdicts: () => inputs(requests.length).map((input) => (isAllowed(input) ? 'allow' : 'deny')),
    prepare(count) {
      const ready = inputs(count);
      return () => {
        let allowed = 0;
        for (let index = 0; index < ready.length; index++) {
          if (isAllowed(ready[index])) allowed++;
        }
        return allowed;
      };
    },
  };
}

/** A job that repeats one piece of work. */
export function repeatJob(work) {
  return {
    verdicts: () => undefined,
    prepare: (count) => () => {
      let sum = 0;
      for (let index = 0; index < count; index++) sum += work(index);
      return sum;
    },
  };
}
