import { Tab, TabContainer } from '@ui5/webcomponents-react'
import type { ReactNode } from 'react'
import './tab-pages.css'

interface TabPagesProps<N extends string> {
  /** In their order. */
  readonly tabs: readonly { readonly name: N; readonly text: string; readonly body: () => ReactNode }[]
  readonly open: string
  readonly onOpen: (name: string) => void
}

/** Tabs of a page without a frame; only the open one loads its data. The first is open when none of that name is there. */
export function TabPages<N extends string>({ tabs, open, onOpen }: TabPagesProps<N>) {
  const current = tabs.find(({ name }) => name === open) ?? tabs[0]
  return (
    <TabContainer className="tab-pages" onTabSelect={({ detail }) => onOpen(detail.tab.dataset.name ?? '')}>
      {tabs.map(({ name, text, body }) => (
        <Tab key={name} text={text} data-name={name} selected={name === current?.name}>
          {name === current?.name && body()}
        </Tab>
      ))}
    </TabContainer>
  )
}
