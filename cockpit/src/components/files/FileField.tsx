import '@ui5/webcomponents-icons/dist/browse-folder.js'
import { t } from '../../messages/messages.ts'
import { FieldFrame } from '../FieldFrame.tsx'
import { FileButton } from './FileButton.tsx'
import './file-field.css'

interface FileFieldProps {
  readonly label: string
  /** Which files the dialog offers: `.cer,.pem`. */
  readonly accept: string
  readonly file: File | undefined
  readonly hint?: string
  readonly onFile: (file: File) => void
}

/** A file of a form with its label. */
export function FileField({ label, accept, file, hint, onFile }: FileFieldProps) {
  return (
    <FieldFrame label={label} required hint={hint}>
      {(id) => (
        <div id={id} className="file-field">
          <FileButton text={t('file.choose')} icon="browse-folder" accept={accept} onFile={onFile} />
          <span className="file-field-name">{file?.name ?? t('file.none')}</span>
        </div>
      )}
    </FieldFrame>
  )
}

/** Throws when none was chosen. */
export function chosenFile(file: File | undefined): File {
  if (file === undefined) throw new Error(t('file.missing'))
  return file
}
