import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adaptersPage } from './adapters.ts'
import { apiPage } from './api.ts'
import { cliPage } from './cli.ts'
import { compatibilityPage } from './compatibility.ts'
import { configurationPage } from './configuration.ts'
import { errorsPage } from './errors.ts'
import { flowTestPage, flowTestSchema } from './flow-tests.ts'
import { refusalsPage } from './refusals.ts'
import { stepsPage } from './steps.ts'

/** Every generated page: file below `docs/` → how it is made. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'compatibility.md': compatibilityPage,
  'reference/adapters.md': adaptersPage,
  'reference/api.md': apiPage,
  'reference/cli.md': cliPage,
  'reference/configuration.md': configurationPage,
  'reference/errors.md': errorsPage,
  'reference/flow-tests.md': flowTestPage,
  'reference/flow-tests.schema.json': flowTestSchema,
  'reference/refusals.md': refusalsPage,
  'reference/steps.md': stepsPage,
}

/** Pages below the folder that are missing or differ from the declarations. */
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
