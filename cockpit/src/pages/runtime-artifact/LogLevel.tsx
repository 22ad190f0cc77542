import { Button, MessageStrip } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { type AdminBody, admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { timeText } from '../../components/time.ts'
import { useAction } from '../../components/use-action.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import type { DeployedArtifact } from '../content/artifact.ts'

type Level = AdminBody<'PUT /log-levels/{flow}'>['level']

const LEVELS = ['NONE', 'ERROR', 'INFO', 'DEBUG', 'TRACE'] as const satisfies readonly Level[]

/** How much is logged of the messages of a flow. */
export function LogLevel({ artifact: { id, type } }: { readonly artifact: DeployedArtifact }) {
  const { data, problem, reload } = useData(async () => (await admin('GET /log-levels')).find(({ flow }) => flow === id), [id])
  const [chosen, setChosen] = useState<Level>()
  const [minutes, setMinutes] = useState('')
  const action = useAction()
  if (type !== 'INTEGRATION_FLOW') return <p className="empty">{t('logLevel.notFlow')}</p>
  if (data === undefined) return <Problem text={problem} />
  const level = chosen ?? data.level
  const ends = level === 'DEBUG' || level === 'TRACE'
  const set = () =>
    action.run(async () => {
      const body = { level, ...(ends && minutes !== '' && { minutes: Number(minutes) }) }
      await admin('PUT /log-levels/{flow}', { params: { flow: id }, body })
      setChosen(undefined)
      reload()
    })
  const until = data.until ?? undefined
  return (
    <form
      className="form log-level"
      onSubmit={(event) => {
        event.preventDefault()
        void set()
      }}
    >
      <MessageStrip design="Information" hideCloseButton>
        {t(until === undefined ? 'logLevel.now' : 'logLevel.until', { ...data, until: timeText(until) })} {t('logLevel.counts')}
      </MessageStrip>
      <Problem text={action.problem} />
      <SelectField
        label={t('logLevel.level')}
        value={level}
        options={LEVELS.map((value) => ({ value, text: t(`logLevel.${value}`) }))}
        onValue={setChosen}
      />
      {ends && <Field label={t('logLevel.for')} type="Number" value={minutes} hint={t('logLevel.forHint')} onValue={setMinutes} />}
      <div>
        <Button type="Submit" design="Emphasized" disabled={action.busy}>
          {t('logLevel.set')}
        </Button>
      </div>
    </form>
  )
}
