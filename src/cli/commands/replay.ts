// `keyward replay`: what a change of policies would have meant for recorded calls.
import { Argument, Command, Option } from 'commander';
import type { ReplayOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { collect, formatOption, positive } from '../options.ts';

/** Defines the command. */
export function replayCommand(io: Io, finish: Finish): Command {
  return new Command('replay')
    .summary('say what a change of policies would have meant for recorded calls')
    .description(
      'Decides every record of a CloudTrail trail in two worlds, and reports which calls would be newly denied or newly allowed, for whom, and by which statement.',
    )
    .addArgument(
      new Argument(
        '<trail...>',
        'CloudTrail records: files (JSON, a record a line, gzip), folders as CloudTrail writes them to S3, or `-` for standard input',
      ),
    )
    .addOption(
      new Option('--world <path>', 'the world as it is; may be repeated')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--world-after <path>', 'the world as it is to be; may be repeated')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .option(
      '--threads <number>',
      'how many threads (default: one for each GB, up to one for each processor)',
      positive,
    )
    .addOption(formatOption(['text', 'json', 'markdown']))
    .addHelpText('after', example)
    .action(async (trail: readonly string[], options: ReplayOptions) => {
      const { replay } = await import('../actions/replay.ts');
      finish(await replay(trail, options, io));
    });
}

const example = `
Example:
  keyward replay --world ./aws --world-after ./aws-after trail/AWSLogs/

Exit codes: 0 nothing changes, 1 something changes or may, 2 called wrongly, 3 an input could not be read or judged whole`;
