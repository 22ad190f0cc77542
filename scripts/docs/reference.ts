import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adaptersPage } from './adapters.ts'
import { apiPage } from './api.ts'
import { cliPage } from './cli.ts'
import { configurationPage } from './configuration.ts'
import { errorsPage } from './errors.ts'
import { refusalsPage } from './refusals.ts'
import { stepsPage } from './steps.ts'

/** Every page of the generated reference: file name in `docs/reference/` → how it is made. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'adapters.md': adaptersPage,
  'api.md': apiPage,
  'cli.md': cliPage,
  'configuration.md': configurationPage,
  'errors.md': errorsPage,
  'refusals.md': refusalsPage,
  'steps.md': stepsPage,
}

/** Names of the pages in the folder that are missing or differ from the declarations. */
export function stalePages(folder: string): string[] {
  return Object.entries(PAGES)
    .filter(([name, make]) => read(join(folder, name)) !== make())
    .map(([name]) => name)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  }
}
