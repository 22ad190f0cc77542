import { SluiceError } from '../../kernel/errors.ts'
import type { DesignStore, IntegrationPackage } from '../../store/design.ts'

/** The package; throws `not-found` with its id. */
export async function existingPackage(store: DesignStore, id: string): Promise<IntegrationPackage> {
  const found = await store.package(id)
  if (found === undefined) throw new SluiceError('not-found', `Integration package ${id} does not exist.`)
  return found
}

/** Creates the package, or replaces its texts when that is wished. Throws `conflict`. */
export async function putPackage(store: DesignStore, item: IntegrationPackage, overwrite: boolean): Promise<IntegrationPackage> {
  const current = await store.package(item.id)
  if (current === undefined) {
    await store.createPackage(item)
    return item
  }
  if (!overwrite) throw new SluiceError('conflict', 'Entity with the specified IntegrationPackage id already exist.')
  const replaced = { ...item, createdBy: current.createdBy, createdAt: current.createdAt }
  await store.updatePackage(replaced)
  return replaced
}
