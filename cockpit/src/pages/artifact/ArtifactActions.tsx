import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/delete.js'
import '@ui5/webcomponents-icons/dist/download.js'
import { useNavigate } from 'react-router'
import { change, entityPath, value } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import { saveFile } from '../../components/files/save-file.ts'
import { Problem } from '../../components/Problem.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'
import { type Artifact, artifactFile, artifactKey } from '../package/artifact-kinds.ts'
import { packagePath } from '../packages/package-texts.ts'
import type { Deployment } from './deployment/use-deployment.ts'

interface ArtifactActionsProps {
  readonly packageId: string
  readonly artifact: Artifact
  readonly deployment: Deployment
}

/** What can be done with an artifact as a whole. */
export function ArtifactActions({ packageId, artifact, deployment }: ArtifactActionsProps) {
  const navigate = useNavigate()
  const { name, id, kind } = artifact
  const download = useAction()
  return (
    <>
      <Problem text={download.problem} />
      {kind.deployable && (
        <Button design="Emphasized" disabled={deployment.busy} onClick={deployment.deploy}>
          {t('artifact.deploy')}
        </Button>
      )}
      {deployment.deployed !== undefined && (
        <ConfirmButton
          text={t('artifact.undeploy')}
          question={t('artifact.undeployQuestion', { name })}
          design="Default"
          disabled={deployment.busy}
          onConfirm={async () => {
            await change('DELETE', entityPath('IntegrationRuntimeArtifacts', id))
            deployment.reload()
          }}
        />
      )}
      <Button
        icon="download"
        disabled={download.busy}
        onClick={() => void download.run(async () => saveFile(await (await value(artifactKey(artifact))).blob(), artifactFile(artifact)))}
      >
        {t('artifact.download')}
      </Button>
      <ConfirmButton
        text={t('package.delete')}
        question={t('artifact.deleteQuestion', { name })}
        design="Negative"
        onConfirm={async () => {
          await change('DELETE', artifactKey(artifact))
          navigate(packagePath(packageId))
        }}
      />
    </>
  )
}
