#!/usr/bin/env node
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'dist/cli/sluice.js')
const source = join(root, 'src')

const { sluice } = isCurrent() ? await import(pathToFileURL(built).href) : await importSource()
await sluice()

/** A package has no sources; in a checkout the build must be newer than every one of them. */
function isCurrent() {
  if (!existsSync(built)) return false
  return !existsSync(source) || newestChange(source, /(?<!\.(test|contract|fixture))\.ts$/) <= newestChange(join(root, 'dist'), /\.js$/)
}

/** Milliseconds since the epoch. */
function newestChange(folder, name) {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs)
  return Math.max(...times)
}

async function importSource() {
  const { register } = await import('tsx/esm/api')
  register()
  return import(pathToFileURL(join(source, 'cli/sluice.ts')).href)
}
