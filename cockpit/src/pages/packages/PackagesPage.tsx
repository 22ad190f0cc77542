import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import '@ui5/webcomponents-icons/dist/upload.js'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { type Entity, list } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { DropArea } from '../../components/files/DropArea.tsx'
import { FileButton } from '../../components/files/FileButton.tsx'
import { Page } from '../../components/Page.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { timeText } from '../../components/time.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { PackageDialog } from './PackageDialog.tsx'
import { packagePath } from './package-texts.ts'

type IntegrationPackage = Entity<'IntegrationPackages'>

/** *Design*: the integration packages of the tenant. */
export function Component() {
  const navigate = useNavigate()
  const [filter, setFilter] = useState('')
  const [creating, setCreating] = useState(false)
  const [file, setFile] = useState<File>()
  const packages = useData(async () => (await list('IntegrationPackages', { orderby: 'Name' })).results, [])
  const found = packages.data?.filter(({ Id, Name, ShortText }) =>
    `${Id} ${Name} ${ShortText}`.toLowerCase().includes(filter.toLowerCase()),
  )
  return (
    <Page
      title={t('packages.title')}
      subtitle={t('packages.subtitle')}
      problem={packages.problem}
      actions={
        <>
          <FileButton icon="upload" text={t('packages.import')} accept=".zip" onFile={setFile} />
          <Button icon="add" design="Emphasized" onClick={() => setCreating(true)}>
            {t('packages.create')}
          </Button>
        </>
      }
    >
      <Toolbar>
        <Field label={t('packages.filter')} value={filter} onValue={setFilter} />
      </Toolbar>
      <DropArea hint={t('packages.drop')} onFile={setFile}>
        <DataTable
          name={t('packages.title')}
          columns={COLUMNS}
          data={{ data: found, loading: packages.loading }}
          keyOf={({ Id }) => Id ?? ''}
          empty={t(filter === '' ? 'packages.none' : 'list.noneMatches')}
          onOpen={({ Id }) => navigate(packagePath(Id ?? ''))}
        />
      </DropArea>
      {creating && <PackageDialog onSaved={(id) => navigate(packagePath(id))} onClose={() => setCreating(false)} />}
      {file !== undefined && <ImportDialog file={file} onImported={(id) => navigate(packagePath(id))} onClose={() => setFile(undefined)} />}
    </Page>
  )
}

const COLUMNS: readonly Column<IntegrationPackage>[] = [
  {
    header: t('packages.name'),
    cell: ({ Name, ShortText }) => (
      <div>
        {Name}
        {ShortText !== '' && ShortText !== Name && <div className="hint">{ShortText}</div>}
      </div>
    ),
    importance: 3,
  },
  { header: t('packages.id'), cell: ({ Id }) => Id },
  { header: t('packages.version'), cell: ({ Version }) => Version, width: '7rem' },
  { header: t('packages.vendor'), cell: ({ Vendor }) => Vendor, width: '10rem' },
  {
    header: t('packages.modified'),
    cell: ({ ModifiedDate, ModifiedBy }) => `${timeText(Number(ModifiedDate))} ${ModifiedBy}`,
    width: '15rem',
  },
]
