import type { ServiceInstance, ServiceKey, ServiceStore } from '../services.ts'
import type { SqlContext } from './context.ts'
import { doesNotExist, explained, mustHaveMet } from './violations.ts'

export function serviceStore({ db, changes }: SqlContext): ServiceStore {
  return {
    async entitle(entitlement) {
      const thing = `Entitlement to plan ${entitlement.plan} of ${entitlement.offering}`
      await explained({ duplicate: thing }, () => db.insertInto('entitlements').values(entitlement).execute())
      changes.publish('services', entitlement.subaccountId)
    },

    async revokeEntitlement({ subaccountId, offering, plan }) {
      const query = db.deleteFrom('entitlements').where((eb) => eb.and({ subaccountId, offering, plan }))
      mustHaveMet((await query.executeTakeFirst()).numDeletedRows, `Entitlement to plan ${plan} of ${offering}`)
      changes.publish('services', subaccountId)
    },

    entitlements(subaccountId) {
      const query = db.selectFrom('entitlements').selectAll().where('subaccountId', '=', subaccountId)
      return query.orderBy('offering').orderBy('plan').execute()
    },

    async createInstance(instance) {
      await explained({ duplicate: `Service instance ${instance.name}` }, () =>
        db.insertInto('service_instances').values(toRow(instance)).execute(),
      )
      changes.publish('services', instance.id)
    },

    async updateInstance(instance) {
      const query = db.updateTable('service_instances').set(toRow(instance)).where('id', '=', instance.id)
      const result = await explained({ duplicate: `Service instance ${instance.name}` }, () => query.executeTakeFirst())
      mustHaveMet(result.numUpdatedRows, `Service instance ${instance.id}`)
      changes.publish('services', instance.id)
    },

    async deleteInstance(id) {
      const query = db.deleteFrom('service_instances').where('id', '=', id)
      const result = await explained({ inUse: `Service instance ${id} has service keys` }, () => query.executeTakeFirst())
      mustHaveMet(result.numDeletedRows, `Service instance ${id}`)
      changes.publish('services', id)
    },

    async instances(filter = {}) {
      let query = db.selectFrom('service_instances').selectAll().orderBy('name').orderBy('id')
      if (filter.subaccountId !== undefined) query = query.where('subaccountId', '=', filter.subaccountId)
      if (filter.id !== undefined) query = query.where('id', '=', filter.id)
      if (filter.name !== undefined) query = query.where('name', '=', filter.name)
      if (filter.clientId !== undefined) query = query.where('clientId', '=', filter.clientId)
      return (await query.execute()).map(fromRow<ServiceInstance>)
    },

    async createKey(key) {
      await explained({ duplicate: `Service key ${key.name}`, missing: `Service instance ${key.instanceId}` }, () =>
        db.insertInto('service_keys').values(toRow(key)).execute(),
      )
      changes.publish('services', key.instanceId)
    },

    async deleteKey(id) {
      const deleted = await db.deleteFrom('service_keys').where('id', '=', id).returning('instanceId').executeTakeFirst()
      if (deleted === undefined) throw doesNotExist(`Service key ${id}`)
      changes.publish('services', deleted.instanceId)
    },

    async keys(filter = {}) {
      let query = db.selectFrom('service_keys').selectAll().orderBy('name').orderBy('id')
      if (filter.instanceId !== undefined) query = query.where('instanceId', '=', filter.instanceId)
      if (filter.id !== undefined) query = query.where('id', '=', filter.id)
      if (filter.name !== undefined) query = query.where('name', '=', filter.name)
      return (await query.execute()).map(fromRow<ServiceKey>)
    },
  }
}

type Parametrised = ServiceInstance | ServiceKey

const toRow = <T extends Parametrised>(item: T) => ({ ...item, parameters: JSON.stringify(item.parameters) })

const fromRow = <T extends Parametrised>(row: Omit<T, 'parameters'> & { parameters: string }): T =>
  ({ ...row, parameters: JSON.parse(row.parameters) }) as unknown as T
