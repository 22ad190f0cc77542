import { PageLink } from '../../components/PageLink.tsx'
import { t } from '../../messages/messages.ts'

/** The flow that something belongs to, or that it belongs to none. */
export function FlowName({ flow }: { readonly flow: string | null }) {
  if (flow === null || flow === '') return <>{t('stores.global')}</>
  return <PageLink to={`/monitor/content/${encodeURIComponent(flow)}`}>{flow}</PageLink>
}
