import { Tag } from '@ui5/webcomponents-react'
import type { Column } from '../../components/DataTable.tsx'
import { DeleteButton } from '../../components/DeleteButton.tsx'
import { NameCell } from '../../components/NameCell.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import type { Material } from './material.ts'

const LOOKS = { deployed: 'Positive', unauthorized: 'Critical', expired: 'Negative' } as const

export const materialColumns = (remove: (material: Material) => Promise<void>): readonly Column<Material>[] => [
  {
    header: t('material.name'),
    cell: ({ name, description }) => <NameCell name={name} below={description === '' ? undefined : description} />,
    importance: 5,
  },
  { header: t('material.materialType'), cell: ({ kind }) => t(kind.text), importance: 3 },
  {
    header: t('material.status'),
    cell: ({ status }) => (
      <Tag hideStateIcon design={LOOKS[status]}>
        {t(`material.status.${status}`)}
      </Tag>
    ),
    width: '9rem',
    importance: 4,
  },
  { header: t('material.deployedBy'), cell: ({ deployedBy }) => deployedBy, importance: 1 },
  { header: t('material.deployedOn'), cell: ({ deployedOn }) => timeText(deployedOn), width: '12rem', importance: 2 },
  {
    header: t('list.actions'),
    cell: (material) => (
      <DeleteButton
        name={material.name}
        question={t('material.deleteQuestion', { name: material.name })}
        onConfirm={() => remove(material)}
      />
    ),
    width: '5rem',
    importance: 4,
  },
]
