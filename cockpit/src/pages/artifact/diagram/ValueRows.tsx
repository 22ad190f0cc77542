import type { ConfiguredValue } from './flow-element.ts'

/** A table value; cells without an id stand under their position. */
export function ValueRows({ rows }: { readonly rows: NonNullable<ConfiguredValue['rows']> }) {
  const columns = [...new Set(rows.flatMap(Object.keys))]
  return (
    <table className="value-rows">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify(row)}>
            {columns.map((column) => (
              <td key={column}>{row[column]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
