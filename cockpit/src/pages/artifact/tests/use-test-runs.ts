import { useState } from 'react'
import { useAction } from '../../../components/use-action.ts'
import { runTest, type TestRun } from './flow-test.ts'

export interface TestRuns {
  /** What came of tests since the tab was opened, by their names. */
  readonly runs: ReadonlyMap<string, TestRun>
  /** While tests are run: how many of them have ended. */
  readonly progress: { readonly ended: number; readonly all: number } | undefined
  readonly problem: string | undefined
  /** Runs tests one after the other; with a text, the one with this text. */
  run(names: readonly string[], text?: string): void
  /** Takes away what came of a test. */
  forget(name: string): void
}

/** @param onEnded hears when all have ended */
export function useTestRuns(artifact: string, onEnded: () => void): TestRuns {
  const [runs, setRuns] = useState<ReadonlyMap<string, TestRun>>(new Map())
  const [progress, setProgress] = useState<TestRuns['progress']>()
  const action = useAction()
  const runAll = async (names: readonly string[], text: string | undefined) => {
    for (const [ended, name] of names.entries()) {
      setProgress({ ended, all: names.length })
      const run = await runTest(artifact, name, text)
      setRuns((before) => new Map(before).set(name, run))
    }
  }
  return {
    runs,
    progress,
    problem: action.problem,
    run: (names, text) =>
      void action
        .run(() => runAll(names, text))
        .finally(() => {
          setProgress(undefined)
          onEnded()
        }),
    forget: (name) => setRuns((before) => new Map([...before].filter(([each]) => each !== name))),
  }
}
