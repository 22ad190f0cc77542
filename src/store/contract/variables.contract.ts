import { describe, expect, test } from 'vitest'
import type { Variable } from '../variables.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const variable = (change: Partial<Variable> = {}): Variable => ({
  name: 'lastRun',
  flowId: 'Flow',
  value: '2026-01-01',
  updatedAt: 10,
  retainUntil: 30,
  ...change,
})

export function variableContract(subject: StoreSubject): void {
  describe('variables', () => {
    const store = eachStore(subject)

    test('a flow has its own beside the global one', async () => {
      const { variables } = store.current
      await variables.put(variable())
      await variables.put(variable({ flowId: '', value: 'global' }))
      expect(await variables.find({ name: 'lastRun', flowId: 'Flow' }, 15)).toEqual(variable())
      expect((await variables.find({ name: 'lastRun', flowId: '' }, 15))?.value).toBe('global')
      expect(await variables.find({ name: 'lastrun', flowId: 'Flow' }, 15)).toBeUndefined()
      expect((await variables.list(15)).map(({ flowId }) => flowId)).toEqual(['', 'Flow'])
    })

    test('the last value stays', async () => {
      const { variables } = store.current
      await variables.put(variable())
      await variables.put(variable({ value: 'later', updatedAt: 11, retainUntil: 40 }))
      expect(await variables.list(15)).toEqual([variable({ value: 'later', updatedAt: 11, retainUntil: 40 })])
    })

    test('are gone when deleted or expired', async () => {
      const { variables } = store.current
      const missing = { code: 'not-found', message: 'Variable lastRun does not exist' }
      await variables.put(variable())
      await variables.put(variable({ name: 'other', retainUntil: 31 }))
      expect([await variables.find(variable(), 29), await variables.find(variable(), 30)]).toEqual([variable(), undefined])
      await expect(variables.delete(variable(), 30)).rejects.toMatchObject(missing)
      expect((await variables.list(30)).map(({ name }) => name)).toEqual(['other'])
      expect(await variables.deleteExpired(30)).toBe(1)
      await variables.delete(variable({ name: 'other' }), 30)
      expect(await variables.list(0)).toEqual([])
    })
  })
}
