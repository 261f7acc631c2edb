// Speed counts only among engines that give the same answers.
import { requests } from './workload/requests.mjs';

/** Throws with every request on which an engine gives another answer than expected. */
export async function checkAgreement(processes) {
  const wrong = [];
  for (const process of processes) {
    const verdicts = await process.verdicts();
    verdicts.forEach((verdict, index) => {
      const { answer, action, context } = requests[index];
      if ((verdict === 'allow') === (answer === 'allowed')) return;
      wrong.push(
        `${process.job} (${process.size}): ${verdict} for ${action} ${JSON.stringify(context)}, expected ${answer}`,
      );
    });
  }
  if (wrong.length > 0) throw new Error(`the engines do not agree:\n${wrong.join('\n')}`);
}
