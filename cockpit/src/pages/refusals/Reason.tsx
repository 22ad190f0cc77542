import { Button, Tag } from '@ui5/webcomponents-react'
import { useNavigate } from 'react-router'
import { admin } from '../../api/admin.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Fact } from '../../components/Fact.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { artifactAt } from './artifact-at.ts'
import { placeOf } from './fix-place.ts'
import type { Refusal } from './refusal.ts'
import './reason.css'

interface ReasonProps {
  readonly refused: Pick<Refusal, 'cause' | 'happened' | 'needed' | 'held' | 'remedy' | 'facts'>
  /** What was called. */
  readonly path: string
}

/** Why a call was refused, or would be, and the way to where it is fixed. */
export function Reason({ refused, path }: ReasonProps) {
  const { cause, happened, needed, held, remedy } = refused
  const navigate = useNavigate()
  const { data: endpoints } = useData(() => admin('GET /endpoints'), [])
  const place = placeOf({ cause, facts: refused.facts, path, artifact: artifactAt(endpoints ?? [], path) })
  return (
    <div className="reason">
      <p className="reason-happened">{happened}</p>
      <dl className="facts">
        <Fact name={t('refusals.cause')} value={<code>{cause}</code>} copy={cause} />
        {needed.length > 0 && <Fact name={t('refusals.needed')} value={<Names names={needed} design="Information" />} />}
        {needed.length > 0 && <Fact name={t('refusals.held')} value={<Names names={held} design="Neutral" />} />}
      </dl>
      <div className="reason-remedy">
        <div>
          <strong>{t('refusals.remedy')}</strong>
          <p>
            {remedy}
            {remedy !== '' && <CopyButton text={remedy} name={t('refusals.remedy')} />}
          </p>
        </div>
        {place !== undefined && (
          <Button design="Emphasized" disabled={endpoints === undefined} onClick={() => navigate(place.to)}>
            {t(`fix.${place.kind}`)}
          </Button>
        )}
      </div>
    </div>
  )
}

function Names({ names, design }: { readonly names: readonly string[]; readonly design: 'Information' | 'Neutral' }) {
  if (names.length === 0)
    return (
      <Tag hideStateIcon design="Critical">
        {t('refusals.nothing')}
      </Tag>
    )
  return (
    <span className="reason-names">
      {names.map((name) => (
        <Tag hideStateIcon key={name} design={design}>
          {name}
        </Tag>
      ))}
    </span>
  )
}
