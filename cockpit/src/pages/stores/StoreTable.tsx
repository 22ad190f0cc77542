import { useState } from 'react'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import type { Data } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

interface StoreTableProps<T> {
  readonly name: string
  readonly columns: readonly Column<T>[]
  readonly data: Data<readonly T[]>
  readonly keyOf: (row: T) => string
  /** What the text of the filter is looked for in. */
  readonly textOf: (row: T) => string
  readonly filter: string
  readonly empty: string
  readonly problem: string | undefined
  readonly onOpen?: (row: T) => void
}

/** A list of what flows keep, found by typing. */
export function StoreTable<T>({ data, textOf, filter, empty, problem, ...table }: StoreTableProps<T>) {
  const [text, setText] = useState('')
  const found = data.data?.filter((row) => textOf(row).toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <>
      <Toolbar>
        <Field label={filter} value={text} onValue={setText} />
      </Toolbar>
      <Problem text={data.problem ?? problem} />
      <DataTable {...table} data={{ data: found, loading: data.loading }} empty={data.data?.length === 0 ? empty : t('list.noneMatches')} />
    </>
  )
}
