import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import '@ui5/webcomponents-icons/dist/edit.js'
import { useState } from 'react'
import { change, type Entity, entityPath, find } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { DeleteButton } from '../../components/DeleteButton.tsx'
import { DetailHeader } from '../../components/DetailHeader.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Holders } from './Holders.tsx'
import { PolicyDialog } from './PolicyDialog.tsx'
import { ReferenceDialog } from './ReferenceDialog.tsx'
import { typeText } from './reference-rules.ts'

type Reference = Entity<'ArtifactReferences'>

/** One policy: what it protects, and who may go past it. */
export function PolicyDetails({ id }: { readonly id: string }) {
  const query = useQuery()
  const [open, setOpen] = useState<'edit' | 'add'>()
  const load = () => find('AccessPolicies', Number(id), { expand: 'ArtifactReferences' })
  const { data: policy, problem, loading, reload } = useData(load, [id])
  const remove = async (reference: Reference) => {
    await change('DELETE', entityPath('ArtifactReferences', Number(reference.Id)))
    reload()
  }
  return (
    <section aria-label={policy?.RoleName ?? id}>
      <DetailHeader title={policy?.RoleName ?? ''} onBack={() => query.set({ policy: '' })}>
        <Button icon="edit" onClick={() => setOpen('edit')}>
          {t('form.edit')}
        </Button>
        <Button icon="add" design="Emphasized" onClick={() => setOpen('add')}>
          {t('policy.addReference')}
        </Button>
      </DetailHeader>
      <Problem text={problem} />
      {policy?.Description && <p>{policy.Description}</p>}
      {policy?.RoleName && <Holders role={policy.RoleName} />}
      <DataTable
        name={t('policy.references')}
        columns={columns(remove)}
        data={{ data: policy?.ArtifactReferences?.results, loading }}
        keyOf={(reference) => reference.Id ?? ''}
        empty={t('policy.noReferences')}
      />
      {open === 'edit' && policy && <PolicyDialog policy={policy} onSaved={reload} onClose={() => setOpen(undefined)} />}
      {open === 'add' && <ReferenceDialog policyId={id} onAdded={reload} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

const columns = (remove: (reference: Reference) => Promise<void>): readonly Column<Reference>[] => [
  { header: t('policy.referenceName'), cell: ({ Name }) => <strong>{Name}</strong>, importance: 4 },
  { header: t('policy.artifactType'), cell: ({ Type }) => typeText(Type), importance: 3 },
  {
    header: t('policy.condition'),
    cell: ({ ConditionAttribute, ConditionType, ConditionValue }) => (
      <span>
        {t(`policy.attribute.${ConditionAttribute === 'Name' ? 'Name' : 'ID'}`)}{' '}
        {t(ConditionType === 'regularExpression' ? 'policy.matches' : 'policy.is')} <code>{ConditionValue}</code>
      </span>
    ),
    importance: 2,
  },
  {
    header: t('list.actions'),
    cell: (reference) => (
      <DeleteButton
        name={reference.Name ?? ''}
        question={t('policy.deleteReferenceQuestion', { name: reference.Name ?? '' })}
        onConfirm={() => remove(reference)}
      />
    ),
    width: '5rem',
    importance: 3,
  },
]
