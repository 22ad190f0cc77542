import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/edit.js'
import { useState } from 'react'
import { type Entity, related } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { TagDefinitionsDialog } from './TagDefinitionsDialog.tsx'
import { TagDialog } from './TagDialog.tsx'

type CustomTag = Entity<'CustomTags'>

/** The custom tags of a package. Which there are is one setting for all packages. */
export function Tags({ packageId }: { readonly packageId: string }) {
  const [edited, setEdited] = useState<CustomTag>()
  const [defining, setDefining] = useState(false)
  const tags = useData(async () => (await related<'CustomTags'>('IntegrationPackages', packageId, 'CustomTags')).results, [packageId])
  return (
    <>
      <Toolbar actions={<Button onClick={() => setDefining(true)}>{t('tags.define')}</Button>} />
      <Problem text={tags.problem} />
      <DataTable
        name={t('package.tags')}
        columns={columns(setEdited)}
        data={tags}
        keyOf={({ Name }) => Name ?? ''}
        empty={t('tags.none')}
      />
      {edited && <TagDialog packageId={packageId} tag={edited} onSaved={tags.reload} onClose={() => setEdited(undefined)} />}
      {defining && <TagDefinitionsDialog onSaved={tags.reload} onClose={() => setDefining(false)} />}
    </>
  )
}

const columns = (onEdit: (tag: CustomTag) => void): readonly Column<CustomTag>[] => [
  { header: t('tags.name'), cell: ({ Name }) => Name },
  { header: t('tags.value'), cell: ({ Value }) => Value || '–' },
  {
    header: t('list.actions'),
    cell: (tag) => (
      <Button
        icon="edit"
        design="Transparent"
        tooltip={t('packages.edit', { name: tag.Name ?? '' })}
        accessibleName={t('packages.edit', { name: tag.Name ?? '' })}
        onClick={() => onEdit(tag)}
      />
    ),
    width: '5rem',
  },
]
