import path from 'node:path'
import {defineConfig} from 'vite'

function here(file: string): string {
  return path.join(import.meta.dirname, file)
}

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the playground works at any path.
  base: './',
  resolve: {
    alias: [
      // The two modules of src/ that need Node.js.
      {find: /^.*\/regular-expressions\.ts$/, replacement: here('regular-expressions.ts')},
      {find: /^.*\/text-hash\.ts$/, replacement: here('text-hash.ts')}
    ]
  },
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000
  }
})
