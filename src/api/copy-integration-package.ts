import { badRequest } from '../odata/failure.ts'
import { created } from '../odata/reply.ts'
import { requireWholePackage } from './access-policies/package-protection.ts'
import { copyPackage } from './design/package-copy.ts'
import { existingPackage } from './design/packages.ts'
import { managementFunction, stampOf } from './management-set.ts'

const IMPORT_MODES: readonly unknown[] = ['CREATE_COPY', 'OVERWRITE', 'OVERWRITE_MERGE', undefined]

/**
 * `CopyIntegrationPackage` (contract odata-api §1.5). The packages of the tenant are its catalog: overwriting one with itself leaves it
 * as it is, `CREATE_COPY` makes another one under `<Id>.<Suffix>`.
 */
export const copyIntegrationPackage = managementFunction({
  name: 'CopyIntegrationPackage',
  parameters: { Id: 'Edm.String', ImportMode: 'Edm.String', Suffix: 'Edm.String' },
  optional: ['ImportMode', 'Suffix'],
  returns: 'IntegrationPackages',
  requires: 'copyPackages',
  async call({ Id, ImportMode, Suffix }, context) {
    const { design } = context.store
    if (!IMPORT_MODES.includes(ImportMode)) {
      throw badRequest(`The parameter ImportMode must be 'CREATE_COPY', 'OVERWRITE' or 'OVERWRITE_MERGE', found '${ImportMode}'.`)
    }
    const item = await existingPackage(design, String(Id))
    await requireWholePackage(context, item)
    if (ImportMode === 'OVERWRITE' || ImportMode === 'OVERWRITE_MERGE') return created(item)
    return created(await copyPackage(context.store, item, ImportMode === undefined ? '' : String(Suffix ?? ''), stampOf(context)))
  },
})
