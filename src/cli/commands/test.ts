// `keyward test`: unit tests of policies.
import { Argument, Command } from 'commander';
import type { TestOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { formatOption } from '../options.ts';

/** Defines the command. */
export function testCommand(io: Io, finish: Finish): Command {
  return new Command('test')
    .summary('run scenario files: unit tests of policies')
    .description(
      'Runs the requests of scenario files and compares each answer with what is expected.',
    )
    .addArgument(
      new Argument('<paths...>', 'scenario files, and folders that are searched for them'),
    )
    .option('--update', 'write what was answered into the files as what is expected')
    .option('--coverage', 'list the statements that no scenario turns on')
    .option('--watch', 'run again whenever a scenario or a file of its world changes')
    .option('--verbose', 'list the requests that passed and the warnings of the documents, too')
    .addOption(formatOption(['text', 'json', 'junit', 'github']))
    .addHelpText('after', example)
    .action(async (paths: readonly string[], options: TestOptions) => {
      const { test } = await import('../actions/test.ts');
      finish(await test(paths, options, io));
    });
}

const example = `
Examples:
  keyward test policies/tests
  keyward test policies/tests --format junit > report.xml
  keyward test policies/tests --update    # then read the diff before you commit it

\`keyward schema scenario\` prints the format of a scenario.
Exit codes: 0 all passed, 1 some failed, 2 called wrongly, 3 a scenario could not be run`;
