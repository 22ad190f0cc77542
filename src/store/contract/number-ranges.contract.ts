import { describe, expect, test } from 'vitest'
import type { NumberRange } from '../number-ranges.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const range = (change: Partial<NumberRange> = {}): NumberRange => ({
  name: 'Invoices',
  description: 'numbers of invoices',
  minValue: '1',
  maxValue: '99',
  currentValue: '1',
  fieldLength: 0,
  rotate: false,
  deployedBy: 'anna',
  deployedOn: 1,
  ...change,
})

export function numberRangeContract(subject: StoreSubject): void {
  describe('number ranges', () => {
    const store = eachStore(subject)

    test('are created, changed, listed and deleted', async () => {
      const { numberRanges } = store.current
      const missing = { code: 'not-found', message: 'Number range Invoices does not exist' }
      for (const failing of [numberRanges.update(range()), numberRanges.delete('Invoices'), numberRanges.next('Invoices')]) {
        await expect(failing).rejects.toMatchObject(missing)
      }
      await numberRanges.create(range())
      await numberRanges.create(range({ name: 'Drafts' }))
      await expect(numberRanges.create(range())).rejects.toMatchObject({
        code: 'conflict',
        message: 'Number range Invoices exists already',
      })
      const changed = range({ maxValue: '50', rotate: true })
      await numberRanges.update(changed)
      expect(await numberRanges.find('Invoices')).toEqual(changed)
      expect((await numberRanges.list()).map(({ name }) => name)).toEqual(['Drafts', 'Invoices'])
      await numberRanges.delete('Drafts')
      expect(await numberRanges.find('Drafts')).toBeUndefined()
    })

    test('give numbers in order, filled with zeros', async () => {
      const { numberRanges } = store.current
      await numberRanges.create(range({ fieldLength: 5, currentValue: '9' }))
      expect([await numberRanges.next('Invoices'), await numberRanges.next('Invoices')]).toEqual(['00009', '00010'])
      expect(await numberRanges.find('Invoices')).toEqual(range({ fieldLength: 5, currentValue: '11' }))
    })

    test('end with the largest number, or begin again', async () => {
      const { numberRanges } = store.current
      await numberRanges.create(range({ currentValue: '99' }))
      await numberRanges.create(range({ name: 'Round', currentValue: '99', minValue: '7', rotate: true }))
      expect([await numberRanges.next('Invoices'), await numberRanges.next('Round'), await numberRanges.next('Round')]).toEqual([
        '99',
        '99',
        '7',
      ])
      await expect(numberRanges.next('Invoices')).rejects.toMatchObject({
        code: 'conflict',
        message: 'Number range Invoices is used up: its largest number 99 was drawn',
      })
    })

    test('count beyond what a number of the language holds', async () => {
      const { numberRanges } = store.current
      await numberRanges.create(range({ currentValue: '9007199254740993', maxValue: '9'.repeat(30) }))
      expect([await numberRanges.next('Invoices'), await numberRanges.next('Invoices')]).toEqual(['9007199254740993', '9007199254740994'])
    })

    test('give no number twice, however many ask at once', async () => {
      const { numberRanges } = store.current
      await numberRanges.create(range({ maxValue: '50' }))
      const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => numberRanges.next('Invoices')))
      const drawn = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [Number(outcome.value)] : []))
      expect(drawn.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    })

    if (subject.reopen === undefined) return

    test('go on after a restart', async () => {
      await store.current.numberRanges.create(range())
      await store.current.numberRanges.next('Invoices')
      expect(await (await store.reopened()).numberRanges.next('Invoices')).toBe('2')
    })
  })
}
