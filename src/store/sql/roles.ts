import type { Application } from '../clients.ts'
import type { RoleAssignment, RoleStore } from '../roles.ts'
import type { SqlContext } from './context.ts'
import { doesNotExist, explained, mustHaveMet } from './violations.ts'

export function roleStore({ db, changes }: SqlContext): RoleStore {
  return {
    async create(role) {
      await explained({ duplicate: named(role.application, role.name) }, () =>
        db
          .insertInto('roles')
          .values({ ...role, custom: Number(role.custom) })
          .execute(),
      )
      changes.publish('roles', role.name)
    },

    async list() {
      const rows = await db.selectFrom('roles').selectAll().orderBy('application').orderBy('name').execute()
      return rows.map((row) => ({ ...row, custom: row.custom === 1 }))
    },

    async delete(application, name) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('role_assignments').where('application', '=', application).where('role', '=', name).execute()
        const query = transaction.deleteFrom('roles').where('application', '=', application).where('name', '=', name)
        mustHaveMet((await query.executeTakeFirst()).numDeletedRows, named(application, name))
      })
      changes.publish('roles', name)
    },

    async assign(assignment) {
      await db
        .insertInto('role_assignments')
        .values(assignment)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      changes.publish('roles', assignment.role)
    },

    async unassign({ subaccountId, application, role, user }) {
      const deleted = await db
        .deleteFrom('role_assignments')
        .where((eb) => eb.and({ subaccountId, application, role, user }))
        .executeTakeFirst()
      if (deleted.numDeletedRows === 0n) throw doesNotExist(`Assignment of role ${role} of ${application} to ${user}`)
      changes.publish('roles', role)
    },

    assignments(filter = {}) {
      return db
        .selectFrom('role_assignments')
        .selectAll()
        .where((eb) => eb.and(given(filter)))
        .orderBy('subaccountId')
        .orderBy('application')
        .orderBy('role')
        .orderBy('user')
        .execute()
    },
  }
}

const named = (application: Application, name: string) => `Role ${name} of ${application}`

function given(filter: Partial<RoleAssignment>): Partial<RoleAssignment> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}
