// `npm start`: asks Keyward the question that it is for, on a scenario that ships with it, and checks
// that the answer is the expected one. Exits with 0 when it is.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scenario = 'fixtures/start/scenario.yaml';

const question = keyward('simulate', scenario);
const check = keyward('test', scenario);
const asExpected = question === 1 && check === 0;

console.log(`
${asExpected ? 'The denial is what the scenario expects.' : 'This is not what the scenario expects.'} What ran:

  node dist/keyward.js simulate ${scenario}   # why the request is denied
  node dist/keyward.js test ${scenario}       # that it is, as a test

Change ${scenario} or the policies beside it and run these again, or ask another question:

  node dist/keyward.js simulate --world fixtures/start \\
    --principal user/alice --action kms:Decrypt --key alias/app
  node dist/keyward.js --help`);
process.exitCode = asExpected ? 0 : 1;

function keyward(...args) {
  console.log(`$ keyward ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['dist/keyward.js', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  console.log();
  return status;
}
