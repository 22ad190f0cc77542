import { describe, expect, test } from 'vitest'
import type { FlowNode, IflowArtifact } from '../iflow/model.ts'
import { ManualClock } from '../kernel/clock.ts'
import { absentStores } from './absent-stores.ts'
import { compile } from './compile.ts'
import { Completion } from './completion.ts'
import type { Trigger } from './define-adapter.ts'
import { defineStep, Ending } from './define-step.ts'
import { Exchange } from './exchange.ts'
import { text } from './fields.ts'
import { MessageLog } from './message-log.ts'
import { Registry } from './registry.ts'
import type { Services } from './services.ts'
import type { TenantStores } from './stores.ts'

const stores: TenantStores = { ...absentStores, atomically: (work) => work(absentStores) }

test('a message without changes does not touch the stores', async () => {
  await expect(new Completion().run()).resolves.toBeUndefined()
})

test('changes are made together and in order', async () => {
  const made: string[] = []
  const units: string[] = []
  const completion = new Completion()
  const counting: TenantStores = {
    ...stores,
    atomically(work) {
      units.push('unit')
      return work(stores)
    },
  }
  for (const name of ['first', 'second']) completion.add(counting, async () => made.push(name))
  await completion.run()
  expect([made, units]).toEqual([['first', 'second'], ['unit']])
})

test('listeners hear once how the message ended, after the changes', async () => {
  const heard: unknown[] = []
  const ended = async (endedWell: boolean, change: () => Promise<unknown>) => {
    const completion = new Completion()
    completion.add(stores, change)
    completion.onEnd(async (well) => void heard.push(well))
    await completion.end(endedWell).catch(({ message }: Error) => heard.push(message))
    await completion.end(false)
    return heard.splice(0)
  }
  const change = async () => heard.push('changed')
  const broken = async () => {
    throw new Error('full')
  }
  expect([await ended(true, change), await ended(false, change), await ended(true, broken)]).toEqual([
    ['changed', true],
    [false],
    [false, 'full'],
  ])
})

/** Runs a flow of one step that asks for a change at the end and then ends so; returns whether the change was made. */
async function changesAfter(ending: 'processEnd' | 'terminate' | 'escalate' | 'failure' | 'cancel', trigger: Trigger): Promise<boolean> {
  let changed = false
  const step = defineStep({
    activity: 'StartEvent',
    label: 'Start',
    doc: '',
    fields: { unused: text('unused', '') },
    compile: () => (exchange) => {
      exchange.completion.add(stores, async () => {
        changed = true
      })
      if (ending === 'failure') throw new Error('broken')
      if (ending !== 'cancel') return Ending[ending]
      exchange.log.cancelled = true
      return Ending.terminate
    },
    trigger: () => trigger,
  })
  const node: FlowNode = {
    ...{ id: 'S', name: 'S', activity: 'StartEvent', variant: '', version: '', properties: new Map(), outgoing: [] },
    ...{ defaultFlow: undefined, loop: undefined },
  }
  const process = { id: 'P', name: 'P', kind: 'main', properties: new Map(), nodes: new Map([['S', node]]), exceptionSubprocess: undefined }
  const model = { id: 'F', name: 'F', version: '1', properties: new Map(), channels: [], processes: new Map([['P', process]]) }
  const artifact = { kind: 'integration-flow', resources: new Map(), model } as unknown as IflowArtifact
  const services = { clock: new ManualClock(), bufferLimit: 10 } as unknown as Services
  const { plan } = await compile(artifact, { registry: new Registry([step], []), services, companion: () => undefined })
  const log = new MessageLog({ messageGuid: 'm', correlationId: 'm', flowId: 'F', flowName: 'F', start: 0 })
  await plan!.entries[0]!.run(new Exchange(log, 0)).catch(() => {})
  return changed
}

describe('a change for the end of a message', () => {
  const timer: Trigger = { kind: 'schedule', schedule: { kind: 'once' } }
  const poll: Trigger = { kind: 'poll', interval: 1, poll: async () => {} }
  const awaited: Trigger = { kind: 'process-direct', address: '/in' }
  test.each([
    ['processEnd', awaited, true],
    ['terminate', awaited, true],
    ['escalate', awaited, false],
    ['escalate', timer, true],
    ['escalate', poll, true],
    ['failure', timer, false],
    ['cancel', timer, false],
  ] as const)('after %s of %j: %s', async (ending, trigger, made) => {
    expect(await changesAfter(ending, trigger)).toBe(made)
  })
})
