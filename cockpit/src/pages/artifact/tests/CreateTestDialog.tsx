import { dateOf, type Entity } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { timeText } from '../../../components/time.ts'
import { useData } from '../../../components/use-data.ts'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import { createTest, draftOf, tracedMessages } from './flow-test.ts'

interface CreateTestDialogProps {
  readonly artifact: string
  /** Only flows have messages. */
  readonly isFlow: boolean
  /** Of the tests that are there. */
  readonly names: readonly string[]
  /** Id of the traced message that is chosen at first; empty for none. */
  readonly message: string
  readonly onCreated: (name: string) => void
  readonly onClose: () => void
}

/** Makes a test: of what was traced of a message, or one to fill in. */
export function CreateTestDialog({ artifact, isFlow, names, message, onCreated, onClose }: CreateTestDialogProps) {
  const [draft, change] = useDraft(() => ({ name: freeName(names), message }))
  const traced = useData(async () => (isFlow ? tracedMessages(artifact) : []), [artifact, isFlow])
  const create = async () => {
    await createTest(artifact, draft.name, await draftOf(artifact, draft.message))
    onCreated(draft.name)
  }
  return (
    <FormDialog title={t('tests.create')} submit={t('packages.createSubmit')} onSubmit={create} onClose={onClose}>
      <Problem text={traced.problem} />
      <Field label={t('packages.name')} required value={draft.name} onValue={(name) => change({ name })} />
      {isFlow && traced.data !== undefined && (
        <SelectField
          label={t('tests.source')}
          value={draft.message}
          options={[{ value: '', text: t('tests.template') }, ...choices(traced.data, message)]}
          hint={t(traced.data.length === 0 ? 'tests.noneTraced' : 'tests.sourceHint')}
          onValue={(chosen) => change({ message: chosen })}
        />
      )}
    </FormDialog>
  )
}

function freeName(names: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = t('tests.newName', { number })
    if (!names.includes(name)) return name
  }
}

/** A message that was asked for can be older than the latest. */
function choices(messages: readonly Entity<'MessageProcessingLogs'>[], asked: string): { value: string; text: string }[] {
  const latest = messages.map(({ MessageGuid, LogStart, Status }) => ({
    value: MessageGuid ?? '',
    text: t('tests.message', { time: timeText(dateOf(LogStart)), status: Status ?? '' }),
  }))
  const isListed = asked === '' || latest.some(({ value }) => value === asked)
  return isListed ? latest : [{ value: asked, text: t('message.subtitle', { id: asked }) }, ...latest]
}
