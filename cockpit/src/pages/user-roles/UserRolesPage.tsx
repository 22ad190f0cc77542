import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { Page } from '../../components/Page.tsx'
import { PageLink } from '../../components/PageLink.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { AddRoleDialog } from './AddRoleDialog.tsx'
import { roleColumns } from './role-columns.tsx'
import { runtimeRoles } from './runtime-role.ts'

/** *User Roles* of the runtime: what sender channels ask for, and who has it. */
export function Component() {
  const [adding, setAdding] = useState<string>()
  const [text, setText] = useState('')
  const roles = useData(runtimeRoles, [])
  const found = roles.data?.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  const remove = async (name: string) => {
    await admin('DELETE /roles/{application}/{name}', { params: { application: 'iflmap', name } })
    roles.reload()
  }
  return (
    <Page
      title={t('userRoles.title')}
      subtitle={t('userRoles.subtitle')}
      actions={
        <Button icon="add" design="Emphasized" onClick={() => setAdding('')}>
          {t('userRoles.add')}
        </Button>
      }
    >
      <Toolbar actions={<PageLink to="/security/authorizations">{t('userRoles.authorizations')}</PageLink>}>
        <Field label={t('userRoles.role')} value={text} onValue={setText} />
      </Toolbar>
      <Problem text={roles.problem} />
      <DataTable
        name={t('userRoles.title')}
        columns={roleColumns({ add: setAdding, remove })}
        data={{ data: found, loading: roles.loading }}
        keyOf={({ name }) => name}
        empty={t('list.noneMatches')}
      />
      {adding !== undefined && <AddRoleDialog role={adding} onAdded={roles.reload} onClose={() => setAdding(undefined)} />}
    </Page>
  )
}
