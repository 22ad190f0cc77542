import { Button, Tag } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/delete.js'
import '@ui5/webcomponents-icons/dist/download.js'
import { useState } from 'react'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import { DetailHeader } from '../../../components/DetailHeader.tsx'
import { CodeEditor } from '../../../components/editor/CodeEditor.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'
import { useUnsavedText } from '../resources/use-unsaved-text.ts'
import { deleteTest, download, saveTest, textOf } from './flow-test.ts'
import { Results } from './Results.tsx'
import type { TestRuns } from './use-test-runs.ts'

interface TestViewProps {
  readonly artifact: Artifact
  readonly name: string
  readonly runs: TestRuns
  readonly onSaved: () => void
  readonly onDeleted: () => void
  readonly onBack: () => void
}

/** One test, to edit and to run as it stands in the editor. */
export function TestView({ artifact: { id }, name, runs, onSaved, onDeleted, onBack }: TestViewProps) {
  const unsaved = useUnsavedText(`${id} test ${name}`)
  const [place, setPlace] = useState<{ readonly line: number }>()
  const { busy, problem, run } = useAction()
  const loaded = useData(async () => {
    const saved = await textOf(id, name)
    return { saved, shown: unsaved.text ?? saved }
  }, [id, name])
  const { saved, shown } = loaded.data ?? {}
  const current = unsaved.text ?? saved ?? ''
  const save = () =>
    void run(async () => {
      await saveTest(id, name, current)
      unsaved.set(undefined)
      loaded.reload()
      onSaved()
    })
  const remove = async () => {
    await deleteTest(id, name)
    unsaved.set(undefined)
    onDeleted()
  }
  const result = runs.runs.get(name)
  return (
    <div className="tests-view">
      <DetailHeader title={name} onBack={onBack}>
        {unsaved.text !== undefined && <Tag design="Critical">{t('resource.unsaved')}</Tag>}
        <Button design="Emphasized" disabled={saved === undefined || runs.progress !== undefined} onClick={() => runs.run([name], current)}>
          {t(runs.progress === undefined ? 'tests.run' : 'tests.running')}
        </Button>
        <Button disabled={busy || unsaved.text === undefined} onClick={save}>
          {t('form.save')}
        </Button>
        <Button icon="download" disabled={saved === undefined} onClick={() => download(name, current)}>
          {t('artifact.download')}
        </Button>
        <ConfirmButton
          icon="delete"
          design="Default"
          text={t('list.delete', { name })}
          question={t('tests.deleteQuestion', { name })}
          onConfirm={remove}
        />
      </DetailHeader>
      <Problem text={problem ?? runs.problem ?? loaded.problem} />
      {result && <Results run={result} onLine={(line) => setPlace({ line })} />}
      {shown !== undefined && (
        <CodeEditor
          name={t('tests.text', { name })}
          language="yaml"
          text={shown}
          place={place}
          onText={(changed) => unsaved.set(changed === saved ? undefined : changed)}
        />
      )}
    </div>
  )
}
