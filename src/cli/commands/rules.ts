// `keyward rules` and `keyward explain`: the rules of lint.
import { Argument, Command } from 'commander';
import type { Finish, Io } from '../io.ts';
import { formatOption } from '../options.ts';

/** Defines `keyward rules`. */
export function rulesCommand(io: Io, finish: Finish): Command {
  return new Command('rules')
    .summary('list the rules of lint')
    .description('Lists the rules that `keyward lint` runs: id, severity, and what each finds.')
    .addOption(formatOption(['text', 'json']))
    .action(async ({ format }: { format: 'text' | 'json' }) => {
      const { listRules } = await import('../actions/rules.ts');
      finish(listRules(format, io));
    });
}

/** Defines `keyward explain`. */
export function explainCommand(io: Io, finish: Finish): Command {
  return new Command('explain')
    .summary('say what a rule of lint is about')
    .description('Says what a rule finds, why that matters, what to do, and when it may be left.')
    .addArgument(new Argument('<rule>', 'the id of a rule, or its code: `K14`'))
    .action(async (rule: string) => {
      const { explainRule } = await import('../actions/rules.ts');
      finish(explainRule(rule, io));
    });
}
