// `npm start`: tells the story that Keyward is for, on a scenario that ships with it: a call is denied and
// explained, the proposed fix is applied, and the same call answers. Exits with 0 when it comes out so.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const story = 'fixtures/start/story.yaml';

const told = keyward('simulate', story);
const check = keyward('test', story);
// One call of the story is denied: the exit code says so.
const asExpected = told === 1 && check === 0;

console.log(`
${asExpected ? 'The story came out as its expectations say.' : 'This is not what the story expects.'} What ran:

  node dist/keyward.js simulate ${story}   # each call: why, and what AWS KMS answers
  node dist/keyward.js test ${story}       # the same, as a test

Change ${story} or the policies beside it and run these again, or ask another question:

  node dist/keyward.js simulate --world fixtures/start \\
    --principal user/alice --operation Encrypt --key alias/app --parameter 'Plaintext={"text":"hello"}'
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
