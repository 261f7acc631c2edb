// Bundles the `keyward` program into dist/keyward.js, with what commands load later in dist/cli/: among it
// worker.js and replay-worker.js, which src/crypto/workers.ts and src/why/replay/threads.ts look for there.
// All npm packages are bundled, so that the program starts fast; node: modules stay outside, and so do those of
// `keyward serve` alone: libsql brings a native library, which no bundle can hold.
import { defineConfig } from 'vite';

export default defineConfig({
  // jsonc-parser's `main` is UMD, which does not survive bundling.
  resolve: { mainFields: ['module', 'main'] },
  ssr: { noExternal: true, external: ['fastify', 'kysely', 'libsql', 'pg'] },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    minify: true,
    rollupOptions: {
      input: {
        keyward: 'src/cli/main.ts',
        worker: 'src/crypto/worker.ts',
        'replay-worker': 'src/why/replay/replay-worker.ts',
      },
      output: {
        format: 'es',
        banner: ({ name }) => (name === 'keyward' ? '#!/usr/bin/env node' : ''),
        entryFileNames: ({ name }) => (name === 'keyward' ? 'keyward.js' : 'cli/[name].js'),
        chunkFileNames: 'cli/[name].js',
      },
    },
  },
});
