// `npm run docs`: writes docs/reference and docs/compatibility.md from the declarations in src/. With --check it only compares, and fails when a page is stale.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PAGES, stalePages } from './docs/reference.ts'

const folder = fileURLToPath(new URL('../docs', import.meta.url))
const stale = stalePages(folder)

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`docs/${name} is stale: run npm run docs`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const name of stale) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), PAGES[name]!())
    console.log(`Wrote docs/${name}`)
  }
}
