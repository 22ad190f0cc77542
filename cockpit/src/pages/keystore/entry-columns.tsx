import { dateOf } from '../../api/odata.ts'
import { ConfirmButton } from '../../components/ConfirmButton.tsx'
import type { Column } from '../../components/DataTable.tsx'
import { DeleteButton } from '../../components/DeleteButton.tsx'
import { NameCell } from '../../components/NameCell.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import { isKeyPair, type KeystoreEntry } from './keystore.ts'
import { ValidityTag } from './ValidityTag.tsx'

interface Actions {
  readonly remove?: (entry: KeystoreEntry) => Promise<unknown>
  readonly activate?: (entry: KeystoreEntry) => Promise<unknown>
}

export const entryColumns = ({ remove, activate }: Actions): readonly Column<KeystoreEntry>[] => [
  {
    header: t('keystore.alias'),
    cell: ({ Alias, SubjectDN }) => <NameCell name={Alias} below={SubjectDN} />,
    minWidth: '14rem',
    importance: 5,
  },
  {
    header: t('keystore.type'),
    cell: (entry) => t(isKeyPair(entry) ? 'keystore.keyPair' : 'keystore.certificate'),
    width: '8rem',
    importance: 3,
  },
  { header: t('keystore.validity'), cell: (entry) => <ValidityTag entry={entry} />, width: '14rem', importance: 4 },
  { header: t('keystore.owner'), cell: ({ Owner }) => Owner, importance: 1 },
  {
    header: t('keystore.modified'),
    cell: ({ LastModifiedTime, LastModifiedBy }) => `${timeText(dateOf(LastModifiedTime))}, ${LastModifiedBy}`,
    importance: 2,
  },
  ...(remove === undefined ? [] : [deleteColumn(remove)]),
  ...(activate === undefined ? [] : [activateColumn(activate)]),
]

const deleteColumn = (remove: (entry: KeystoreEntry) => Promise<unknown>): Column<KeystoreEntry> => ({
  header: t('list.actions'),
  cell: (entry) => (
    <DeleteButton name={entry.Alias} question={t('keystore.deleteQuestion', { alias: entry.Alias })} onConfirm={() => remove(entry)} />
  ),
  width: '5rem',
  importance: 4,
})

const activateColumn = (activate: (entry: KeystoreEntry) => Promise<unknown>): Column<KeystoreEntry> => ({
  header: t('list.actions'),
  cell: (entry) => (
    <ConfirmButton
      text={t('keystore.activate')}
      question={t('keystore.activateQuestion', { alias: entry.Alias })}
      onConfirm={() => activate(entry)}
    />
  ),
  width: '9rem',
  importance: 4,
})
