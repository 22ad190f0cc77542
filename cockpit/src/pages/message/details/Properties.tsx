import { Title } from '@ui5/webcomponents-react'
import type { Entity } from '../../../api/odata.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { t } from '../../../messages/messages.ts'

type CustomHeader = Entity<'MessageProcessingLogCustomHeaderProperties'>
type Attribute = Entity<'MessageProcessingLogAdapterAttributes'>

interface PropertiesProps {
  readonly headers: readonly CustomHeader[]
  readonly attributes: readonly Attribute[]
}

/** What flow and adapters wrote into the log. */
export function Properties({ headers, attributes }: PropertiesProps) {
  return (
    <>
      <Title level="H2" size="H5">
        {t('message.headers')}
      </Title>
      <DataTable
        name={t('message.headers')}
        columns={HEADERS}
        data={{ data: headers, loading: false }}
        keyOf={({ Id }) => Id ?? ''}
        empty={t('message.noHeaders')}
      />
      <Title level="H2" size="H5" className="message-section">
        {t('message.attributes')}
      </Title>
      <DataTable
        name={t('message.attributes')}
        columns={ATTRIBUTES}
        data={{ data: attributes, loading: false }}
        keyOf={({ Id }) => Id ?? ''}
        empty={t('message.noAttributes')}
      />
    </>
  )
}

const HEADERS: readonly Column<CustomHeader>[] = [
  { header: t('message.name'), cell: ({ Name }) => Name },
  { header: t('message.value'), cell: ({ Value }) => Value },
]

const ATTRIBUTES: readonly Column<Attribute>[] = [
  { header: t('message.adapter'), cell: ({ AdapterId }) => AdapterId },
  { header: t('message.name'), cell: ({ Name }) => Name },
  { header: t('message.value'), cell: ({ Value }) => Value },
]
