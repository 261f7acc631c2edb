// The command line as a function: arguments in, exit code out. Commands load their work only when
// they run, so that `keyward lint` does not wait for what it does not need.
import { Command, CommanderError } from 'commander';
import { explainRequestCommand } from './commands/explain-request.ts';
import { lintCommand } from './commands/lint.ts';
import { replayCommand } from './commands/replay.ts';
import { explainCommand, rulesCommand } from './commands/rules.ts';
import { schemaCommand } from './commands/schema.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { testCommand } from './commands/test.ts';
import { whyCommand } from './commands/why.ts';
import { worldCommand } from './commands/world.ts';
import { reportError } from './errors.ts';
import { exitCodes, type Finish, type Io } from './io.ts';
import { versionText } from './version.ts';

/** Runs one command line (without `node` and the script) and answers with its exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.good;
  const program = buildProgram(io, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.good : exitCodes.usage;
    }
    return reportError(error, io);
  }
}

function buildProgram(io: Io, finish: Finish): Command {
  const program = new Command('keyward');
  const strict = (command: Command): Command => {
    command
      .exitOverride()
      .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
      .configureHelp({ helpWidth: 96 })
      .showHelpAfterError(`see \`${fullName(command)} --help\``);
    for (const child of command.commands) strict(child);
    return command;
  };
  program
    .description(
      'Says whether a principal may use an AWS KMS key, why, and what would change the answer.',
    )
    .version(versionText(), '-V, --version', 'print the version and the date of the catalogue')
    .addHelpText('after', overview)
    .addCommand(simulateCommand(io, finish))
    .addCommand(whyCommand(io, finish))
    .addCommand(replayCommand(io, finish))
    .addCommand(testCommand(io, finish))
    .addCommand(lintCommand(io, finish))
    .addCommand(rulesCommand(io, finish))
    .addCommand(explainCommand(io, finish))
    .addCommand(serveCommand(io, finish))
    .addCommand(explainRequestCommand(io, finish))
    .addCommand(worldCommand(io, finish))
    .addCommand(schemaCommand(io, finish));
  return strict(program);
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

const overview = `
Example:
  keyward simulate --world ./aws --principal arn:aws:iam::111122223333:role/Engineering \\
    --action kms:Decrypt --key alias/app

Exit codes:
  0  allowed; all passed; nothing found     2  the command was called wrongly
  1  denied; something failed or was found  3  an input could not be read or judged whole`;
