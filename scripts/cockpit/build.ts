// Builds the cockpit into build/cockpit: bundles it and compresses what is worth it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'

/** Below this many bytes a packet is sent either way. */
const WORTH_IT = 1024

const folder = fileURLToPath(new URL('../../build/cockpit', import.meta.url))

await build({ configFile: fileURLToPath(new URL('../../cockpit/vite.config.ts', import.meta.url)), logLevel: 'warn' })
for (const name of readdirSync(folder, { recursive: true }).map(String)) {
  if (!/\.(js|css|html|svg|json)$/.test(name)) continue
  const content = readFileSync(join(folder, name))
  if (content.length >= WORTH_IT) writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content))
}
