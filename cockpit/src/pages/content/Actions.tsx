import { Button, Dialog } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/restart.js'
import '@ui5/webcomponents-icons/dist/decline.js'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'
import { type DeployedArtifact, restart, undeploy } from './artifact.ts'

interface ActionsProps {
  readonly artifact: DeployedArtifact
  /** Hears whether it was undeployed, or restarted. */
  readonly onChange: (undeployed: boolean) => void
  /** Says what the buttons do. */
  readonly words?: boolean
}

/** What is done with something that is deployed. */
export function Actions({ artifact, onChange, words = false }: ActionsProps) {
  const { busy, problem, run, clear } = useAction()
  const again = async () => {
    await run(() => restart(artifact))
    onChange(false)
  }
  const name = `${t('content.restart')} ${artifact.name}`
  return (
    <div className="actions">
      <Button
        {...(words ? {} : { icon: 'restart', tooltip: name, accessibleName: name })}
        design="Transparent"
        disabled={busy}
        onClick={() => void again()}
      >
        {words && t('content.restart')}
      </Button>
      <ConfirmButton
        {...(words ? {} : { icon: 'decline' })}
        text={t('content.undeploy')}
        question={t('content.undeployQuestion', { name: artifact.name })}
        onConfirm={() => undeploy(artifact).then(() => onChange(true))}
      />
      {problem !== undefined && (
        <Dialog open headerText={t('content.restart')} onClose={clear}>
          <Problem text={problem} />
        </Dialog>
      )}
    </div>
  )
}
