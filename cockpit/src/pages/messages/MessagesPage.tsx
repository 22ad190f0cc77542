import { Label, Switch } from '@ui5/webcomponents-react'
import { useId, useState } from 'react'
import { Page } from '../../components/Page.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Charts } from './Charts.tsx'
import { MessageFilters } from './MessageFilters.tsx'
import { Messages } from './Messages.tsx'
import { type Filters, messagesOf } from './question.ts'
import { rangeOf, timeOf } from './range.ts'
import './messages.css'

/** How often a live list is asked for, milliseconds. */
const INTERVAL = 3000
const PAGE = 50

/** *Monitor › Message Processing*. What is looked for stands in the address: `?flow=…&status=FAILED&time=day&id=…&header=name=value&text=…`. */
export function Component() {
  const query = useQuery()
  const [live, setLive] = useState(true)
  const time = timeOf(query)
  const filters: Filters = {
    status: query.of('status'),
    flow: query.of('flow'),
    id: query.of('id'),
    header: query.of('header'),
    text: query.of('text'),
  }
  const asked = [time, query.of('from'), query.of('to'), ...Object.values(filters)]
  const [grown, setGrown] = useState({ asked: '', top: PAGE })
  // Another question begins with its first page.
  const top = grown.asked === asked.join('\n') ? grown.top : PAGE
  const range = () => rangeOf(time, query, Date.now())
  const messages = useData(() => messagesOf(filters, range(), top), [...asked, top], live ? INTERVAL : undefined)
  const count = messages.data?.count ?? 0
  return (
    <Page
      title={t('nav.messages')}
      subtitle={messages.data && t('messages.count', { count })}
      problem={messages.problem}
      actions={<Live on={live} onChange={setLive} />}
    >
      <MessageFilters filters={filters} time={time} from={query.of('from')} to={query.of('to')} onChange={query.set} />
      <Charts range={range} flow={filters.flow} asked={asked} interval={live ? INTERVAL : undefined} />
      <Messages
        data={{ data: messages.data?.results, loading: messages.loading }}
        onMore={count > top ? () => setGrown({ asked: asked.join('\n'), top: top + PAGE }) : undefined}
      />
    </Page>
  )
}

/** Whether the list keeps up with what happens. */
function Live({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const id = useId()
  return (
    <div className="messages-live">
      <Label for={id}>{t('messages.live')}</Label>
      <Switch id={id} checked={on} accessibleName={t('messages.live')} onChange={() => onChange(!on)} />
    </div>
  )
}
