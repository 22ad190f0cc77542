import { SluiceError } from '../../kernel/errors.ts'
import type { NumberRange, NumberRangeStore } from '../number-ranges.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { doesNotExist, explained, mustHaveMet } from './violations.ts'

export function numberRangeStore({ db }: SqlContext): NumberRangeStore {
  return {
    async create(range) {
      await explained({ duplicate: named(range.name) }, () => db.insertInto('number_ranges').values(toRow(range)).execute())
    },

    async update(range) {
      const result = await db.updateTable('number_ranges').set(toRow(range)).where('name', '=', range.name).executeTakeFirst()
      mustHaveMet(result.numUpdatedRows, named(range.name))
    },

    async delete(name) {
      const result = await db.deleteFrom('number_ranges').where('name', '=', name).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, named(name))
    },

    async find(name) {
      const row = await db.selectFrom('number_ranges').selectAll().where('name', '=', name).executeTakeFirst()
      return row && fromRow(row)
    },

    list: async () => (await db.selectFrom('number_ranges').selectAll().orderBy('name').execute()).map(fromRow),

    next: (name) =>
      db.transaction().execute(async (transaction) => {
        const row = await transaction.selectFrom('number_ranges').selectAll().where('name', '=', name).executeTakeFirst()
        if (row === undefined) throw doesNotExist(named(name))
        const drawn = draw(fromRow(row))
        await transaction.updateTable('number_ranges').set({ currentValue: drawn.currentValue }).where('name', '=', name).execute()
        return drawn.number
      }),
  }
}

function draw(range: NumberRange): { readonly number: string; readonly currentValue: string } {
  const current = BigInt(range.currentValue)
  if (current > BigInt(range.maxValue)) {
    throw new SluiceError('conflict', `${named(range.name)} is used up: its largest number ${range.maxValue} was drawn`)
  }
  const last = current === BigInt(range.maxValue)
  return {
    number: current.toString().padStart(range.fieldLength, '0'),
    currentValue: last && range.rotate ? range.minValue : String(current + 1n),
  }
}

const named = (name: string) => `Number range ${name}`

const toRow = (range: NumberRange): Tables['number_ranges'] => ({ ...range, rotate: range.rotate ? 1 : 0 })

const fromRow = (row: Tables['number_ranges']): NumberRange => ({ ...row, rotate: row.rotate === 1 })
