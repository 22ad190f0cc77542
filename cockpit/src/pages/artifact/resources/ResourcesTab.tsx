import { Button, List, ListItemStandard } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import '@ui5/webcomponents-icons/dist/upload.js'
import { useState } from 'react'
import { FileButton } from '../../../components/files/FileButton.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { TabProps } from '../tabs.tsx'
import { NewResourceDialog } from './NewResourceDialog.tsx'
import { ResourceView } from './ResourceView.tsx'
import { addFile, extensionOf, RESOURCE_TYPES, resourcesOf, typeOf } from './resource.ts'
import { sizeText } from './size-text.ts'

/** Bytes of a file that is opened without being asked for. */
const READ_AT_ONCE = 1_000_000

const ACCEPTED = Object.values(RESOURCE_TYPES)
  .flat()
  .map((extension) => `.${extension}`)
  .join(',')

/** The files of an artifact: scripts, schemas, mappings, archives. `?resource=` opens one. */
export function ResourcesTab({ artifact, changes, onChanged }: TabProps) {
  const query = useQuery()
  const [adding, setAdding] = useState(false)
  const upload = useAction()
  const { data, problem } = useData(() => resourcesOf(artifact), [artifact.id, changes])
  const open = data?.find(({ name }) => name === query.of('resource')) ?? data?.find(({ size }) => size < READ_AT_ONCE)
  const add = (file: File) =>
    void upload.run(async () => {
      const type = typeOf(file.name)
      if (type === undefined) throw new Error(t('resource.unknownType', { extension: extensionOf(file.name), known: ACCEPTED }))
      await addFile(artifact, { name: file.name, type }, file)
      query.set({ resource: file.name })
      onChanged()
    })
  return (
    <>
      <Toolbar
        actions={
          <>
            <FileButton icon="upload" text={t('resource.upload')} accept={ACCEPTED} onFile={add} />
            <Button icon="add" onClick={() => setAdding(true)}>
              {t('resource.create')}
            </Button>
          </>
        }
      />
      <Problem text={upload.problem ?? problem} />
      <div className="resource">
        <List
          accessibleName={t('artifact.resources')}
          noDataText={data && t('resource.none')}
          onItemClick={({ detail }) => query.set({ resource: detail.item.dataset.name ?? '' })}
        >
          {data?.map(({ name, type, size }) => (
            <ListItemStandard
              key={name}
              type="Active"
              data-name={name}
              navigated={name === open?.name}
              description={`${type} · ${sizeText(size)}`}
            >
              {name}
            </ListItemStandard>
          ))}
        </List>
        {open && <ResourceView key={open.name} artifact={artifact} resource={open} onChanged={onChanged} />}
      </div>
      {adding && (
        <NewResourceDialog
          artifact={artifact}
          onCreated={(name) => {
            query.set({ resource: name })
            onChanged()
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}
