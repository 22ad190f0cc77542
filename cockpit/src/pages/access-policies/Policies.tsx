import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { change, type Entity, entityPath, list } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { DeleteButton } from '../../components/DeleteButton.tsx'
import { NameCell } from '../../components/NameCell.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { PolicyDialog } from './PolicyDialog.tsx'
import { referenceText } from './reference-rules.ts'

export type AccessPolicy = Entity<'AccessPolicies'>

/** All policies with what they protect. */
export function Policies() {
  const query = useQuery()
  const [creating, setCreating] = useState(false)
  const policies = useData(async () => (await list('AccessPolicies', { expand: 'ArtifactReferences' })).results, [])
  const remove = async ({ Id }: AccessPolicy) => {
    await change('DELETE', entityPath('AccessPolicies', Number(Id)))
    policies.reload()
  }
  return (
    <>
      <Toolbar
        actions={
          <Button icon="add" design="Emphasized" onClick={() => setCreating(true)}>
            {t('policy.create')}
          </Button>
        }
      />
      <Problem text={policies.problem} />
      <DataTable
        name={t('policy.title')}
        columns={columns(remove)}
        data={policies}
        keyOf={({ Id }) => Id ?? ''}
        empty={t('policy.none')}
        onOpen={({ Id }) => query.set({ policy: Id ?? '' })}
      />
      {creating && <PolicyDialog onSaved={(id) => query.set({ policy: id })} onClose={() => setCreating(false)} />}
    </>
  )
}

const columns = (remove: (policy: AccessPolicy) => Promise<void>): readonly Column<AccessPolicy>[] => [
  {
    header: t('policy.role'),
    cell: ({ RoleName, Description }) => <NameCell name={RoleName} below={Description || undefined} />,
    importance: 3,
  },
  {
    header: t('policy.references'),
    cell: ({ ArtifactReferences }) => ArtifactReferences?.results.map(referenceText).join(', ') || t('policy.nothing'),
    importance: 1,
  },
  {
    header: t('list.actions'),
    cell: (policy) => (
      <DeleteButton
        name={policy.RoleName ?? ''}
        question={t('policy.deleteQuestion', { name: policy.RoleName ?? '' })}
        onConfirm={() => remove(policy)}
      />
    ),
    width: '5rem',
    importance: 2,
  },
]
