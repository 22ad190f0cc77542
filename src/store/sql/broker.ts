import type { BrokerBinding, BrokerInstance, BrokerRequest, BrokerStore } from '../broker.ts'
import type { SqlContext } from './context.ts'
import { explained, mustHaveMet } from './violations.ts'

export function brokerStore({ db }: SqlContext): BrokerStore {
  return {
    async addInstance(instance) {
      const thing = { duplicate: `Instance ${instance.id}`, missing: `Service instance ${instance.instanceId}` }
      await explained(thing, () => db.insertInto('broker_instances').values(toRow(instance)).execute())
    },

    async findInstance(id) {
      const row = await db.selectFrom('broker_instances').selectAll().where('id', '=', id).executeTakeFirst()
      return row && fromRow<BrokerInstance>(row)
    },

    async updateInstance(instance) {
      const query = db.updateTable('broker_instances').set(toRow(instance)).where('id', '=', instance.id)
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, `Instance ${instance.id}`)
    },

    async addBinding(binding) {
      const thing = { duplicate: `Binding ${binding.id}`, missing: `Instance ${binding.brokerInstanceId} or service key ${binding.keyId}` }
      await explained(thing, () => db.insertInto('broker_bindings').values(toRow(binding)).execute())
    },

    async findBinding(id) {
      const row = await db.selectFrom('broker_bindings').selectAll().where('id', '=', id).executeTakeFirst()
      return row && fromRow<BrokerBinding>(row)
    },
  }
}

const toRow = <T extends BrokerRequest>(item: T) => ({
  ...item,
  attributes: JSON.stringify(item.attributes),
  parameters: JSON.stringify(item.parameters),
})

const fromRow = <T extends BrokerRequest>(row: Omit<T, 'attributes' | 'parameters'> & { attributes: string; parameters: string }): T =>
  ({ ...row, attributes: JSON.parse(row.attributes), parameters: JSON.parse(row.parameters) }) as unknown as T
