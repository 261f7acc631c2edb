// A server in a process of its own: `keyward` with its state in memory, or a bare Fastify that answers what it got.
// It tells its parent where it listens, and on request what it has used so far.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [kind, folder] = process.argv.slice(2);
const dist = resolve(process.env.KEYWARD_DIST ?? resolve(import.meta.dirname, '../dist/src'));

const servers = {
  async keyward() {
    const { createServer } = await import(pathToFileURL(join(dist, 'server.js')));
    const { loadWorld } = await import(pathToFileURL(join(dist, 'world.js')));
    const path = join(folder, 'world.yaml');
    writeFileSync(path, process.env.WORLD);
    const world = await loadWorld([path]);
    // Everything that a server does by itself: records, the memory of calls, metrics, the log.
    let bytes = 0;
    const log = (text) => {
      bytes += text.length;
    };
    const { url, close } = await createServer(world, { log });
    return { url, close, logged: () => bytes };
  },
  async echo() {
    const { default: Fastify } = await import('fastify');
    const app = Fastify();
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    app.post('/', async (request, reply) =>
      reply.header('content-type', 'application/x-amz-json-1.1').send(request.body),
    );
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return { url, close: () => app.close() };
  },
};

const server = await servers[kind]();
process.on('message', async (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() });
  } else {
    await server.close();
    process.exit();
  }
});
process.send({ url: server.url });
