import { dateOf } from '../../api/odata.ts'
import { Fact } from '../../components/Fact.tsx'
import { linkTo } from '../../components/link-to.ts'
import { PageLink } from '../../components/PageLink.tsx'
import { StatusTag } from '../../components/StatusTag.tsx'
import { durationText, timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import type { Message } from './message.ts'

/** What is known of a message at a glance. */
export function MessageFacts({ message }: { readonly message: Message }) {
  const { Status: status, CustomStatus: custom, IntegrationArtifact: flow, LogLevel: level, CorrelationId: correlation } = message
  const [start, end] = [dateOf(message.LogStart), dateOf(message.LogEnd)]
  const others = linkTo('/monitor/messages', { id: correlation ?? '', time: 'all' })
  return (
    <dl className="facts">
      <Fact
        name={t('messages.status')}
        value={
          <>
            <StatusTag status={status ?? ''} /> {custom !== status && custom}
          </>
        }
      />
      <Fact name={t('messages.started')} value={timeText(start)} />
      <Fact name={t('messages.duration')} value={start && end ? durationText(end.getTime() - start.getTime()) : t('messages.inProcess')} />
      <Fact
        name={t('messages.flow')}
        value={<PageLink to={`/monitor/content/${encodeURIComponent(flow.Id ?? '')}`}>{flow.Name}</PageLink>}
      />
      <Fact name={t('message.logLevel')} value={level} />
      <Fact name={t('message.correlation')} value={<PageLink to={others}>{correlation}</PageLink>} copy={correlation ?? ''} />
      <Optional name={t('message.applicationId')} value={message.ApplicationMessageId} />
      <Optional name={t('message.applicationType')} value={message.ApplicationMessageType} />
      <Optional name={t('messages.sender')} value={message.Sender} />
      <Optional name={t('messages.receiver')} value={message.Receiver} />
    </dl>
  )
}

const Optional = ({ name, value }: { readonly name: string; readonly value: string | null }) =>
  value === null ? null : <Fact name={name} value={value} />
