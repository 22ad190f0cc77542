import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { change, literal } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { linkTo } from '../../components/link-to.ts'
import { t } from '../../messages/messages.ts'
import { artifactPath } from '../package/artifact-kinds.ts'
import type { Message } from './message.ts'

interface MessageActionsProps {
  readonly message: Message
  readonly onChange: () => void
}

/** What can be done with a message: while it runs it can be cancelled, afterwards sent again and, when it was traced, made a test. */
export function MessageActions({ message, onChange }: MessageActionsProps) {
  const id = message.MessageGuid ?? ''
  if (message.LogEnd !== null) {
    return (
      <>
        {message.LogLevel === 'TRACE' && <MakeTest message={message} />}
        <Resend messageId={id} />
      </>
    )
  }
  return (
    <ConfirmButton
      text={t('message.cancel')}
      question={t('message.cancelQuestion')}
      onConfirm={() => change('POST', `CancelMessageProcessingLog?Id=${encodeURIComponent(literal(id))}`).then(onChange)}
    />
  )
}

/** Leads to the tests of the flow, which ask for the rest. */
function MakeTest({ message: { MessageGuid, IntegrationArtifact } }: { readonly message: Message }) {
  const navigate = useNavigate()
  const page = artifactPath(IntegrationArtifact.PackageId ?? '', IntegrationArtifact.Id ?? '')
  return <Button onClick={() => navigate(linkTo(page, { tab: 'tests', message: MessageGuid ?? '' }))}>{t('message.makeTest')}</Button>
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
