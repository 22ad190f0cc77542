import { admin } from '../../../api/admin.ts'
import { Problem } from '../../../components/Problem.tsx'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import type { DeployedArtifact } from '../../content/artifact.ts'
import { Endpoint } from './Endpoint.tsx'

/** Clients whose access is asked for; more are in the access matrix. */
const CLIENTS = 200

/** Where the flow is called, and by whom. */
export function Endpoints({ artifact: { id, status, deployedOn } }: { readonly artifact: DeployedArtifact }) {
  const { data, problem } = useData(async () => {
    const [endpoints, access] = await Promise.all([
      admin('GET /endpoints', { query: { artifact: id } }),
      admin('GET /access', { query: { endpoint: id, kind: 'endpoint', clientLimit: CLIENTS } }),
    ])
    return { endpoints, access }
  }, [id, status, deployedOn])
  if (data === undefined) return <Problem text={problem} />
  if (data.endpoints.length === 0) return <p className="empty">{t(status === 'STARTED' ? 'endpoints.none' : 'endpoints.notRunning')}</p>
  return data.endpoints.map((endpoint) => (
    <Endpoint key={endpoint.url} endpoint={endpoint} access={data.access.filter(({ target }) => target.url === endpoint.url)} />
  ))
}
