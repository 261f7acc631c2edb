// Starts a server, says where it is, and stops it when the process is told to end.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unreadable } from '../../scenario/unreadable.ts';
import { createServer, type ServerOptions } from '../../server/create-server.ts';
import { exportWorld } from '../../server/store/export-world.ts';
import type { State } from '../../server/store/state.ts';
import { generatedTls } from '../../server/tls-files.ts';
import { quoted } from '../../syntax/quoted.ts';
import type { World } from '../../world/world.ts';
import { WorldError } from '../../world/world-error.ts';
import { paintFor } from '../colours.ts';
import type { ServeOptions } from '../command-options.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { loadWorld } from './load-world.ts';
import { checkStateFlags, openState } from './serve-state.ts';

/** Runs `keyward serve` until `stopped` resolves: by default, until SIGINT or SIGTERM. */
export async function serve(
  options: ServeOptions,
  io: Io,
  stopped: () => Promise<void> = untilSignal,
): Promise<number> {
  check(options);
  const world = await loadWorld(options.world);
  const tls = tlsOf(options, io);
  const state = await openState(world, options, io);
  const server = await started(world, { ...serverOptions(options, io), state, ...tls });
  warn(options, io);
  io.stdout(`listening on ${server.url}\n`);
  await stopped();
  await writeExport(state, options, io).finally(() => server.close());
  return exitCodes.good;
}

function check(options: ServeOptions): void {
  const { tls, tlsCert, tlsKey } = options;
  checkStateFlags(options);
  if (tls !== undefined && tls !== 'generate') {
    throw new UsageError(
      `\`--tls\` takes \`generate\`, not ${quoted(tls)}; for a certificate of your own give --tls-cert and --tls-key`,
    );
  }
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new UsageError('`--tls-cert` and `--tls-key` go together');
  }
  if (tls !== undefined && tlsCert !== undefined) {
    throw new UsageError(
      '`--tls generate` makes a certificate, and `--tls-cert` brings one: give one of them',
    );
  }
}

function serverOptions(options: ServeOptions, io: Io): ServerOptions {
  const { host, port, trail, readOnly, soft, trustUnsigned, replayGuard, maxInFlight, quiet } =
    options;
  return {
    host,
    port,
    maxInFlight,
    ...(trail === undefined ? {} : { trail }),
    ...(readOnly ? { readOnly } : {}),
    ...(soft ? { soft } : {}),
    ...(trustUnsigned ? { trustUnsigned } : {}),
    ...(replayGuard ? { replayGuard } : {}),
    ...(quiet ? {} : { log: io.stderr }),
    clock: io.now,
  };
}

async function started(world: World, options: ServerOptions) {
  try {
    return await createServer(world, options);
  } catch (error) {
    if (error instanceof WorldError) throw new InputError(error.diagnostics);
    const { code, message } = error as Error & { code?: string };
    if (code === undefined) throw error;
    const { host = '', port = 0 } = options;
    const taken =
      code === 'EADDRINUSE'
        ? 'another process listens there; `--port 0` takes a free one'
        : message;
    throw new InputError([
      {
        code: 'serve',
        severity: 'error',
        message: `cannot start on ${quoted(`${host}:${port}`)}: ${taken}`,
      },
    ]);
  }
}

/** What the user should know of a server that is more open than it need be. */
function warn({ host, trustUnsigned, soft, tls, tlsCert }: ServeOptions, io: Io): void {
  const paint = paintFor(io, 'stderr');
  const say = (text: string) => io.stderr(`${paint.yellow('warning:')} ${text}\n`);
  if (!/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) {
    say(`anybody who reaches ${quoted(host)} can send requests to this server`);
    if (tls === undefined && tlsCert === undefined) {
      say('plaintexts go over the network as they are: give `--tls generate` or a certificate');
    }
  }
  if (trustUnsigned) {
    say('--trust-unsigned: requests without a signature are believed; anybody can call as anybody');
  }
  if (soft) say('--soft: calls that policies deny are performed, and recorded as such');
}

function tlsOf(options: ServeOptions, io: Io): Pick<ServerOptions, 'tls'> {
  const { tls, tlsCert, tlsKey, data, host } = options;
  if (tlsCert !== undefined) return { tls: { cert: read(tlsCert), key: read(tlsKey!) } };
  if (tls === undefined) return {};
  const folder = data ?? mkdtempSync(join(tmpdir(), 'keyward-'));
  const { cert, key, certPath } = generatedTls(folder, host, io.now());
  io.stdout(`certificate ${certPath}\n`);
  return { tls: { cert, key } };
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError([unreadable(path, error)]);
  }
}

/** Writes what the calls have left, as a world file. */
async function writeExport(state: State, options: ServeOptions, io: Io): Promise<void> {
  const { export: path, exportSecrets: secrets = false } = options;
  if (path === undefined) return;
  const { text, notes } = await exportWorld(state, { secrets });
  for (const note of notes) io.stderr(`note: ${note}\n`);
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (error) {
    throw new InputError([unreadable(path, error)]);
  }
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
