import { beforeEach, describe, expect, test } from 'vitest'
import type { GuidelineExecution, GuidelineSkip } from '../design-guidelines.ts'
import { artifact, integrationPackage } from './design.contract.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const execution = (change: Partial<GuidelineExecution> = {}): GuidelineExecution => ({
  artifactId: 'flow',
  executionId: 'e1',
  artifactVersion: '1.0.0',
  status: 'FAIL',
  time: 5,
  results: [
    { guidelineId: 'A', compliance: 'Non-Compliant', violated: [{ id: 'Process_1', name: 'Main' }], expected: '40', actual: '41' },
    { guidelineId: 'B', compliance: 'Compliant', violated: [], expected: null, actual: null },
  ],
  ...change,
})
const skip = (guidelineId: string): GuidelineSkip => ({ artifactId: 'flow', guidelineId, reason: 'r', skippedBy: 'u' })
const missing = { code: 'not-found', message: 'Design-time artifact ghost does not exist' }

export function designGuidelineContract(subject: StoreSubject): void {
  describe('design guidelines', () => {
    const store = eachStore(subject)
    beforeEach(async () => {
      const { design } = store.current
      await design.createPackage(integrationPackage())
      await design.createArtifact(artifact(), new Uint8Array())
    })

    test('keep the last execution of an artifact', async () => {
      const { designGuidelines } = store.current
      expect(await designGuidelines.execution('flow')).toBeUndefined()
      await designGuidelines.putExecution(execution())
      expect(await designGuidelines.execution('flow')).toEqual(execution())
      await designGuidelines.putExecution(execution({ executionId: 'e2', status: 'PASS', results: [] }))
      expect(await designGuidelines.execution('flow')).toEqual(execution({ executionId: 'e2', status: 'PASS', results: [] }))
      await expect(designGuidelines.putExecution(execution({ artifactId: 'ghost' }))).rejects.toMatchObject(missing)
    })

    test('are skipped once and taken back once', async () => {
      const { designGuidelines } = store.current
      await designGuidelines.addSkip(skip('B'))
      await designGuidelines.addSkip(skip('A'))
      const taken = { code: 'conflict', message: 'Skip of the guideline A for flow exists already' }
      await expect(designGuidelines.addSkip({ ...skip('A'), reason: 'other' })).rejects.toMatchObject(taken)
      expect(await designGuidelines.skips('flow')).toEqual([skip('A'), skip('B')])
      await designGuidelines.deleteSkip('flow', 'A')
      const gone = { code: 'not-found', message: 'Skip of the guideline A for flow does not exist' }
      await expect(designGuidelines.deleteSkip('flow', 'A')).rejects.toMatchObject(gone)
      expect(await designGuidelines.skips('flow')).toEqual([skip('B')])
      await expect(designGuidelines.addSkip({ ...skip('A'), artifactId: 'ghost' })).rejects.toMatchObject(missing)
    })

    test('are forgotten with the artifact', async () => {
      const { design, designGuidelines } = store.current
      await designGuidelines.putExecution(execution())
      await designGuidelines.addSkip(skip('A'))
      await design.deleteArtifact('flow')
      await design.createArtifact(artifact(), new Uint8Array())
      expect([await designGuidelines.execution('flow'), await designGuidelines.skips('flow')]).toEqual([undefined, []])
    })
  })
}
