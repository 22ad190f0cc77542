import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { change, literal } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { t } from '../../messages/messages.ts'
import type { Message } from './message.ts'

interface MessageActionsProps {
  readonly message: Message
  readonly onChange: () => void
}

/** What can be done with a message: while it runs it can be cancelled, afterwards sent again. */
export function MessageActions({ message, onChange }: MessageActionsProps) {
  const id = message.MessageGuid ?? ''
  if (message.LogEnd !== null) return <Resend messageId={id} />
  return (
    <ConfirmButton
      text={t('message.cancel')}
      question={t('message.cancelQuestion')}
      onConfirm={() => change('POST', `CancelMessageProcessingLog?Id=${encodeURIComponent(literal(id))}`).then(onChange)}
    />
  )
}

function Resend({ messageId }: { readonly messageId: string }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const resend = async () => {
    const sent = await admin('POST /messages/{message}/resend', { params: { message: messageId } })
    navigate(`/monitor/messages/${encodeURIComponent(sent.messageId)}`)
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('message.resend')}</Button>
      {asking && (
        <FormDialog title={t('message.resend')} submit={t('message.resend')} onSubmit={resend} onClose={() => setAsking(false)}>
          <p className="message-question">{t('message.resendQuestion')}</p>
        </FormDialog>
      )}
    </>
  )
}
