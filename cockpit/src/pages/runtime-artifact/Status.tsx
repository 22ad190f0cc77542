import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { Diagram } from '../../components/diagram/Diagram.tsx'
import { Fact } from '../../components/Fact.tsx'
import { StatusTag } from '../../components/StatusTag.tsx'
import { timeText } from '../../components/time.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import type { DeployedArtifact } from '../content/artifact.ts'
import { problemsOf } from './deploy-problems.ts'
import { Problems } from './Problems.tsx'

/** How the artifact is doing, and what keeps it from running. */
export function Status({ artifact }: { readonly artifact: DeployedArtifact }) {
  const [selected, setSelected] = useState<string>()
  const { id, name, status, error, deployedBy, deployedOn } = artifact
  const isFlow = artifact.type === 'INTEGRATION_FLOW'
  const diagram = useData(
    async () => (isFlow ? await admin('GET /runtime-artifacts/{artifact}/diagram', { params: { artifact: id } }) : undefined),
    [id, deployedOn],
  )
  const problems = problemsOf(error)
  return (
    <>
      <dl className="facts">
        <Fact name={t('content.status')} value={<StatusTag status={status} />} />
        <Fact name={t('deployed.id')} value={id} copy={id} />
        <Fact name={t('content.deployedOn')} value={timeText(deployedOn)} />
        <Fact name={t('content.deployedBy')} value={deployedBy} />
      </dl>
      {problems.length > 0 && <Problems problems={problems} onSelect={setSelected} />}
      {diagram.data !== undefined && (
        <Diagram
          name={t('deployed.diagram', { name })}
          xml={diagram.data.xml}
          marks={problems.flatMap(({ element }) => (element === undefined ? [] : [{ element, look: 'negative' as const }]))}
          selected={selected}
          onSelect={setSelected}
        />
      )}
    </>
  )
}
