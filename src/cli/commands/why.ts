// `keyward why`: from a CloudTrail record, an error text or a request to what to change.
import { Argument, Command } from 'commander';
import type { WhyOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { collect, formatOption, instant, positive, worldOption } from '../options.ts';

/** Defines the command. */
export function whyCommand(io: Io, finish: Finish): Command {
  return new Command('why')
    .summary('say why a call was denied, and what would change it')
    .description(
      'Puts a denied call to the world again: from a CloudTrail record, from the text of an error, or from flags.',
    )
    .addArgument(
      new Argument(
        '[inputs...]',
        'CloudTrail records (JSON, gzip, a folder of them, `aws cloudtrail lookup-events`), or files with an error text; `-`: standard input',
      ),
    )
    .option('--error <text>', 'the text of an error, as it was printed')
    .option('--event <id>', 'only the record with this eventID')
    .option('--all', 'explain every record, not only denied ones')
    .option('--limit <number>', 'how many different denials to explain (default: 10)', positive)
    .option(
      '--principal <arn>',
      'who asked, where the text does not say it; or a request of its own',
    )
    .option('--action <action>', 'what was asked: `kms:Decrypt`')
    .option('--key <key>', 'the KMS key: its id, ARN or alias')
    .option('--resource <arn>', 'any other resource, or `*`')
    .option('--region <region>', 'the Region of the call')
    .option('--context <key=value>', 'a context key that the text does not hold', collect)
    .option('--via <service>', 'the service that forwarded the call: `s3`')
    .option('--vpc-endpoint <id>', 'the VPC endpoint that the call came through')
    .option('--time <time>', 'when: `2026-01-01T09:30:00Z` (default: now)', instant)
    .option('--apply <number>', 'write this fix to the files of the world', positive)
    .option('--dry-run', 'with --apply: print what would change, and write nothing')
    .addOption(worldOption())
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', example)
    .action(async (inputs: readonly string[], options: WhyOptions) => {
      const { why } = await import('../actions/why.ts');
      finish(await why(inputs, options, io));
    });
}

const example = `
Examples:
  keyward why --world ./aws record.json
  keyward why --world ./aws --error "$(cat error.txt)"
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt \\
    | keyward why --world ./aws -
  keyward why --world ./aws --principal user/alice --action kms:Decrypt --key alias/app --apply 1

Exit codes: 0 allowed, 1 denied, 2 called wrongly, 3 an input that could not be read or answered whole`;
