import type { CertificateStore } from '../certificates.ts'
import type { SqlContext } from './context.ts'
import { doesNotExist, explained, mustHaveMet } from './violations.ts'

const FILTERS = ['thumbprint', 'names', 'clientId', 'keyId', 'user'] as const

export function certificateStore({ db, changes }: SqlContext): CertificateStore {
  return {
    async add(certificate) {
      const { thumbprint, clientId, pinned } = certificate
      await explained({ duplicate: `Certificate ${thumbprint}`, missing: `OAuth client ${clientId}` }, () =>
        db
          .insertInto('certificates')
          .values({ ...certificate, pinned: Number(pinned) })
          .execute(),
      )
      changes.publish('certificates', certificate.id)
    },

    async list(filter = {}) {
      let query = db.selectFrom('certificates').selectAll().orderBy('subjectDn').orderBy('id')
      for (const name of FILTERS) {
        const value = filter[name]
        if (value !== undefined) query = query.where(name, value === null ? 'is' : '=', value)
      }
      return (await query.execute()).map((row) => ({ ...row, pinned: row.pinned === 1 }))
    },

    async renew(id, renewal) {
      const newer = db.updateTable('certificates').set(renewal).where('id', '=', id).where('issuedAt', '<', renewal.issuedAt)
      const result = await explained({ duplicate: `Certificate ${renewal.thumbprint}` }, () => newer.executeTakeFirst())
      if (result.numUpdatedRows > 0n) changes.publish('certificates', id)
      else await requireExisting(db, id)
    },

    async reassign(id, to) {
      const result = await db.updateTable('certificates').set(to).where('id', '=', id).executeTakeFirst()
      mustHaveMet(result.numUpdatedRows, `Certificate ${id}`)
      changes.publish('certificates', id)
    },

    async delete(id) {
      const result = await db.deleteFrom('certificates').where('id', '=', id).executeTakeFirst()
      if (result.numDeletedRows === 0n) throw doesNotExist(`Certificate ${id}`)
      changes.publish('certificates', id)
    },
  }
}

async function requireExisting(db: SqlContext['db'], id: string): Promise<void> {
  const found = await db.selectFrom('certificates').select('id').where('id', '=', id).executeTakeFirst()
  if (found === undefined) throw doesNotExist(`Certificate ${id}`)
}
