import { beforeEach, describe, expect, test } from 'vitest'
import type { HttpTrigger } from '../engine/define-adapter.ts'
import type { Entry } from '../engine/plan.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import { EndpointTable } from './endpoint-table.ts'
import { RunningFlow } from './running-flow.ts'

const flow = (id: string) => new RunningFlow({ id } as RuntimeArtifact, '', { id, name: id, version: '1', entries: [] })
const trigger = (address: string, mount: '/http' | '/cxf' = '/http') =>
  ({ kind: 'http', mount, address: address.replace(/\/\*$/, ''), wildcard: address.endsWith('/*') }) as HttpTrigger
const entry = {} as Entry

describe('EndpointTable', () => {
  const [orders, publicFlow, soap] = [flow('orders'), flow('public'), flow('soap')]
  let table: EndpointTable

  beforeEach(() => {
    table = new EndpointTable()
    table.add({ trigger: trigger('/Orders'), flow: orders, entry })
    table.add({ trigger: trigger('/public/*'), flow: publicFlow, entry })
    table.add({ trigger: trigger('/public/deep/*'), flow: orders, entry })
    table.add({ trigger: trigger('/Orders', '/cxf'), flow: soap, entry })
  })

  test.each([
    ['/http/Orders', 'orders'],
    ['/http/orders', 'orders'],
    ['/http/ORDERS/', 'orders'],
    ['/cxf/orders', 'soap'],
    ['/http/public', 'public'],
    ['/http/public/x/y', 'public'],
    ['/http/Public/Deep/x', 'orders'],
    ['/http/public/deeper', 'public'],
    ['/http/orders/x', undefined],
    ['/http', undefined],
    ['/http/publicx', undefined],
  ])('%s → %s', (path, id) => {
    expect(table.find(path)?.flow.flowId).toBe(id)
  })

  test('an address in use is refused whatever its case, and names the holder', () => {
    expect(() => table.add({ trigger: trigger('/orders'), flow: publicFlow, entry })).toThrow('The address /orders is in use by orders')
    expect(() => table.add({ trigger: trigger('/PUBLIC/*'), flow: soap, entry })).toThrow('The address /PUBLIC/* is in use by public')
  })

  test('removing a flow frees all its addresses', () => {
    table.removeOwner(orders)
    expect(table.all().map((each) => each.flow.flowId)).toEqual(['soap', 'public'])
    expect(table.find('/http/public/deep/x')?.flow.flowId).toBe('public')
  })
})
