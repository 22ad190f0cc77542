import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/paper-plane.js'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { Field } from '../../../components/Field.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { useData } from '../../../components/use-data.ts'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import { type Draft, hasBody, METHODS } from './call.ts'
import { callersOf } from './callers.ts'

type Endpoint = AdminAnswer<'GET /endpoints'>[number]

interface RequestFormProps {
  readonly endpoint: Endpoint
  readonly endpoints: readonly Endpoint[]
  readonly busy: boolean
  readonly onEndpoint: (url: string) => void
  readonly onSend: (clientId: string, draft: Draft) => void
}

/** Clients to choose from. */
const CLIENTS = 200

const FIRST: Draft = { method: 'POST', below: '', headers: 'Content-Type: application/json', body: '' }

/** What is to be called, and as whom. */
export function RequestForm({ endpoint, endpoints, busy, onEndpoint, onSend }: RequestFormProps) {
  const [draft, change] = useDraft(FIRST)
  const [chosen, setChosen] = useState<string>()
  const access = useData(
    () => admin('GET /access', { query: { endpoint: endpoint.url, kind: 'endpoint', clientLimit: CLIENTS } }),
    [endpoint.url],
  )
  if (access.data === undefined) return <Problem text={access.problem} />
  const callers = callersOf(access.data)
  const clientId = chosen ?? callers[0]?.value
  return (
    <form
      className="form console-request"
      onSubmit={(event) => {
        event.preventDefault()
        if (clientId !== undefined) onSend(clientId, draft)
      }}
    >
      <SelectField
        label={t('console.endpoint')}
        value={endpoint.url}
        options={endpoints.map(({ url, address }) => ({ value: url, text: address }))}
        onValue={onEndpoint}
      />
      {callers.length === 0 ? (
        <p className="empty">{t('console.noClients')}</p>
      ) : (
        <SelectField
          label={t('console.client')}
          value={clientId ?? ''}
          options={callers}
          hint={t('console.clientHint')}
          onValue={setChosen}
        />
      )}
      <div className="console-line">
        <SelectField
          label={t('console.method')}
          value={draft.method}
          options={METHODS.map((value) => ({ value, text: value }))}
          onValue={(method) => change({ method })}
        />
        <Field label={t('console.below')} value={draft.below} placeholder="/1?top=5" onValue={(below) => change({ below })} />
      </div>
      <TextField label={t('console.headers')} rows={3} value={draft.headers} onValue={(headers) => change({ headers })} />
      {hasBody(draft.method) && <TextField label={t('console.body')} rows={8} value={draft.body} onValue={(body) => change({ body })} />}
      <div className="console-send">
        <Button type="Submit" icon="paper-plane" design="Emphasized" disabled={busy || clientId === undefined}>
          {t('console.send')}
        </Button>
        <span className="hint">{t('console.sendHint')}</span>
      </div>
    </form>
  )
}
