import '@ui5/webcomponents-icons/dist/upload.js'
import { useState } from 'react'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { FileButton } from '../../../components/files/FileButton.tsx'
import { t } from '../../../messages/messages.ts'
import { createTest, nameIn, saveTest } from './flow-test.ts'

interface UploadButtonProps {
  readonly artifact: string
  /** Of the tests that are there. */
  readonly names: readonly string[]
  readonly onUploaded: (name: string) => void
}

/** Takes a test file; asks before it takes the place of a test. */
export function UploadButton({ artifact, names, onUploaded }: UploadButtonProps) {
  const [file, setFile] = useState<File>()
  const name = file === undefined ? '' : nameIn(file.name)
  const isThere = names.includes(name)
  const upload = async () => {
    const text = (await file?.text()) ?? ''
    await (isThere ? saveTest(artifact, name, text) : createTest(artifact, name, text))
    onUploaded(name)
  }
  return (
    <>
      <FileButton icon="upload" text={t('resource.upload')} accept=".yaml,.yml" onFile={setFile} />
      {file !== undefined && (
        <FormDialog
          title={t('tests.upload')}
          submit={t(isThere ? 'artifact.replaceSubmit' : 'artifact.uploadSubmit')}
          destructive={isThere}
          onSubmit={upload}
          onClose={() => setFile(undefined)}
        >
          <p>{t(isThere ? 'tests.replaceQuestion' : 'tests.uploadText', { name })}</p>
        </FormDialog>
      )}
    </>
  )
}
