import { Button, Tag } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { type HeldRole, heldRoles } from './held-roles.ts'
import { NewRoleDialog } from './NewRoleDialog.tsx'

const APPLICATIONS = ['iflmap', 'tmn'] as const

/** The roles of an application, predefined and custom, with those who hold them. */
export function Roles() {
  const [application, setApplication] = useState<'iflmap' | 'tmn'>('iflmap')
  const [adding, setAdding] = useState(false)
  const load = async () =>
    heldRoles(await admin('GET /roles', { query: { application } }), await admin('GET /assignments', { query: { application } }))
  const roles = useData(load, [application])
  const remove = async (name: string) => {
    await admin('DELETE /roles/{application}/{name}', { params: { application, name } })
    roles.reload()
  }
  return (
    <>
      <Toolbar
        actions={
          <Button icon="add" design="Emphasized" onClick={() => setAdding(true)}>
            {t('authorizations.newCustomRole')}
          </Button>
        }
      >
        <SelectField
          label={t('authorizations.application')}
          value={application}
          options={APPLICATIONS.map((value) => ({ value, text: t(`application.${value}`) }))}
          onValue={setApplication}
        />
      </Toolbar>
      <Problem text={roles.problem} />
      <DataTable
        name={t('authorizations.roles')}
        columns={columns(remove)}
        data={roles}
        keyOf={({ name }) => name}
        empty={t('authorizations.noRoles')}
      />
      {adding && <NewRoleDialog application={application} onAdded={roles.reload} onClose={() => setAdding(false)} />}
    </>
  )
}

const columns = (remove: (name: string) => Promise<void>): readonly Column<HeldRole>[] => [
  { header: t('authorizations.role'), cell: ({ name }) => <strong>{name}</strong>, importance: 3 },
  {
    header: t('authorizations.kind'),
    cell: ({ custom }) => (
      <Tag hideStateIcon design={custom ? 'Information' : 'Neutral'}>
        {t(custom ? 'authorizations.custom' : 'authorizations.predefined')}
      </Tag>
    ),
    width: '10rem',
    importance: 1,
  },
  { header: t('authorizations.users'), cell: ({ users }) => users.join(', ') || t('authorizations.nobody'), importance: 2 },
  {
    header: t('list.actions'),
    cell: ({ name, custom, users }) =>
      custom && (
        <ConfirmButton
          text={t('authorizations.deleteRole')}
          question={t('authorizations.deleteRoleQuestion', { name, count: users.length })}
          onConfirm={() => remove(name)}
        />
      ),
    width: '10rem',
    importance: 2,
  },
]
