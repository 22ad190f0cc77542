import { expect, test, vi } from 'vitest'
import { GroupWriter } from './group-writer.ts'

function open(write: (group: readonly number[]) => Promise<void> = async () => {}) {
  const options = { write: vi.fn(write), lost: vi.fn() }
  return { writer: new GroupWriter<number>(options), ...options }
}

test('writes what was added in one group, in order', async () => {
  const { writer, write } = open()
  for (const item of [3, 1, 2]) writer.add(item)
  await writer.flush()
  expect(write.mock.calls).toEqual([[[3, 1, 2]]])
})

test('writes by itself after a few milliseconds', async () => {
  const { writer, write } = open()
  writer.add(1)
  await vi.waitFor(() => expect(write).toHaveBeenCalledTimes(1))
})

test('has nothing to do when nothing was added', async () => {
  const { writer, write } = open()
  await writer.flush()
  expect(write).not.toHaveBeenCalled()
})

test('writes one group at a time', async () => {
  let running = 0
  const { writer, write } = open(async () => {
    running++
    expect(running).toBe(1)
    await Promise.resolve()
    running--
  })
  for (const item of [1, 2, 3]) {
    writer.add(item)
    void writer.flush()
  }
  await writer.flush()
  expect(write.mock.calls).toEqual([[[1]], [[2]], [[3]]])
})

test('tells what a store that fails has lost, and writes the next group', async () => {
  const failures = [new Error('disk full')]
  const { writer, write, lost } = open(async () => {
    const failure = failures.shift()
    if (failure) throw failure
  })
  for (const item of [1, 2]) {
    writer.add(item)
    await writer.flush()
  }
  expect(write).toHaveBeenCalledTimes(2)
  expect(lost.mock.calls).toEqual([[[1], new Error('disk full')]])
})

test('gives up the oldest when the store does not keep up', async () => {
  const { writer, write, lost } = open()
  for (let item = 0; item < 10_001; item++) writer.add(item)
  await writer.flush()
  expect(lost.mock.calls).toEqual([[[0], undefined]])
  expect(write.mock.calls[0]![0]).toHaveLength(10_000)
})
