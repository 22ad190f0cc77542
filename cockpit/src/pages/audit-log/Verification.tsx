import { Button, MessageStrip } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/shield.js'
import { useState } from 'react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { Problem } from '../../components/Problem.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'
import './audit-log.css'

type Verdict = AdminAnswer<'GET /audit/verification'>

/** Checks the seal of every entry: whether somebody changed, added or removed one. */
export function Verification() {
  const [verdict, setVerdict] = useState<Verdict>()
  const { busy, problem, run } = useAction()
  return (
    <section className="audit-seal" aria-label={t('audit.verify')}>
      <Button
        icon="shield"
        disabled={busy}
        tooltip={t('audit.verifyHint')}
        onClick={() => void run(async () => setVerdict(await admin('GET /audit/verification')))}
      >
        {t('audit.verify')}
      </Button>
      <Problem text={problem} />
      {verdict !== undefined && (
        <div role="status">
          <MessageStrip design={verdict.intact ? 'Positive' : 'Negative'} hideCloseButton>
            {verdictText(verdict)}
          </MessageStrip>
        </div>
      )}
    </section>
  )
}

function verdictText(verdict: Verdict): string {
  if (!verdict.intact) return t('audit.broken', { sequence: verdict.sequence, problem: verdict.problem })
  return verdict.first > verdict.last ? t('audit.intactEmpty') : t('audit.intact', { first: verdict.first, last: verdict.last })
}
