import { Icon } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/accept.js'
import '@ui5/webcomponents-icons/dist/decline.js'
import { t } from '../../messages/messages.ts'
import { type Access, type AccessTable, keyOf } from './access.ts'
import { reasonText } from './reason-text.ts'

interface MatrixTableProps {
  readonly table: AccessTable
  readonly limit: { readonly clients: number; readonly endpoints: number }
  readonly onOpen: (access: Access) => void
}

export function MatrixTable({ table, limit, onOpen }: MatrixTableProps) {
  const targets = table.targets.slice(0, limit.endpoints)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
    <section className="matrix" aria-label={t('nav.access')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('access.client')}</th>
            {targets.map((target) => (
              <th key={keyOf(target)} scope="col">
                {target.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.callers.slice(0, limit.clients).map((caller) => (
            <tr key={caller.clientId}>
              <th scope="row">
                {caller.name || caller.clientId}
                <span className="hint">{caller.dialect && t(`dialect.${caller.dialect}`)}</span>
              </th>
              {targets.map((target) => (
                <td key={keyOf(target)}>
                  <Cell access={table.of(caller, target)} onOpen={onOpen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({ access, onOpen }: { readonly access: Access | undefined; readonly onOpen: (access: Access) => void }) {
  if (access === undefined) return null
  const { allowed, caller, target } = access
  const values = { client: caller.name || caller.clientId, endpoint: target.name, reason: reasonText(access) }
  return (
    <button
      type="button"
      className="matrix-cell"
      data-allowed={allowed}
      aria-label={t(allowed ? 'access.allowedCell' : 'access.deniedCell', values)}
      onClick={() => onOpen(access)}
    >
      <Icon name={allowed ? 'accept' : 'decline'} design={allowed ? 'Positive' : 'Negative'} mode="Decorative" />
      <span>{values.reason}</span>
    </button>
  )
}
