import { Button, Tag } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import type { Column } from '../../components/DataTable.tsx'
import { DeleteButton } from '../../components/DeleteButton.tsx'
import { NameCell } from '../../components/NameCell.tsx'
import { holderPlace } from '../../components/role-holders.ts'
import { t } from '../../messages/messages.ts'
import { Links } from './Links.tsx'
import type { RuntimeRole } from './runtime-role.ts'

const LOOKS = { custom: 'Information', predefined: 'Neutral', missing: 'Critical' } as const

interface Actions {
  readonly add: (name: string) => void
  readonly remove: (name: string) => Promise<void>
}

export const roleColumns = ({ add, remove }: Actions): readonly Column<RuntimeRole>[] => [
  { header: t('userRoles.role'), cell: ({ name }) => <NameCell name={name} />, importance: 5 },
  {
    header: t('userRoles.kind'),
    cell: ({ kind }) => (
      <Tag hideStateIcon design={LOOKS[kind]}>
        {t(`userRoles.kind.${kind}`)}
      </Tag>
    ),
    width: '10rem',
    importance: 2,
  },
  {
    header: t('userRoles.usedBy'),
    cell: ({ endpoints }) => (
      <Links
        places={endpoints.map(({ artifact, address }) => ({
          text: address,
          to: `/monitor/content/${encodeURIComponent(artifact)}?tab=endpoints`,
        }))}
        none={t('userRoles.unused')}
      />
    ),
    importance: 3,
  },
  {
    header: t('userRoles.heldBy'),
    cell: ({ holders }) => (
      <Links places={holders.map((holder) => ({ text: holder.name, to: holderPlace(holder) }))} none={t('authorizations.nobody')} />
    ),
    importance: 4,
  },
  {
    header: t('list.actions'),
    cell: ({ name, kind, holders, endpoints }) => (
      <>
        {kind === 'missing' && (
          <Button
            icon="add"
            design="Transparent"
            tooltip={t('userRoles.addMissing', { name })}
            accessibleName={t('userRoles.addMissing', { name })}
            onClick={() => add(name)}
          />
        )}
        {kind === 'custom' && (
          <DeleteButton
            name={name}
            question={t('userRoles.deleteQuestion', { name, holders: holders.length, endpoints: endpoints.length })}
            onConfirm={() => remove(name)}
          />
        )}
      </>
    ),
    width: '5rem',
    importance: 3,
  },
]
