import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { Page } from '../../components/Page.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { ErrorText } from './ErrorText.tsx'
import { MessageActions } from './MessageActions.tsx'
import { MessageFacts } from './MessageFacts.tsx'
import { hasEnded, readMessage } from './message.ts'
import { Tabs } from './Tabs.tsx'
import './message.css'

/** How often a message in process is asked for, milliseconds. */
const INTERVAL = 1500

const PARENTS = [{ text: t('nav.messages'), path: '/monitor/messages' }]

/** One message: what came of it, its steps on the diagram, and what it was before and after each. */
export function Component() {
  const { messageId = '' } = useParams()
  return <MessageView key={messageId} messageId={messageId} />
}

function MessageView({ messageId }: { readonly messageId: string }) {
  const [ended, setEnded] = useState(false)
  // What has just begun is not in the log yet, and what is in process changes.
  const { data, problem, reload } = useData(() => readMessage(messageId), [messageId], ended ? undefined : INTERVAL)
  useEffect(() => setEnded(data !== undefined && hasEnded(data)), [data])
  if (data === undefined) {
    return (
      <Page title={t('message.title')} subtitle={messageId} parents={PARENTS}>
        {problem !== undefined && <p className="empty">{t('message.unknown')}</p>}
      </Page>
    )
  }
  return (
    <Page
      title={data.message.IntegrationArtifact.Name ?? messageId}
      subtitle={t('message.subtitle', { id: messageId })}
      parents={PARENTS}
      actions={<MessageActions message={data.message} onChange={reload} />}
    >
      <MessageFacts message={data.message} />
      {data.error !== '' && <ErrorText details={data} />}
      <Tabs details={data} />
    </Page>
  )
}
