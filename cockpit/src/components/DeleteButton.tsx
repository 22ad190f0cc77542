import '@ui5/webcomponents-icons/dist/delete.js'
import { t } from '../messages/messages.ts'
import { ConfirmButton } from './ConfirmButton.tsx'

interface DeleteButtonProps {
  /** Names what is deleted; screen readers tell the buttons of a list apart by it. */
  readonly name: string
  /** Says what will be gone. */
  readonly question: string
  readonly onConfirm: () => Promise<unknown>
}

/** Deletes a row of a list, after it asked. */
export function DeleteButton({ name, question, onConfirm }: DeleteButtonProps) {
  return <ConfirmButton icon="delete" text={t('list.delete', { name })} question={question} onConfirm={onConfirm} />
}
