import { beforeEach, describe, expect, test } from 'vitest'
import type { StoredFlowTest } from '../flow-tests.ts'
import { artifact, integrationPackage } from './design.contract.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const flowTest = (change: Partial<StoredFlowTest> = {}): StoredFlowTest => ({
  artifactId: 'flow',
  name: 'orders',
  text: 'tests: []',
  modifiedBy: 'u',
  modifiedAt: 5,
  lastRun: null,
  ...change,
})
const gone = { code: 'not-found', message: 'Test orders of flow does not exist' }

export function flowTestContract(subject: StoreSubject): void {
  describe('flow tests', () => {
    const store = eachStore(subject)
    beforeEach(async () => {
      const { design } = store.current
      await design.createPackage(integrationPackage())
      await design.createArtifact(artifact(), new Uint8Array())
      await design.createArtifact(artifact({ id: 'other' }), new Uint8Array())
    })

    test('are created once, changed, listed by name and deleted', async () => {
      const { flowTests } = store.current
      await flowTests.create(flowTest())
      await flowTests.create(flowTest({ name: 'faults' }))
      await flowTests.create(flowTest({ artifactId: 'other' }))
      await expect(flowTests.create(flowTest({ text: 'another' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Test orders of flow exists already',
      })
      expect(await flowTests.list('flow')).toEqual([flowTest({ name: 'faults' }), flowTest()])
      const changed = flowTest({ text: 'tests: [1]', modifiedBy: 'v', modifiedAt: 6 })
      await flowTests.update(changed)
      expect(await flowTests.find('flow', 'orders')).toEqual(changed)
      expect(await flowTests.find('other', 'orders')).toEqual(flowTest({ artifactId: 'other' }))
      await flowTests.delete('flow', 'orders')
      expect(await flowTests.find('flow', 'orders')).toBeUndefined()
      expect(await flowTests.list('flow')).toEqual([flowTest({ name: 'faults' })])
      await expect(flowTests.delete('flow', 'orders')).rejects.toMatchObject(gone)
      await expect(flowTests.update(changed)).rejects.toMatchObject(gone)
    })

    test('need their artifact', async () => {
      await expect(store.current.flowTests.create(flowTest({ artifactId: 'ghost' }))).rejects.toMatchObject({
        code: 'not-found',
        message: 'Design-time artifact ghost does not exist',
      })
      expect(await store.current.flowTests.list('ghost')).toEqual([])
    })

    test('keep how they went, unless the text is another one by then', async () => {
      const { flowTests } = store.current
      const run = { time: 7, passed: 2, failed: 1, skipped: 0 }
      await flowTests.create(flowTest())
      await flowTests.putLastRun(flowTest(), run)
      expect(await flowTests.find('flow', 'orders')).toEqual(flowTest({ lastRun: run }))
      await flowTests.update(flowTest({ text: 'tests: [1]' }))
      await flowTests.putLastRun(flowTest(), run)
      expect(await flowTests.find('flow', 'orders')).toEqual(flowTest({ text: 'tests: [1]' }))
    })

    test('are gone with their artifact and with its package', async () => {
      const { design, flowTests } = store.current
      await flowTests.create(flowTest())
      await flowTests.create(flowTest({ artifactId: 'other' }))
      await design.deleteArtifact('flow')
      await design.createArtifact(artifact(), new Uint8Array())
      expect([await flowTests.list('flow'), await flowTests.list('other')]).toEqual([[], [flowTest({ artifactId: 'other' })]])
      await design.deletePackage(integrationPackage().id)
      expect(await flowTests.list('other')).toEqual([])
    })
  })
}
