import { BusyIndicator, Link, MessageStrip } from '@ui5/webcomponents-react'
import { useHref } from 'react-router'
import { dateOf } from '../../../api/odata.ts'
import { Problem } from '../../../components/Problem.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { ErrorLine } from './ErrorLine.tsx'
import type { DeployedArtifact, Deployment } from './use-deployment.ts'

/** How the artifact is deployed, and why not. */
export function DeploymentState({ deployment }: { readonly deployment: Deployment }) {
  const { busy, deployed, outcome, problem } = deployment
  return (
    <div className="deployment" aria-live="polite">
      <Problem text={problem} />
      {busy && (
        <MessageStrip design="Information" hideCloseButton>
          <BusyIndicator active delay={0} size="S" /> {t('artifact.deploying')}
        </MessageStrip>
      )}
      {!busy && deployed && <Deployed deployed={deployed} fresh={outcome === 'SUCCESS'} />}
    </div>
  )
}

interface DeployedProps {
  readonly deployed: DeployedArtifact
  /** Whether it was deployed just now. */
  readonly fresh: boolean
}

function Deployed({ deployed: { runtime, error }, fresh }: DeployedProps) {
  const monitor = useHref(`/monitor/content/${encodeURIComponent(runtime.Id ?? '')}`)
  const facts = { version: runtime.Version ?? '', time: timeText(dateOf(runtime.DeployedOn)), user: runtime.DeployedBy ?? '' }
  const failed = runtime.Status === 'ERROR'
  return (
    <MessageStrip design={failed ? 'Negative' : fresh ? 'Positive' : 'Information'} hideCloseButton>
      {t(failed ? 'artifact.deployFailed' : 'artifact.deployed', facts)}{' '}
      <Link href={monitor} wrappingType="Normal">
        {t('artifact.monitor')}
      </Link>
      {error.length > 0 && (
        <ul className="problem-list">
          {error.map((line) => (
            <li key={line}>
              <ErrorLine line={line} />
            </li>
          ))}
        </ul>
      )}
    </MessageStrip>
  )
}
