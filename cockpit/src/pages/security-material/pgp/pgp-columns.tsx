import { Button, Tag } from '@ui5/webcomponents-react'
import { dateOf } from '../../../api/odata.ts'
import type { Column } from '../../../components/DataTable.tsx'
import { DeleteButton } from '../../../components/DeleteButton.tsx'
import { NameCell } from '../../../components/NameCell.tsx'
import { RowActions } from '../../../components/RowActions.tsx'
import { timeText } from '../../../components/time.ts'
import { type MessageKey, t } from '../../../messages/messages.ts'
import type { PgpKey } from './PgpKeys.tsx'

interface Actions {
  readonly remove: (key: PgpKey) => Promise<void>
  readonly save: (key: PgpKey) => void
}

export const pgpColumns = ({ remove, save }: Actions): readonly Column<PgpKey>[] => [
  {
    header: t('pgp.userId'),
    cell: ({ PrimaryUserId, Id, ErrorInformation }) => (
      <NameCell name={PrimaryUserId ?? Id} below={Id} error={ErrorInformation ?? undefined} />
    ),
    minWidth: '14rem',
    importance: 5,
  },
  { header: t('pgp.keyrings'), cell: ({ Type }) => keyringsText(Type), importance: 3 },
  { header: t('pgp.key'), cell: ({ Algorithm, KeyLength }) => `${Algorithm} ${KeyLength}`, width: '8rem', importance: 1 },
  {
    header: t('pgp.state'),
    cell: ({ ValidityState }) => (
      <Tag hideStateIcon design={ValidityState === 'valid' ? 'Positive' : 'Negative'}>
        {t(`pgp.state.${ValidityState}` as MessageKey)}
      </Tag>
    ),
    width: '8rem',
    importance: 4,
  },
  { header: t('pgp.validUntil'), cell: ({ ValidUntil }) => timeText(dateOf(ValidUntil)) || t('pgp.forever'), importance: 2 },
  {
    header: t('list.actions'),
    cell: (key) => (
      <RowActions>
        {key.Type?.includes('Public') && (
          <Button
            icon="download"
            design="Transparent"
            tooltip={t('pgp.download', { id: key.Id ?? '' })}
            accessibleName={t('pgp.download', { id: key.Id ?? '' })}
            onClick={() => save(key)}
          />
        )}
        <DeleteButton name={key.Id ?? ''} question={t('pgp.deleteQuestion', { id: key.Id ?? '' })} onConfirm={() => remove(key)} />
      </RowActions>
    ),
    width: '7rem',
    importance: 4,
  },
]

/** `Secret,Public` in the words of the cockpit. */
const keyringsText = (type: string | null): string =>
  (type ?? '')
    .split(',')
    .map((part) => t(`pgp.keyring.${part}` as MessageKey))
    .join(', ')
