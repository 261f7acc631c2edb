// A PostgreSQL server of the tests' own, in a temporary folder and on a loopback port. It fails loudly where no
// server can be had: these tests are not skipped.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running server. */
export interface TestPostgres {
  /** A new empty database. */
  readonly database: () => string;
  /** What pg_dump prints of a database. */
  readonly dump: (url: string) => string;
  /** Ends the server at once, as a crash does. */
  readonly crash: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const home = '/usr/lib/postgresql';

/** Starts a server. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries();
  const owner = ownerOf();
  const folder = mkdtempSync(join(tmpdir(), 'keyward-postgres-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const run = (program: string, args: readonly string[]) =>
    execFileSync(join(bin, program), args, {
      ...owner,
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const data = join(folder, 'data');
  run('initdb', [
    '-D',
    data,
    '-U',
    'keyward',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C',
  ]);
  const port = await freePort();
  let server: ChildProcess | undefined;
  let count = 0;
  const url = (name: string) => `postgres://keyward@127.0.0.1:${port}/${name}`;
  const ended = (child: ChildProcess) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
  const start = async () => {
    server = spawn(
      join(bin, 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        `unix_socket_directories=${folder}`,
      ],
      { ...owner, cwd: folder, stdio: 'ignore' },
    );
    for (let tries = 0; tries < 300; tries++) {
      if (await answers(port)) {
        try {
          run('psql', ['-q', '-c', 'select 1', url('postgres')]);
          return;
        } catch {
          // It takes connections before it takes queries.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the PostgreSQL server of the tests does not answer');
  };
  const end = async (signal: NodeJS.Signals) => {
    const child = server;
    server = undefined;
    if (!child) return;
    child.kill(signal);
    await ended(child);
  };
  await start();
  return {
    database() {
      const name = `keyward_${++count}`;
      run('psql', ['-q', '-c', `create database ${name}`, url('postgres')]);
      return url(name);
    },
    dump: (of) => run('pg_dump', ['--inserts', of]),
    crash: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binaries(): string {
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(home, version, 'bin'))
    .find((path) => existsSync(join(path, 'initdb')));
  if (found) return found;
  throw new Error(
    `there is no PostgreSQL server in ${home}: run \`apt-get install -y postgresql\``,
  );
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function ownerOf(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
