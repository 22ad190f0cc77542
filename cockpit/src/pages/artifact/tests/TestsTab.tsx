import { useData } from '../../../components/use-data.ts'
import { useQuery } from '../../../components/use-query.ts'
import type { TabProps } from '../tabs.tsx'
import { testsOf } from './flow-test.ts'
import { TestList } from './TestList.tsx'
import { TestView } from './TestView.tsx'
import './tests.css'
import { useTestRuns } from './use-test-runs.ts'

/** Tests of an artifact, which run without its receivers. `?test=` opens one, `?message=` makes one of a traced message. */
export function TestsTab({ artifact, changes }: TabProps) {
  const query = useQuery()
  const tests = useData(() => testsOf(artifact.id), [artifact.id, changes])
  const runs = useTestRuns(artifact.id, tests.reload)
  const open = tests.data?.find(({ name }) => name === query.of('test'))
  if (open === undefined) return <TestList artifact={artifact} tests={tests} runs={runs} />
  const close = () => query.set({ test: '' })
  const deleted = () => {
    runs.forget(open.name)
    close()
    tests.reload()
  }
  return (
    <TestView key={open.name} artifact={artifact} name={open.name} runs={runs} onSaved={tests.reload} onDeleted={deleted} onBack={close} />
  )
}
