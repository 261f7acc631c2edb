// `keyward simulate`: what happens to a request, and why.
import { Argument, Command } from 'commander';
import type { SimulateOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { collect, formatOption, instant, worldOption } from '../options.ts';

/** Defines the command. */
export function simulateCommand(io: Io, finish: Finish): Command {
  return new Command('simulate')
    .summary('say what happens to a request, and why')
    .description(
      'Decides one request, or each request of a file, explains the decision, and runs operations.',
    )
    .addArgument(
      new Argument(
        '[file]',
        'a scenario file with `requests` (`-`: standard input), instead of flags',
      ),
    )
    .option(
      '--principal <arn>',
      'who asks: the ARN of a user, role, session or root; or `role/NAME`, `user/NAME`',
    )
    .option('--action <action>', 'what is asked: `kms:Decrypt`')
    .option('--operation <name>', 'what is asked, and run on a simulated key: `Encrypt`')
    .option(
      '--parameter <name=value>',
      'a parameter of the operation; JSON where it is no text',
      collect,
    )
    .option('--key <key>', 'the KMS key: its id, ARN or alias')
    .option('--resource <arn>', 'any other resource, or `*`')
    .option('--region <region>', 'the Region of the call, where the key does not say it')
    .option('--context <key=value>', 'a context key; a JSON list for several values', collect)
    .option('--via <service>', 'the service that forwards the call: `s3`')
    .option('--vpc-endpoint <id>', 'the VPC endpoint that the call comes through')
    .option('--grant-token <token>', 'a grant token sent along; may be repeated', collect)
    .option('--grant-id <id>', 'the grant that the request names (RetireGrant, RevokeGrant)')
    .option('--session-policy <file>', 'a session policy of the caller; may be repeated', collect)
    .option('--session-name <name>', "the name of the role's session")
    .option('--mfa', 'the caller used multi-factor authentication')
    .option('--no-mfa', 'the caller did not')
    .option('--time <time>', 'when: `2026-01-01T09:30:00Z` (default: now)', instant)
    .option(
      '--assume-caller-allows',
      "take a caller's account that the world does not hold to allow",
    )
    .option('--override', 'let context values contradict what follows from the world')
    .option('--named-by-ciphertext', 'word the error as for Decrypt without a KeyId')
    .addOption(worldOption())
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', example)
    .action(async (file: string | undefined, options: SimulateOptions) => {
      const { simulate } = await import('../actions/simulate.ts');
      finish(await simulate(file, options, io));
    });
}

const example = `
Examples:
  keyward simulate --world ./aws --principal arn:aws:iam::111122223333:user/alice \\
    --action kms:Decrypt --key alias/app --context kms:EncryptionContext:project=blue
  keyward simulate --world ./aws --principal user/alice --operation Encrypt --key alias/app \\
    --parameter 'Plaintext={"text":"hello"}' --parameter 'EncryptionContext={"project":"blue"}'
  keyward simulate scenario.yaml --format json

Exit codes: 0 allowed, 1 denied (or the operation answers an error), 2 called wrongly, 3 unknown (the world does not hold what it takes)`;
