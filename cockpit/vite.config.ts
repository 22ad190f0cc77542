import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the server. */
const server = process.env.SLUICE_URL ?? 'http://127.0.0.1:8080'
const proxied = ['/cockpit/session', '/admin', '/api', '/http', '/oauth', '/oauth2'].map((path) => [path, { target: server }])

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/cockpit/',
  plugins: [react()],
  server: { proxy: Object.fromEntries(proxied) },
  build: {
    outDir: fileURLToPath(new URL('../build/cockpit', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined data would need exceptions in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
})
