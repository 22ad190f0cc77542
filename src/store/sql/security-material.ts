import type { SecurityMaterial, SecurityMaterialStore } from '../security-material.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained, mustHaveMet } from './violations.ts'

export function securityMaterialStore({ db, changes }: SqlContext): SecurityMaterialStore {
  return {
    async create(material) {
      await explained({ duplicate: named(material.name) }, () => db.insertInto('security_material').values(toRow(material)).execute())
      changes.publish('security-material', material.name)
    },

    async update(material) {
      const query = db.updateTable('security_material').set(toRow(material)).where('name', '=', material.name)
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, named(material.name))
      changes.publish('security-material', material.name)
    },

    async delete(name) {
      const result = await db.deleteFrom('security_material').where('name', '=', name).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, named(name))
      changes.publish('security-material', name)
    },

    async find(name) {
      const row = await db.selectFrom('security_material').selectAll().where('name', '=', name).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },

    async list(kind) {
      const rows = await db.selectFrom('security_material').selectAll().where('kind', '=', kind).orderBy('name').execute()
      return rows.map(fromRow)
    },
  }
}

const named = (name: string) => `Security material ${name}`

const toRow = (material: SecurityMaterial): Tables['security_material'] => ({ ...material, fields: JSON.stringify(material.fields) })

const fromRow = (row: Tables['security_material']): SecurityMaterial => ({ ...row, fields: JSON.parse(row.fields) })
