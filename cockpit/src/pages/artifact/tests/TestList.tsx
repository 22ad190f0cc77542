import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useState } from 'react'
import { DataTable } from '../../../components/DataTable.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { useAction } from '../../../components/use-action.ts'
import type { Data } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'
import { CreateTestDialog } from './CreateTestDialog.tsx'
import { testColumns } from './columns.tsx'
import { deleteTest, download, type FlowTest, textOf } from './flow-test.ts'
import { Progress } from './Progress.tsx'
import { UploadButton } from './UploadButton.tsx'
import type { TestRuns } from './use-test-runs.ts'

interface TestListProps {
  readonly artifact: Artifact
  readonly tests: Data<readonly FlowTest[]>
  readonly runs: TestRuns
}

/** The tests of an artifact, with how they went. */
export function TestList({ artifact: { id, kind }, tests, runs }: TestListProps) {
  const query = useQuery()
  const [adding, setAdding] = useState(false)
  const downloading = useAction()
  const names = tests.data?.map(({ name }) => name) ?? []
  const message = query.of('message')
  const open = (test: string) => {
    tests.reload()
    query.set({ test, message: '' })
  }
  const columns = testColumns({
    busy: runs.progress !== undefined,
    onRun: (name) => runs.run([name]),
    onDownload: (name) => void downloading.run(async () => download(name, await textOf(id, name))),
    onDelete: (name) =>
      deleteTest(id, name).then(() => {
        runs.forget(name)
        tests.reload()
      }),
  })
  return (
    <>
      <Toolbar
        actions={
          <>
            <Button design="Emphasized" disabled={names.length === 0 || runs.progress !== undefined} onClick={() => runs.run(names)}>
              {t('tests.runAll')}
            </Button>
            <Button icon="add" onClick={() => setAdding(true)}>
              {t('artifact.create')}
            </Button>
            <UploadButton artifact={id} names={names} onUploaded={open} />
          </>
        }
      >
        <Progress runs={runs} />
      </Toolbar>
      <Problem text={runs.problem ?? downloading.problem ?? tests.problem} />
      <DataTable
        name={t('artifact.tests')}
        columns={columns}
        data={tests}
        keyOf={({ name }) => name}
        empty={t('tests.none')}
        onOpen={({ name }) => query.set({ test: name })}
      />
      {(adding || (message !== '' && tests.data !== undefined)) && (
        <CreateTestDialog
          artifact={id}
          isFlow={kind.entity === 'IntegrationDesigntimeArtifact'}
          names={names}
          message={message}
          onCreated={open}
          onClose={() => {
            setAdding(false)
            query.set({ message: '' })
          }}
        />
      )}
    </>
  )
}
