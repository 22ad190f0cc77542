import { useNavigate } from 'react-router'
import { dateOf } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { StatusTag } from '../../components/StatusTag.tsx'
import { durationText, timeText } from '../../components/time.ts'
import type { Data } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import type { Message } from './question.ts'

interface MessagesProps {
  readonly data: Pick<Data<readonly Message[]>, 'data' | 'loading'>
  readonly onMore: (() => void) | undefined
}

export function Messages({ data, onMore }: MessagesProps) {
  const navigate = useNavigate()
  return (
    <DataTable
      name={t('messages.list')}
      columns={COLUMNS}
      data={data}
      keyOf={({ MessageGuid }) => MessageGuid ?? ''}
      empty={t('messages.none')}
      onOpen={({ MessageGuid }) => navigate(`/monitor/messages/${encodeURIComponent(MessageGuid ?? '')}`)}
      onMore={onMore}
    />
  )
}

const COLUMNS: readonly Column<Message>[] = [
  { header: t('messages.status'), cell: (message) => <Status message={message} />, width: '8rem', importance: 4 },
  { header: t('messages.flow'), cell: ({ IntegrationArtifact }) => <strong>{IntegrationArtifact.Name}</strong>, importance: 5 },
  { header: t('messages.started'), cell: ({ LogStart }) => timeText(dateOf(LogStart)), width: '13rem', importance: 3 },
  { header: t('messages.duration'), cell: durationOf, width: '6rem', importance: 2 },
  { header: t('messages.receiver'), cell: ({ Receiver }) => Receiver, width: '8rem' },
  { header: t('messages.messageId'), cell: ({ MessageGuid }) => <code>{MessageGuid}</code>, width: '17rem', importance: 1 },
]

/** A flow may have a word of its own for how its message ended. */
function Status({ message: { Status: status, CustomStatus: custom } }: { readonly message: Message }) {
  return (
    <div>
      <StatusTag status={status ?? ''} />
      {custom !== null && custom !== status && <div className="hint">{custom}</div>}
    </div>
  )
}

function durationOf({ LogStart, LogEnd }: Message): string {
  const [start, end] = [dateOf(LogStart), dateOf(LogEnd)]
  return start === undefined || end === undefined ? t('messages.inProcess') : durationText(end.getTime() - start.getTime())
}
