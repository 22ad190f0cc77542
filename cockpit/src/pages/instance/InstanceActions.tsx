import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/edit.js'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { UpdateInstanceDialog } from './UpdateInstanceDialog.tsx'

interface InstanceActionsProps {
  readonly instance: AdminAnswer<'GET /instances/{name}'>
  readonly onChanged: () => void
  readonly onDeleted: () => void
}

/** *Update* and *Delete*. */
export function InstanceActions({ instance, onChanged, onDeleted }: InstanceActionsProps) {
  const query = useQuery()
  const role = query.of('role')
  const [updating, setUpdating] = useState(role !== '')
  const remove = async () => {
    await admin('DELETE /instances/{name}', { params: { name: instance.name } })
    onDeleted()
  }
  const close = () => {
    setUpdating(false)
    query.set({ role: '' })
  }
  return (
    <>
      <Button icon="edit" onClick={() => setUpdating(true)}>
        {t('instance.update')}
      </Button>
      <ConfirmButton text={t('instance.delete')} question={t('instance.deleteQuestion', { name: instance.name })} onConfirm={remove} />
      {updating && <UpdateInstanceDialog instance={instance} role={role} onUpdated={onChanged} onClose={close} />}
    </>
  )
}
