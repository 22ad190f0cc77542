import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { FilterField } from '../../components/FilterField.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { type Access, tableOf } from './access.ts'
import { CellDialog } from './CellDialog.tsx'
import { MatrixTable } from './MatrixTable.tsx'

const KINDS = ['endpoint', 'area'] as const

/** More clients and endpoints come by these steps. */
const STEP = { clients: 20, endpoints: 8 }

/** Clients × endpoints, or × areas of the management API. */
export function Matrix() {
  const [kind, setKind] = useState<(typeof KINDS)[number]>('endpoint')
  const [clientSearch, setClientSearch] = useState('')
  const [endpointSearch, setEndpointSearch] = useState('')
  const [limit, setLimit] = useState(STEP)
  const [chosen, setChosen] = useState<Access>()
  // One more than is shown says whether there are more.
  const question = { kind, clientSearch, endpointSearch, clientLimit: limit.clients + 1, endpointLimit: limit.endpoints + 1 }
  const answers = useData(() => admin('GET /access', { query: question }), Object.values(question))
  const table = answers.data && tableOf(answers.data)
  return (
    <>
      <Toolbar>
        <SelectField
          label={t('access.kind')}
          value={kind}
          options={KINDS.map((value) => ({ value, text: t(`access.${value}s`) }))}
          onValue={setKind}
        />
        <FilterField label={t('access.clientSearch')} value={clientSearch} onValue={setClientSearch} />
        <FilterField label={t('access.endpointSearch')} value={endpointSearch} onValue={setEndpointSearch} />
      </Toolbar>
      <Problem text={answers.problem} />
      {table !== undefined &&
        (table.callers.length === 0 ? (
          <p className="empty">{t(clientSearch + endpointSearch === '' ? `access.none.${kind}` : 'list.noneMatches')}</p>
        ) : (
          <MatrixTable table={table} limit={limit} onOpen={setChosen} />
        ))}
      <div className="actions">
        {table !== undefined && table.callers.length > limit.clients && (
          <Button onClick={() => setLimit({ ...limit, clients: limit.clients + STEP.clients })}>{t('access.moreClients')}</Button>
        )}
        {table !== undefined && table.targets.length > limit.endpoints && (
          <Button onClick={() => setLimit({ ...limit, endpoints: limit.endpoints + STEP.endpoints })}>{t('access.moreEndpoints')}</Button>
        )}
      </div>
      {chosen !== undefined && <CellDialog access={chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
}
