// Bundles the `keyward` program into dist/keyward.js, with what commands load later in dist/cli/.
// All npm packages are bundled, so that the program starts fast; node: modules stay outside.
import { defineConfig } from 'vite';

export default defineConfig({
  // jsonc-parser's `main` is UMD, which does not survive bundling.
  resolve: { mainFields: ['module', 'main'] },
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    minify: true,
    rollupOptions: {
      output: {
        format: 'es',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
        entryFileNames: 'keyward.js',
        chunkFileNames: 'cli/[name].js',
      },
    },
  },
});
