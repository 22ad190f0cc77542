import { describe, expect, test } from 'vitest'
import type { ProcessingMark } from '../processing-marks.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const mark = (change: Partial<ProcessingMark> = {}): ProcessingMark => ({
  kind: 'idempotent',
  vendor: 'SAP',
  component: 'SFTP',
  source: 'user@host',
  entry: 'in/file.xml',
  createdAt: 10,
  expiresAt: 30,
  ...change,
})

export function processingMarkContract(subject: StoreSubject): void {
  describe('processing marks', () => {
    const store = eachStore(subject)

    test('of many at once one gets the mark', async () => {
      const { processingMarks } = store.current
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => processingMarks.claim(mark({ createdAt: 10 + index }))))
      expect(answers).toEqual([true, ...Array.from({ length: 9 }, () => false)])
      expect(await processingMarks.find(mark(), 15)).toEqual(mark())
    })

    test('every part of the key counts', async () => {
      const { processingMarks } = store.current
      const others = [
        mark({ kind: 'lock' }),
        mark({ vendor: 'me' }),
        mark({ component: 'XI' }),
        mark({ source: '' }),
        mark({ entry: 'IN' }),
      ]
      for (const each of [mark(), ...others]) expect(await processingMarks.claim(each)).toBe(true)
      expect(await processingMarks.list('lock', 15)).toEqual([others[0]])
      expect(await processingMarks.list('idempotent', 15, 'in/file.xml')).toEqual([others[3], mark(), others[1], others[2]])
      expect(await processingMarks.list('idempotent', 15, 'nothing')).toEqual([])
    })

    test('a released or expired mark can be had again', async () => {
      const { processingMarks } = store.current
      await processingMarks.claim(mark())
      expect([await processingMarks.release(mark(), 15), await processingMarks.release(mark(), 15)]).toEqual([true, false])
      expect(await processingMarks.claim(mark())).toBe(true)
      expect([await processingMarks.find(mark(), 30), await processingMarks.list('idempotent', 30)]).toEqual([undefined, []])
      expect(await processingMarks.release(mark(), 30)).toBe(false)
      expect(await processingMarks.claim(mark({ createdAt: 30, expiresAt: 50 }))).toBe(true)
      expect(await processingMarks.find(mark(), 31)).toEqual(mark({ createdAt: 30, expiresAt: 50 }))
    })

    test('forgets what expired and nothing else', async () => {
      const { processingMarks } = store.current
      for (const expiresAt of [29, 30, 31]) await processingMarks.claim(mark({ entry: String(expiresAt), expiresAt }))
      expect([await processingMarks.deleteExpired(30, 1), await processingMarks.deleteExpired(30)]).toEqual([1, 1])
      expect((await processingMarks.list('idempotent', 0)).map(({ entry }) => entry)).toEqual(['31'])
    })
  })
}
