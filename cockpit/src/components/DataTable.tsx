import { Table, TableCell, TableGrowing, TableHeaderCell, TableHeaderRow, TableRow } from '@ui5/webcomponents-react'
import { type ReactNode, useState } from 'react'
import { t } from '../messages/messages.ts'
import type { Data } from './use-data.ts'

export interface Column<T> {
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** CSS width of the column; others share what is left. */
  readonly width?: string
  /** How narrow a column without a width may become before columns move below the row. */
  readonly minWidth?: string
  /** On narrow screens a column that matters less moves below the row. */
  readonly importance?: number
}

interface DataTableProps<T> {
  readonly name: string
  readonly columns: readonly Column<T>[]
  readonly data: Pick<Data<readonly T[]>, 'data' | 'loading'>
  readonly keyOf: (row: T) => string
  /** Why the list may be empty, and what to do. */
  readonly empty: string
  /** Makes rows a way to somewhere. */
  readonly onOpen?: (row: T) => void
  /** Loads the rows after the last one; nothing when there are none. */
  readonly onMore?: (() => void) | undefined
}

/** Rows that are drawn at a time. */
const PAGE = 100

/** A list as everywhere in the cockpit: says when it is empty and why, grows page by page, narrow screens fold columns. */
export function DataTable<T>({ name, columns, data: { data, loading }, keyOf, empty, onOpen, onMore }: DataTableProps<T>) {
  const [shown, setShown] = useState(PAGE)
  const hasMore = onMore !== undefined || (data?.length ?? 0) > shown
  const grow = () => {
    setShown(shown + PAGE)
    onMore?.()
  }
  return (
    <Table
      accessibleName={name}
      overflowMode="Popin"
      loading={loading && data === undefined}
      onRowClick={({ detail }) => {
        const row = data?.find((candidate) => keyOf(candidate) === detail.row.rowKey)
        if (row !== undefined) onOpen?.(row)
      }}
      features={hasMore && <TableGrowing onLoadMore={grow} />}
      noData={<p className="empty">{data === undefined ? t('table.loading') : empty}</p>}
      headerRow={
        <TableHeaderRow sticky>
          {columns.map(({ header, width, minWidth = '8rem', importance }) => (
            <TableHeaderCell
              key={header}
              {...(width === undefined ? { minWidth } : { width })}
              {...(importance !== undefined && { importance })}
            >
              {header}
            </TableHeaderCell>
          ))}
        </TableHeaderRow>
      }
    >
      {data?.slice(0, shown).map((row) => (
        <TableRow key={keyOf(row)} rowKey={keyOf(row)} interactive={onOpen !== undefined}>
          {columns.map(({ header, cell }) => (
            <TableCell key={header}>{cell(row)}</TableCell>
          ))}
        </TableRow>
      ))}
    </Table>
  )
}
