import { fileURLToPath } from 'node:url'
import { adminTypes } from './admin-types.ts'
import { odataTypes } from './odata-types.ts'

export const API_FOLDER = fileURLToPath(new URL('../../cockpit/src/api', import.meta.url))

/** Every generated file of the cockpit: its name in `cockpit/src/api/` → how it is made. */
export const GENERATED: Readonly<Record<string, () => string | Promise<string>>> = {
  'admin-types.ts': adminTypes,
  'entity-types.ts': odataTypes,
}
