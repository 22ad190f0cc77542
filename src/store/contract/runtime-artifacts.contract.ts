import { describe, expect, test } from 'vitest'
import type { DeployTask, RuntimeArtifact } from '../runtime-artifacts.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const artifact = (change: Partial<RuntimeArtifact> = {}): RuntimeArtifact => ({
  id: 'flow',
  type: 'INTEGRATION_FLOW',
  version: '1.0.0',
  name: 'Flow',
  packageId: 'Orders',
  status: 'STARTING',
  error: null,
  deployedBy: 'anna',
  deployedOn: 1,
  ...change,
})

const task = (change: Partial<DeployTask> = {}): DeployTask => ({
  id: 't1',
  artifactId: 'flow',
  status: 'DEPLOYING',
  createdAt: 1,
  ...change,
})

const text = async (content: Promise<Uint8Array | undefined>) => Buffer.from((await content)!).toString()

export function runtimeArtifactContract(subject: StoreSubject): void {
  describe('runtime artifacts', () => {
    const store = eachStore(subject)

    test('are put, replaced with their content, and listed by id', async () => {
      const { runtimeArtifacts } = store.current
      await runtimeArtifacts.put(artifact({ error: 'old', status: 'ERROR' }), Buffer.from('one'))
      await runtimeArtifacts.put(artifact({ id: 'a' }), Buffer.from('two'))
      const next = artifact({ version: '1.0.1', deployedBy: 'ben', deployedOn: 2 })
      await runtimeArtifacts.put(next, Buffer.from('three'))
      expect(await runtimeArtifacts.find('flow')).toEqual(next)
      expect(await runtimeArtifacts.list()).toEqual([artifact({ id: 'a' }), next])
      expect(await text(runtimeArtifacts.content('flow'))).toBe('three')
      expect(await text(runtimeArtifacts.content('a'))).toBe('two')
      expect(await runtimeArtifacts.find('none')).toBeUndefined()
      expect(await runtimeArtifacts.content('none')).toBeUndefined()
    })

    test('change their status alone', async () => {
      const { runtimeArtifacts } = store.current
      await runtimeArtifacts.put(artifact(), Buffer.from('one'))
      await runtimeArtifacts.setStatus('flow', 'ERROR', 'line 1\nline 2')
      expect(await runtimeArtifacts.find('flow')).toEqual(artifact({ status: 'ERROR', error: 'line 1\nline 2' }))
      await runtimeArtifacts.setStatus('flow', 'STARTED', null)
      expect(await runtimeArtifacts.find('flow')).toEqual(artifact({ status: 'STARTED' }))
    })

    test('are deleted with their content', async () => {
      const { runtimeArtifacts } = store.current
      await runtimeArtifacts.put(artifact(), Buffer.from('one'))
      await runtimeArtifacts.delete('flow')
      expect(await runtimeArtifacts.list()).toEqual([])
      expect(await runtimeArtifacts.content('flow')).toBeUndefined()
    })

    test('say what does not exist', async () => {
      const { runtimeArtifacts } = store.current
      const missing = { code: 'not-found', message: 'Runtime artifact flow does not exist' }
      await expect(runtimeArtifacts.setStatus('flow', 'STARTED', null)).rejects.toMatchObject(missing)
      await expect(runtimeArtifacts.delete('flow')).rejects.toMatchObject(missing)
    })

    test('tell their ids', async () => {
      const { runtimeArtifacts } = store.current
      const changes = changesOf(store.current)
      await runtimeArtifacts.put(artifact(), Buffer.from('one'))
      await runtimeArtifacts.setStatus('flow', 'STARTED', null)
      await runtimeArtifacts.delete('flow')
      expect(changes).toEqual(Array.from({ length: 3 }, () => ['runtime-artifacts', 'flow']))
    })

    test('are found and counted by what is asked', async () => {
      const { runtimeArtifacts } = store.current
      const put = (id: string, change: Partial<RuntimeArtifact>) => runtimeArtifacts.put(artifact({ id, ...change }), new Uint8Array())
      await put('c', { status: 'STARTED', deployedOn: 1 })
      await put('a', { status: 'ERROR', deployedOn: 2 })
      await put('b', { status: 'STARTED', deployedOn: 2 })
      const ids = async (query: Parameters<typeof runtimeArtifacts.query>[0]) => (await runtimeArtifacts.query(query)).map(({ id }) => id)
      const where = { op: 'eq', field: 'status', value: 'STARTED' } as const
      expect(await ids({})).toEqual(['a', 'b', 'c'])
      expect(await ids({ where })).toEqual(['b', 'c'])
      expect(await ids({ orderBy: [{ field: 'deployedOn', descending: true }], limit: 2, offset: 1 })).toEqual(['b', 'c'])
      expect([await runtimeArtifacts.count(), await runtimeArtifacts.count(where)]).toEqual([3, 2])
      const wrong = { op: 'eq', field: 'deployedOn', value: 'today' } as const
      await expect(runtimeArtifacts.query({ where: wrong })).rejects.toMatchObject({ code: 'bad-request' })
    })

    test('deploy tasks are put and replaced', async () => {
      const { runtimeArtifacts } = store.current
      await runtimeArtifacts.putTask(task())
      expect(await runtimeArtifacts.task('t1')).toEqual(task())
      await runtimeArtifacts.putTask(task({ status: 'SUCCESS' }))
      expect(await runtimeArtifacts.task('t1')).toEqual(task({ status: 'SUCCESS' }))
      expect(await runtimeArtifacts.task('t2')).toBeUndefined()
    })

    test('old deploy tasks are removed, the oldest first', async () => {
      const { runtimeArtifacts } = store.current
      for (const createdAt of [30, 10, 20]) await runtimeArtifacts.putTask(task({ id: `t${createdAt}`, createdAt }))
      const left = async () => Promise.all(['t10', 't20', 't30'].map(async (id) => (await runtimeArtifacts.task(id))?.id))
      expect(await runtimeArtifacts.deleteTasksBefore(30, 1)).toBe(1)
      expect(await left()).toEqual([undefined, 't20', 't30'])
      expect(await runtimeArtifacts.deleteTasksBefore(30)).toBe(1)
      expect(await left()).toEqual([undefined, undefined, 't30'])
    })
  })
}
