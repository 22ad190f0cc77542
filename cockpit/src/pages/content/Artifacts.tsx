import { type Column, DataTable } from '../../components/DataTable.tsx'
import { NameCell } from '../../components/NameCell.tsx'
import { StatusTag } from '../../components/StatusTag.tsx'
import { timeText } from '../../components/time.ts'
import type { Data } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { Actions } from './Actions.tsx'
import { type DeployedArtifact, typeText } from './artifact.ts'

interface ArtifactsProps {
  readonly data: Pick<Data<readonly DeployedArtifact[]>, 'data' | 'loading'>
  readonly empty: string
  readonly onOpen: (artifact: DeployedArtifact) => void
  readonly onMore: (() => void) | undefined
  /** Something was restarted or undeployed. */
  readonly onChange: () => void
}

export function Artifacts({ onChange, ...table }: ArtifactsProps) {
  const actions: Column<DeployedArtifact> = {
    header: t('list.actions'),
    width: '7rem',
    importance: 3,
    cell: (artifact) => <Actions artifact={artifact} onChange={onChange} />,
  }
  return <DataTable {...table} name={t('content.list')} columns={[...COLUMNS, actions]} keyOf={({ id }) => id} />
}

const COLUMNS: readonly Column<DeployedArtifact>[] = [
  {
    header: t('content.name'),
    cell: ({ id, name, error }) => <NameCell name={name} below={id} error={error?.split('\n', 1)[0]} />,
    importance: 5,
  },
  { header: t('content.status'), cell: ({ status }) => <StatusTag status={status} />, width: '8rem', importance: 4 },
  { header: t('content.type'), cell: ({ type }) => typeText(type), width: '11rem' },
  { header: t('content.version'), cell: ({ version }) => version, width: '6rem', importance: 2 },
  { header: t('content.deployedOn'), cell: ({ deployedOn }) => timeText(deployedOn), width: '13rem', importance: 1 },
  { header: t('content.deployedBy'), cell: ({ deployedBy }) => deployedBy, width: '9rem' },
]
