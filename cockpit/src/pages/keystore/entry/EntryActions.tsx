import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/edit.js'
import '@ui5/webcomponents-icons/dist/upload.js'
import { useState } from 'react'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import { ChainDialog } from '../dialogs/ChainDialog.tsx'
import { RenameDialog } from '../dialogs/RenameDialog.tsx'
import { deleteEntry, isKeyPair, type KeystoreEntry } from '../keystore.ts'
import { DownloadMenu } from './DownloadMenu.tsx'

interface EntryActionsProps {
  readonly entry: KeystoreEntry
  readonly onChanged: () => void
}

/** What can be done with an entry of the keystore in use. */
export function EntryActions({ entry, onChanged }: EntryActionsProps) {
  const query = useQuery()
  const [open, setOpen] = useState<'rename' | 'chain'>()
  const remove = async () => {
    await deleteEntry(entry)
    query.set({ entry: '' })
  }
  return (
    <>
      <DownloadMenu entry={entry} />
      {isKeyPair(entry) && (
        <Button icon="upload" onClick={() => setOpen('chain')}>
          {t('keystore.signingResponse')}
        </Button>
      )}
      <Button icon="edit" onClick={() => setOpen('rename')}>
        {t('keystore.rename')}
      </Button>
      <ConfirmButton
        text={t('keystore.delete')}
        design="Negative"
        question={t('keystore.deleteQuestion', { alias: entry.Alias })}
        onConfirm={remove}
      />
      {open === 'rename' && (
        <RenameDialog entry={entry} onRenamed={(hexalias) => query.set({ entry: hexalias })} onClose={() => setOpen(undefined)} />
      )}
      {open === 'chain' && <ChainDialog entry={entry} onUpdated={onChanged} onClose={() => setOpen(undefined)} />}
    </>
  )
}
