// `keyward lint`: what is wrong with policy documents.
import { Argument, Command, Option } from 'commander';
import type { PolicyType } from '../../model/policy.ts';
import type { LintOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { formatOption } from '../options.ts';

const types: Readonly<Record<PolicyType, true>> = {
  'identity-policy': true,
  'key-policy': true,
  'resource-policy': true,
  'trust-policy': true,
  'permissions-boundary': true,
  'session-policy': true,
  'service-control-policy': true,
  'resource-control-policy': true,
  'vpc-endpoint-policy': true,
};

/** Defines the command. */
export function lintCommand(io: Io, finish: Finish): Command {
  return new Command('lint')
    .summary('say what is wrong with policy documents')
    .description(
      'Reads policy documents and what the AWS CLI prints, and reports what is wrong in them.',
    )
    .addArgument(
      new Argument(
        '<paths...>',
        'files, folders that are searched for .json files, or `-` for standard input',
      ),
    )
    .addOption(
      new Option('--type <type>', 'what kind of policy the documents are').choices(
        Object.keys(types),
      ),
    )
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', example)
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { lint } = await import('../actions/lint.ts');
      finish(await lint(paths, options, io));
    });
}

const example = `
Examples:
  keyward lint key-policy.json --type key-policy
  aws kms get-key-policy --key-id alias/app --policy-name default | keyward lint -

Exit codes: 0 nothing found, 1 something found, 2 called wrongly, 3 a file could not be read`;
