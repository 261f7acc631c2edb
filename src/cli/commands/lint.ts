// `keyward lint`: what is wrong with policies, templates and plans before they are deployed.
import { Argument, Command, Option } from 'commander';
import { type Severity, severities } from '../../lint/finding.ts';
import { lintFormats } from '../../lint/formats.ts';
import { policyTypes } from '../../policy/policy-types.ts';
import type { LintOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { collect, formatOption } from '../options.ts';

/** Defines the command. */
export function lintCommand(io: Io, finish: Finish): Command {
  return new Command('lint')
    .summary('say what is wrong with policies, templates and plans')
    .description(
      'Reads policy documents, CloudFormation templates, Terraform plans and what the AWS CLI prints, together, and reports what is wrong in them, each finding with its place and, where access is meant, a request that proves it.',
    )
    .addArgument(
      new Argument(
        '<paths...>',
        'files, folders that are searched for .json, .yaml and .template files, patterns, or `-` for standard input',
      ),
    )
    .addOption(
      new Option('--type <type>', 'what kind of policy the documents are').choices([
        ...policyTypes,
      ]),
    )
    .option('--config <file>', 'the configuration (default: keyward.config.yaml or .json here)')
    .option('--world <path>', 'the organization and principals around the files', collect)
    .option('--account <id>', 'the account, where a file names none')
    .option('--region <region>', 'the Region, where a file names none')
    .option('--deployer <arn>', 'who deploys: could that caller still change the key policy?')
    .option('--rule <id>', 'run this rule only; may be repeated', collect)
    .addOption(formatOption([...lintFormats]))
    .option('--output <format=file>', 'write one more report; may be repeated', collect)
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices([...severities])
        .default(undefined, 'warning'),
    )
    .option('--baseline <file>', 'leave out the findings of this baseline')
    .option('--write-baseline <file>', 'write the findings as a baseline')
    .option('--no-suppressions', 'let no suppression count')
    .option('--fix', 'make the fixes that change no decision')
    .option('--dry-run', 'with --fix: show them as a diff instead')
    .addHelpText('after', example)
    .action(async (paths: readonly string[], options: LintOptions & { failOn?: Severity }) => {
      const { lint } = await import('../actions/lint.ts');
      finish(await lint(paths, options, io));
    });
}

const example = `
Examples:
  keyward lint key-policy.json --type key-policy
  keyward lint infrastructure/ --output sarif=keyward.sarif --fail-on high
  aws kms get-key-policy --key-id alias/app --policy-name default | keyward lint -

Exit codes: 0 nothing found, 1 something found, 2 called wrongly, 3 something could not be read whole`;
