import { Button, Card, CardHeader } from '@ui5/webcomponents-react'
import { useNavigate } from 'react-router'
import type { AdminAnswer } from '../../api/admin.ts'
import { linkTo } from '../../components/link-to.ts'
import { t } from '../../messages/messages.ts'

type Plan = AdminAnswer<'GET /offerings'>[number]['plans'][number] & { readonly offering: string; readonly title: string }

/** A tile of the marketplace. */
export function OfferedPlan({ plan: { plan, title, offering } }: { readonly plan: Plan }) {
  const navigate = useNavigate()
  return (
    <Card accessibleName={`${title}, ${plan}`} header={<CardHeader titleText={title} subtitleText={`${offering}, ${plan}`} />}>
      <div className="offered-plan">
        <p>{t(`plan.${plan}.text`)}</p>
        <Button design="Emphasized" onClick={() => navigate(linkTo('/services/instances', { create: plan }))}>
          {t('marketplace.create')}
        </Button>
      </div>
    </Card>
  )
}
