import { describe, expect, test } from 'vitest'
import type { Role, RoleAssignment } from '../roles.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const role = (change: Partial<Role> = {}): Role => ({
  application: 'iflmap',
  name: 'ESBMessaging.send',
  custom: false,
  createdAt: 5,
  ...change,
})

const assignment = (change: Partial<RoleAssignment> = {}): RoleAssignment => ({
  subaccountId: 'sub-1',
  application: 'iflmap',
  role: 'ESBMessaging.send',
  user: 'oauth_client_orders',
  ...change,
})

export function roleContract(subject: StoreSubject): void {
  describe('roles', () => {
    const store = eachStore(subject)

    test('lists by application and name', async () => {
      const { roles } = store.current
      const all = [role(), role({ name: 'Orders', custom: true }), role({ application: 'tmn' })]
      for (const item of all.toReversed()) await roles.create(item)
      expect(await roles.list()).toEqual(all)
    })

    test('a name is taken once per application', async () => {
      const { roles } = store.current
      await roles.create(role())
      await expect(roles.create(role({ custom: true }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Role ESBMessaging.send of iflmap exists already',
      })
      expect(await roles.list()).toEqual([role()])
    })

    test('deletes a role with its assignments, and no others', async () => {
      const { roles } = store.current
      await roles.create(role())
      await roles.create(role({ application: 'tmn' }))
      await roles.assign(assignment())
      await roles.assign(assignment({ application: 'tmn' }))
      await roles.assign(assignment({ role: 'Orders' }))
      await roles.delete('iflmap', 'ESBMessaging.send')
      expect(await roles.list()).toEqual([role({ application: 'tmn' })])
      expect(await roles.assignments()).toEqual([assignment({ role: 'Orders' }), assignment({ application: 'tmn' })])
    })

    test('a role that does not exist keeps what is assigned under its name', async () => {
      const { roles } = store.current
      await roles.assign(assignment({ role: 'ghost' }))
      await expect(roles.delete('iflmap', 'ghost')).rejects.toMatchObject({
        code: 'not-found',
        message: 'Role ghost of iflmap does not exist',
      })
      expect(await roles.assignments()).toEqual([assignment({ role: 'ghost' })])
    })

    test('assigning twice is no error, unassigning twice is', async () => {
      const { roles } = store.current
      await roles.assign(assignment())
      await roles.assign(assignment())
      expect(await roles.assignments()).toEqual([assignment()])
      await roles.unassign(assignment())
      expect(await roles.assignments()).toEqual([])
      await expect(roles.unassign(assignment())).rejects.toMatchObject({
        code: 'not-found',
        message: 'Assignment of role ESBMessaging.send of iflmap to oauth_client_orders does not exist',
      })
    })

    test('finds assignments by each of their parts', async () => {
      const { roles } = store.current
      const others = [
        assignment({ subaccountId: 'sub-2' }),
        assignment({ application: 'tmn' }),
        assignment({ role: 'Orders' }),
        assignment({ user: 'anna' }),
      ]
      for (const item of [assignment(), ...others]) await roles.assign(item)
      expect(await roles.assignments({ subaccountId: 'sub-2' })).toEqual([others[0]])
      expect(await roles.assignments({ application: 'tmn' })).toEqual([others[1]])
      expect(await roles.assignments({ role: 'Orders' })).toEqual([others[2]])
      expect(await roles.assignments({ user: 'anna' })).toEqual([others[3]])
      expect(await roles.assignments(assignment())).toEqual([assignment()])
      expect(await roles.assignments({ user: 'anna', role: 'Orders' })).toEqual([])
      expect(await roles.assignments({})).toHaveLength(5)
    })

    test('tells role names', async () => {
      const { roles } = store.current
      const changes = changesOf(store.current)
      await roles.create(role())
      await roles.assign(assignment())
      await roles.unassign(assignment())
      await roles.delete('iflmap', 'ESBMessaging.send')
      expect(changes).toEqual(Array.from({ length: 4 }, () => ['roles', 'ESBMessaging.send']))
    })
  })
}
