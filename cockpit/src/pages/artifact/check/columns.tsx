import { Button, Link, Tag } from '@ui5/webcomponents-react'
import type { Column } from '../../../components/DataTable.tsx'
import { t } from '../../../messages/messages.ts'
import { type Guideline, violatedElements } from './guideline.ts'

interface GuidelineActions {
  readonly onSkip: (guideline: Guideline) => void
  /** Takes back that it is skipped. */
  readonly onCount: (guideline: Guideline) => void
  readonly onShow: (element: string) => void
}

export const guidelineColumns = ({ onSkip, onCount, onShow }: GuidelineActions): readonly Column<Guideline>[] => [
  {
    header: t('check.guideline'),
    cell: ({ GuidelineName, Category }) => (
      <div>
        {GuidelineName}
        <div className="hint">{Category}</div>
      </div>
    ),
    importance: 3,
  },
  { header: t('check.severity'), cell: ({ Severity }) => Severity, width: '6rem' },
  { header: t('check.result'), cell: (guideline) => <Result guideline={guideline} />, width: '10rem', importance: 2 },
  {
    header: t('check.elements'),
    cell: (guideline) => (
      <div>
        {violatedElements(guideline).map(({ id, name }) => (
          <div key={id}>
            <Link onClick={() => onShow(id)}>{name}</Link>
          </div>
        ))}
      </div>
    ),
  },
  {
    header: t('list.actions'),
    cell: (guideline) => <Skip guideline={guideline} onSkip={onSkip} onCount={onCount} />,
    width: '8rem',
  },
]

function Result({ guideline: { Compliance, IsGuidelineSkipped, SkipReason } }: { readonly guideline: Guideline }) {
  if (IsGuidelineSkipped) return <Tag design="Neutral">{t('check.skipped', { reason: SkipReason ?? '' })}</Tag>
  if (Compliance === 'Compliant') return <Tag design="Positive">{t('check.compliant')}</Tag>
  if (Compliance === 'Non-Compliant') return <Tag design="Negative">{t('check.notCompliant')}</Tag>
  return <Tag design="Neutral">{t('check.notApplicable')}</Tag>
}

function Skip({ guideline, onSkip, onCount }: { readonly guideline: Guideline } & Omit<GuidelineActions, 'onShow'>) {
  const { GuidelineName, IsGuidelineSkipped, Compliance } = guideline
  if (!IsGuidelineSkipped && Compliance !== 'Non-Compliant') return null
  const text = t(IsGuidelineSkipped ? 'check.count' : 'check.skip')
  return (
    <Button
      design="Transparent"
      accessibleName={`${text}: ${GuidelineName}`}
      onClick={() => (IsGuidelineSkipped ? onCount(guideline) : onSkip(guideline))}
    >
      {text}
    </Button>
  )
}
