import { useState } from 'react'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { FilterField } from '../../components/FilterField.tsx'
import { Page } from '../../components/Page.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Artifacts } from './Artifacts.tsx'
import { ARTIFACT_TYPES, STATUSES, typeText } from './artifact.ts'

/** How often the status is asked for, milliseconds. */
const INTERVAL = 5000
const PAGE = 50

/** *Monitor › Manage Integration Content*: what is deployed. `?search=…&status=ERROR&type=…` chooses. */
export function Component() {
  const query = useQuery()
  const navigate = useNavigate()
  const [limit, setLimit] = useState(PAGE)
  const [search, status, type] = [query.of('search'), STATUSES.find((each) => each === query.of('status')), query.of('type')]
  const question = { search, ...(status && { status }), type, limit }
  const { data, loading, problem, reload } = useData(
    () => admin('GET /runtime-artifacts', { query: question }),
    Object.values(question),
    INTERVAL,
  )
  const all = { value: '', text: t('content.all') }
  return (
    <Page title={t('nav.content')} subtitle={data && t('content.count', { count: data.count })} problem={problem}>
      <Toolbar>
        <FilterField label={t('content.search')} value={search} onValue={(value) => query.set({ search: value })} />
        <SelectField
          label={t('content.status')}
          value={status ?? ''}
          options={[all, ...STATUSES.map((value) => ({ value, text: t(`status.${value}`) }))]}
          onValue={(value) => query.set({ status: value })}
        />
        <SelectField
          label={t('content.type')}
          value={type}
          options={[all, ...ARTIFACT_TYPES.map((value) => ({ value, text: typeText(value) }))]}
          onValue={(value) => query.set({ type: value })}
        />
      </Toolbar>
      <Artifacts
        data={{ data: data?.artifacts, loading }}
        empty={t(search + (status ?? '') + type === '' ? 'content.none' : 'list.noneMatches')}
        onOpen={({ id }) => navigate(`/monitor/content/${encodeURIComponent(id)}`)}
        onMore={data !== undefined && data.count > limit ? () => setLimit(limit + PAGE) : undefined}
        onChange={reload}
      />
    </Page>
  )
}
