import { Button, Tag, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/delete.js'
import '@ui5/webcomponents-icons/dist/download.js'
import { ConfirmButton } from '../../../components/ConfirmButton.tsx'
import { CodeEditor } from '../../../components/editor/CodeEditor.tsx'
import { saveFile } from '../../../components/files/save-file.ts'
import { Problem } from '../../../components/Problem.tsx'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import { t } from '../../../messages/messages.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'
import { contentOf, deleteResource, extensionOf, type Resource, saveText, textIn } from './resource.ts'
import { useUnsavedText } from './use-unsaved-text.ts'

interface ResourceViewProps {
  readonly artifact: Artifact
  readonly resource: Resource
  readonly onChanged: () => void
}

/** One file, to read and to edit. */
export function ResourceView({ artifact, resource, onChanged }: ResourceViewProps) {
  const { name } = resource
  const unsaved = useUnsavedText(`${artifact.id}/${name}`)
  const { busy, problem, run } = useAction()
  const loaded = useData(async () => {
    const content = await contentOf(artifact, resource)
    const text = await textIn(content)
    return { content, text, shown: text === undefined ? undefined : (unsaved.text ?? text) }
  }, [artifact.id, name])
  const { content, text, shown } = loaded.data ?? {}
  const save = () =>
    void run(async () => {
      if (unsaved.text === undefined) return
      await saveText(artifact, resource, unsaved.text)
      unsaved.set(undefined)
      loaded.reload()
      onChanged()
    })
  const remove = async () => {
    await deleteResource(artifact, resource)
    unsaved.set(undefined)
    onChanged()
  }
  return (
    <section aria-label={name}>
      <div className="resource-header">
        <Title level="H3" size="H5">
          {name}
        </Title>
        <div className="actions">
          {unsaved.text !== undefined && <Tag design="Critical">{t('resource.unsaved')}</Tag>}
          {text !== undefined && (
            <Button design="Emphasized" disabled={busy || unsaved.text === undefined} onClick={save}>
              {t('form.save')}
            </Button>
          )}
          <Button icon="download" disabled={content === undefined} onClick={() => content && saveFile(content, name)}>
            {t('artifact.download')}
          </Button>
          <ConfirmButton
            icon="delete"
            design="Default"
            text={t('artifact.deleteOf', { name })}
            question={t('resource.deleteQuestion', { name })}
            onConfirm={remove}
          />
        </div>
      </div>
      <Problem text={problem ?? loaded.problem} />
      {shown !== undefined && (
        <CodeEditor
          name={name}
          language={extensionOf(name)}
          text={shown}
          onText={(changed) => unsaved.set(changed === text ? undefined : changed)}
        />
      )}
      {content !== undefined && text === undefined && <p className="empty">{t('resource.noText')}</p>}
    </section>
  )
}
