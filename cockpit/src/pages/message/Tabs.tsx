import { Tab, TabContainer } from '@ui5/webcomponents-react'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Attachments } from './details/Attachments.tsx'
import { MessageStore } from './details/MessageStore.tsx'
import { Properties } from './details/Properties.tsx'
import type { MessageDetails } from './message.ts'
import { Steps } from './steps/Steps.tsx'

const TABS = ['steps', 'properties', 'attachments', 'store'] as const

/** What belongs to a message. `?tab=attachments` opens a tab. */
export function Tabs({ details }: { readonly details: MessageDetails }) {
  const query = useQuery()
  const open = TABS.find((name) => name === query.of('tab')) ?? 'steps'
  const { message } = details
  const [headers, attributes, attachments, entries] = [
    message.CustomHeaderProperties?.results ?? [],
    message.AdapterAttributes?.results ?? [],
    message.Attachments?.results ?? [],
    message.MessageStoreEntries?.results ?? [],
  ]
  const counts = { steps: 0, properties: headers.length + attributes.length, attachments: attachments.length, store: entries.length }
  const bodies = {
    steps: () => <Steps details={details} />,
    properties: () => <Properties headers={headers} attributes={attributes} />,
    attachments: () => <Attachments attachments={attachments} />,
    store: () => <MessageStore entries={entries} />,
  }
  return (
    <TabContainer className="message-tabs" onTabSelect={({ detail }) => query.set({ tab: detail.tab.dataset.name ?? '', step: '' })}>
      {TABS.map((name) => (
        <Tab
          key={name}
          text={t(`message.tab.${name}`)}
          additionalText={counts[name] === 0 ? '' : String(counts[name])}
          data-name={name}
          selected={open === name}
        >
          {open === name && <div className="message-tab">{bodies[name]()}</div>}
        </Tab>
      ))}
    </TabContainer>
  )
}
