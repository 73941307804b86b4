import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Builds the browser page into `dist/sandbox-page/`; the sandbox server serves that folder as it is. */
export default defineConfig({
  root: here,
  base: './',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../../dist/sandbox-page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // The page is served from this machine only: one larger file costs nothing, a warning would only be noise.
    chunkSizeWarningLimit: 2000,
  },
})
