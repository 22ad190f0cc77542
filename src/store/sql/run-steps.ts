import type { RunRecord, StoredRunStep } from '../runs.ts'

/** `[childCount, start after the run's, duration or null, elementId, branchId, status, error, activity, properties]` */
type Row = [number, number, number | null, string, string, string, string | null, string, [string, string][]]

/** Steps are only ever asked for by their run, so that a run's steps are one compact document and one insert. */
export function writeSteps({ run, steps }: RunRecord): string {
  const rows = steps.map(({ childCount, start, stop, elementId, branchId, status, error, activity, properties }): Row => {
    const duration = stop === null ? null : stop - start
    const pairs = properties.map(({ name, value }): [string, string] => [name, value])
    return [childCount, start - run.start, duration, elementId, branchId, status, error, activity, pairs]
  })
  return JSON.stringify(rows)
}

export function readSteps(runId: string, runStart: number, document: string): StoredRunStep[] {
  const rows = JSON.parse(document) as Row[]
  return rows.map(([childCount, offset, duration, elementId, branchId, status, error, activity, pairs]) => {
    const start = runStart + offset
    const stop = duration === null ? null : start + duration
    const properties = pairs.map(([name, value]) => ({ name, value }))
    return { runId, childCount, start, stop, elementId, branchId, status, error, activity, properties }
  })
}
