import { change, dateOf, type Entity, entityPath, list, value } from '../../api/odata.ts'
import type { Column } from '../../components/DataTable.tsx'
import { DeleteButton } from '../../components/DeleteButton.tsx'
import { DownloadButton } from '../../components/files/DownloadButton.tsx'
import { saveFile } from '../../components/files/save-file.ts'
import { RowActions } from '../../components/RowActions.tsx'
import { timeText } from '../../components/time.ts'
import { useAction } from '../../components/use-action.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { FlowName } from './FlowName.tsx'
import { StoreTable } from './StoreTable.tsx'

type Variable = Entity<'Variables'>

/** *Manage Variables*: values that flows keep, of one flow or of all. */
export function Variables() {
  const variables = useData(async () => (await list('Variables')).results, [])
  const download = useAction()
  const save = (variable: Variable) =>
    void download.run(async () => saveFile(await (await value(pathOf(variable))).blob(), variable.VariableName ?? ''))
  const remove = async (variable: Variable) => {
    await change('DELETE', pathOf(variable))
    variables.reload()
  }
  return (
    <StoreTable
      name={t('stores.variables')}
      columns={columns(save, remove)}
      data={variables}
      keyOf={pathOf}
      textOf={({ VariableName, IntegrationFlow }) => `${VariableName} ${IntegrationFlow}`}
      filter={t('stores.filter')}
      empty={t('stores.noVariables')}
      problem={download.problem}
    />
  )
}

const pathOf = ({ VariableName, IntegrationFlow }: Variable): string =>
  entityPath('Variables', { VariableName: VariableName ?? '', IntegrationFlow: IntegrationFlow ?? '' })

const columns = (save: (variable: Variable) => void, remove: (variable: Variable) => Promise<void>): readonly Column<Variable>[] => [
  { header: t('stores.name'), cell: ({ VariableName }) => <strong>{VariableName}</strong>, importance: 5 },
  { header: t('stores.flow'), cell: ({ IntegrationFlow }) => <FlowName flow={IntegrationFlow} />, importance: 3 },
  { header: t('stores.updatedAt'), cell: ({ UpdatedAt }) => timeText(dateOf(UpdatedAt)), width: '12rem', importance: 2 },
  { header: t('stores.retainUntil'), cell: ({ RetainUntil }) => timeText(dateOf(RetainUntil)), width: '12rem', importance: 1 },
  {
    header: t('list.actions'),
    cell: (variable) => (
      <RowActions>
        <DownloadButton name={variable.VariableName ?? ''} onDownload={() => save(variable)} />
        <DeleteButton
          name={variable.VariableName ?? ''}
          question={t('stores.deleteVariable', { name: variable.VariableName ?? '' })}
          onConfirm={() => remove(variable)}
        />
      </RowActions>
    ),
    width: '7rem',
    importance: 4,
  },
]
