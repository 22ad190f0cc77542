import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Answer } from './Answer.tsx'
import { keyOf } from './access.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const

/** What one call would be answered; nothing is sent. */
export function DryRun() {
  const query = useQuery()
  const asked = { client: query.of('client'), endpoint: query.of('endpoint'), method: query.of('method') }
  const [client, setClient] = useState(asked.client)
  const [endpoint, setEndpoint] = useState(asked.endpoint)
  const [method, setMethod] = useState(METHODS.find((name) => name === asked.method) ?? 'GET')
  const isAsked = asked.client !== '' && asked.endpoint !== ''
  const answers = useData(async () => (isAsked ? admin('GET /access', { query: asked }) : []), Object.values(asked))
  const answered = isAsked && answers.problem === undefined ? answers.data : undefined
  return (
    <>
      <p className="subtitle access-text">{t('access.dryRunText')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          query.set({ tab: 'dryRun', client: client.trim(), endpoint: endpoint.trim(), method })
        }}
      >
        <Toolbar>
          <Field label={t('refusals.clientId')} required value={client} onValue={setClient} />
          <Field label={t('access.endpointOrArea')} required placeholder="/http/orders" value={endpoint} onValue={setEndpoint} />
          <SelectField
            label={t('access.method')}
            value={method}
            options={METHODS.map((value) => ({ value, text: value }))}
            onValue={setMethod}
          />
          <Button type="Submit" design="Emphasized" disabled={client.trim() === '' || endpoint.trim() === ''}>
            {t('access.try')}
          </Button>
        </Toolbar>
      </form>
      <Problem text={answers.problem} />
      <div role="status">
        {answered?.map((answer) => (
          <Answer key={`${answer.caller.clientId} ${keyOf(answer.target)}`} answer={answer} />
        ))}
      </div>
    </>
  )
}
