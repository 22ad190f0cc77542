import { Button, Link } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { admin } from '../../../api/admin.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import { type FlowElement, titleOf } from '../diagram/flow-element.ts'
import type { TabProps } from '../tabs.tsx'
import { ConfigureDialog } from './ConfigureDialog.tsx'
import { type Parameter, parametersOf, usersOf } from './parameter.ts'

/** The externalised parameters of a flow. */
export function ParametersTab({ artifact, changes, onChanged }: TabProps) {
  const query = useQuery()
  const [configuring, setConfiguring] = useState(false)
  const parameters = useData(() => parametersOf(artifact), [artifact.id, changes])
  const params = { artifact: artifact.id }
  const inspection = useData(() => admin('GET /artifacts/{artifact}/elements', { params }), [artifact.id, changes])
  const show = (element: string) => query.set({ tab: 'diagram', element })
  return (
    <>
      <Toolbar
        actions={
          <Button design="Emphasized" disabled={!parameters.data?.length} onClick={() => setConfiguring(true)}>
            {t('parameter.configure')}
          </Button>
        }
      />
      <Problem text={parameters.problem ?? inspection.problem} />
      <DataTable
        name={t('artifact.parameters')}
        columns={columns(inspection.data?.elements ?? [], show)}
        data={parameters}
        keyOf={({ key }) => key}
        empty={t('parameter.none')}
      />
      {configuring && parameters.data && (
        <ConfigureDialog artifact={artifact} parameters={parameters.data} onSaved={onChanged} onClose={() => setConfiguring(false)} />
      )}
    </>
  )
}

const columns = (elements: readonly FlowElement[], onShow: (element: string) => void): readonly Column<Parameter>[] => [
  { header: t('parameter.key'), cell: ({ key }) => key, importance: 3 },
  { header: t('parameter.value'), cell: ({ value }) => value || '–', importance: 2 },
  { header: t('parameter.type'), cell: ({ type }) => type.replace(/^xsd:/, ''), width: '8rem' },
  { header: t('packages.description'), cell: ({ description }) => description },
  {
    header: t('parameter.usedBy'),
    cell: ({ key }) => (
      <div>
        {usersOf(key, elements).map((element) => (
          <div key={element.id}>
            <Link onClick={() => onShow(element.id)}>{titleOf(element)}</Link>
          </div>
        ))}
      </div>
    ),
  },
]
