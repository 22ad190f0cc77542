import type { CallTarget } from '../identity/call-target.ts'
import { Model } from '../odata/model.ts'
import { permissionsOf } from '../odata/permissions.ts'
import { resolvePath } from '../odata/resource.ts'
import { ENTITY_SETS, FUNCTION_IMPORTS } from './index.ts'
import { KNOWN_NAMES } from './known-names.ts'
import type { Management } from './management-set.ts'
import { PERMISSIONS, type Permission, requirementOf } from './roles.ts'

const model = new Model<Management, Permission>({
  namespace: 'com.sap.hci.api',
  sets: ENTITY_SETS,
  functions: FUNCTION_IMPORTS,
  known: KNOWN_NAMES,
})

/** A task of the management API, as `view message logs`. */
export interface ApiArea extends CallTarget {
  readonly name: string
}

/** Every task that a role is needed for. */
export const API_AREAS: readonly ApiArea[] = (Object.keys(PERMISSIONS) as Permission[]).map((permission) => {
  const name = permission.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return { name, needs: [requirementOf(permission, name)], requireFound() {} }
})

/**
 * What a call of the management API needs, from the declarations that decide about real calls. As there, a caller is identified
 * before he learns that there is nothing.
 *
 * @param path encoded, as sent
 * @param belowRoot the same below the root of the service
 */
export function apiTarget(method: string, path: string, belowRoot: string): CallTarget {
  try {
    const permissions = permissionsOf(resolvePath(model, belowRoot), method)
    const needs = permissions.length === 0 ? [undefined] : permissions
    return { needs: needs.map((permission) => requirementOf(permission, path)), requireFound() {} }
  } catch (thrown) {
    return {
      needs: [requirementOf(undefined, path)],
      requireFound() {
        throw thrown
      },
    }
  }
}
