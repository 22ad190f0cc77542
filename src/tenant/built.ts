import { fileURLToPath } from 'node:url'
import type { Logger } from '../kernel/logger.ts'
import type { ScriptServices } from '../languages/script-host/script-services.ts'

/** What the set-up built beside this package. */
export const builtFolder = (name: string): string => fileURLToPath(new URL(`../../build/${name}`, import.meta.url))

/** How script hosts of this installation are made. */
export const scriptHostOptions = (services: () => ScriptServices, logger: Logger) => ({
  folder: builtFolder('script-host'),
  services,
  logger,
})
