import { describe, expect, test } from 'vitest'
import type { NewArtifactReference } from '../access-policies.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const reference = (change: Partial<NewArtifactReference> = {}): NewArtifactReference => ({
  name: 'Payroll flows',
  description: '',
  type: 'INTEGRATION_FLOW',
  conditionAttribute: 'Id',
  conditionValue: 'Payroll',
  conditionType: 'exactString',
  ...change,
})

export function accessPolicyContract(subject: StoreSubject): void {
  describe('access policies', () => {
    const store = eachStore(subject)
    const create = (roleName: string, references: NewArtifactReference[] = []) =>
      store.current.accessPolicies.create({ roleName, description: 'd' }, references)

    test('are created with their references', async () => {
      const { accessPolicies } = store.current
      const policy = await create('Payroll', [reference(), reference({ name: 'second' })])
      expect(policy).toEqual({ id: expect.any(Number), roleName: 'Payroll', description: 'd' })
      const ids = { id: expect.any(Number), policyId: policy.id }
      expect(await accessPolicies.references()).toEqual([
        { ...reference(), ...ids },
        { ...reference({ name: 'second' }), ...ids },
      ])
      expect([await accessPolicies.find(policy.id), await accessPolicies.find(policy.id + 1)]).toEqual([policy, undefined])
    })

    test('a role name is used once', async () => {
      const { accessPolicies } = store.current
      const first = await create('Payroll')
      const second = await create('Sales')
      const taken = { code: 'conflict', message: 'An access policy with the role name Payroll exists already' }
      await expect(create('Payroll', [reference()])).rejects.toMatchObject(taken)
      await expect(accessPolicies.update({ ...second, roleName: 'Payroll' })).rejects.toMatchObject(taken)
      expect([await accessPolicies.list(), await accessPolicies.references()]).toEqual([[first, second], []])
    })

    test('are changed and deleted with their references', async () => {
      const { accessPolicies } = store.current
      const changes = changesOf(store.current)
      const policy = await create('Payroll', [reference()])
      await accessPolicies.update({ ...policy, description: 'new' })
      const added = await accessPolicies.addReference(policy.id, reference({ name: 'added' }))
      expect(await accessPolicies.findReference(added.id)).toEqual({ ...reference({ name: 'added' }), id: added.id, policyId: policy.id })
      await accessPolicies.deleteReference(added.id)
      expect((await accessPolicies.references()).map(({ name }) => name)).toEqual(['Payroll flows'])
      await accessPolicies.delete(policy.id)
      expect([await accessPolicies.list(), await accessPolicies.references()]).toEqual([[], []])
      expect(changes).toEqual(Array.from({ length: 5 }, () => ['access-policies', String(policy.id)]))
    })

    test('an id is never given twice', async () => {
      const { accessPolicies } = store.current
      const first = await create('Payroll')
      await accessPolicies.delete(first.id)
      expect((await create('Payroll')).id).toBeGreaterThan(first.id)
    })

    test('says what does not exist', async () => {
      const { accessPolicies } = store.current
      const missing = { code: 'not-found', message: 'Access policy 7 does not exist' }
      const policy = { id: 7, roleName: 'x', description: '' }
      for (const failing of [accessPolicies.update(policy), accessPolicies.delete(7), accessPolicies.addReference(7, reference())]) {
        await expect(failing).rejects.toMatchObject(missing)
      }
      await expect(accessPolicies.deleteReference(7)).rejects.toMatchObject({ message: 'Artifact reference 7 does not exist' })
    })
  })
}
