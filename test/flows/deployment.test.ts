import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { startTenant } from '../../src/tenant.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { callerOf } from './stage.ts'

let tenant: TestTenant
afterEach(() => tenant.stop())

const call = async (url: string, authorization: string): Promise<[number, string]> => {
  const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: 'x' })
  return [answer.status, await answer.text()]
}

describe('deploying', () => {
  test('again replaces the flow; undeploying takes its address away', async () => {
    tenant = await testTenant()
    const authorization = await callerOf(tenant)
    const url = `${tenant.publicUrl}/http/version`
    await deploy(tenant, { id: 'Versioned', sender: https('/version'), steps: [content('one')] })
    expect(await call(url, authorization)).toEqual([200, 'one'])
    await deploy(tenant, { id: 'Versioned', sender: https('/version'), steps: [content('two')] })
    expect(await call(url, authorization)).toEqual([200, 'two'])
    await tenant.deployments.undeploy('Versioned')
    expect((await call(url, authorization))[0]).toBe(404)
    expect(tenant.deployments.endpoints()).toEqual([])
  })

  test('a flow whose address is taken fails and names the holder, whatever the case', async () => {
    tenant = await testTenant()
    await deploy(tenant, { id: 'First', sender: https('/same'), steps: [content('first')] })
    await expect(deploy(tenant, { id: 'Second', sender: https('/SAME'), steps: [content('second')] })).rejects.toThrow(
      'The address /SAME is in use by First',
    )
    expect((await tenant.store.runtimeArtifacts.find('Second'))?.status).toBe('ERROR')
  })

  test('a flow that cannot run tells every problem', async () => {
    tenant = await testTenant()
    const steps = [
      { activity: 'Mapping', properties: { mappingType: 'OperationMapping' } },
      { activity: 'ExternalCall', channel: { ComponentType: 'SFTP' } },
    ]
    await expect(deploy(tenant, { id: 'Broken', sender: https('/broken'), steps })).rejects.toThrow(
      'Operation Mapping in Step_1 (Mapping Step_1): This step is not supported: The format of .opmap files is not public\nSFTP receiver in MessageFlow_Step_2 (Receiver): This adapter is not supported',
    )
  })

  test('a message in flight finishes on the flow that it began with', async () => {
    tenant = await testTenant()
    const authorization = await callerOf(tenant)
    let arrived = () => {}
    let release = () => {}
    const reached = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const backend = createServer((_, response) => {
      release = () => response.end('late')
      arrived()
    })
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`
    const slow = { activity: 'ExternalCall', channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: address, httpMethod: 'GET' } }
    await deploy(tenant, { id: 'Slow', sender: https('/slow'), steps: [slow] })
    const answer = call(`${tenant.publicUrl}/http/slow`, authorization)
    await reached
    const undeployed = tenant.deployments.undeploy('Slow')
    release()
    expect(await answer).toEqual([200, 'late'])
    await undeployed
    await new Promise((resolve) => backend.close(resolve))
  })
})

test('a run-once timer fires at deployment, and its message is logged', async () => {
  tenant = await testTenant()
  const schedule = '<row><cell>triggerType</cell><cell>simple</cell></row><row><cell>schedule1</cell><cell>fireNow=true</cell></row>'
  await deploy(tenant, { id: 'Timed', timer: schedule, steps: [content('tick')] })
  await expect.poll(() => tenant.store.messageLogs.count({ op: 'eq', field: 'status', value: 'COMPLETED' })).toBe(1)
})

test('after a restart everything is as before: flows, clients, tokens, logs', async () => {
  tenant = await testTenant()
  const authorization = await callerOf(tenant)
  await deploy(tenant, { id: 'Lasting', sender: https('/lasting'), steps: [content('still here')] })
  expect(await call(`${tenant.publicUrl}/http/lasting`, authorization)).toEqual([200, 'still here'])
  const token = readFileSync(join(tenant.dataDir, 'admin-token'), 'utf8')
  const { dataDir } = tenant
  await tenant.suspend()
  const again = await startTenant(readSettings({ dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
  expect(await call(`${again.publicUrl}/http/lasting`, authorization)).toEqual([200, 'still here'])
  expect(await again.store.messageLogs.count()).toBe(1)
  expect(readFileSync(join(dataDir, 'admin-token'), 'utf8')).toBe(token)
  await again.stop()
})
