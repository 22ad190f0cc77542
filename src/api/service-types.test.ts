import { describe, expect, it } from 'vitest'
import { aTenantWithPackage, aZip, base64, d, failure } from './tenant.fixture.ts'

describe.each(['DataType', 'MessageType', 'FaultMessageType', 'ServiceInterface'])('%sDesigntimeArtifacts', (bundleType) => {
  const set = `${bundleType}DesigntimeArtifacts`
  const withOne = async () => {
    const tenant = await aTenantWithPackage()
    const zip = await aZip({ id: 'Order', bundleType, files: { 'src/main/resources/Order.xsd': '<xsd/>' } })
    const creating = { Id: 'Order', Name: 'Order', PackageId: 'Sales', ArtifactContent: base64(zip) }
    return { ...tenant, zip, created: await tenant.call('POST', `/${set}`, creating) }
  }

  it('keeps a bundle, shows it in its package, saves versions and deletes it', async () => {
    const { call, zip, created } = await withOne()
    expect([created.status, d(created)]).toMatchObject([201, { Id: 'Order', Version: '1.0.0', PackageId: 'Sales', Name: 'Order' }])
    expect(d(await call('GET', `/IntegrationPackages('Sales')/${set}`)).results).toHaveLength(1)
    expect(Buffer.from((await call('GET', `/${set}(Id='Order',Version='active')/$value`)).body as Uint8Array)).toEqual(Buffer.from(zip))
    expect((await call('POST', `/${bundleType}DesigntimeArtifactSaveAsVersion?Id='Order'&SaveAsVersion='1.0.1'`)).status).toBe(200)
    expect(d(await call('GET', `/${set}(Id='Order',Version='active')`)).Version).toBe('1.0.1')
    expect((await call('DELETE', `/${set}(Id='Order',Version='active')`)).status).toBe(200)
    expect((await call('GET', `/${set}(Id='Order',Version='active')`)).status).toBe(404)
  })

  it('travels with its package', async () => {
    const { call, zip } = await withOne()
    const exported = (await call('GET', "/IntegrationPackages('Sales')/$value")).body as Uint8Array
    await call('DELETE', "/IntegrationPackages('Sales')")
    expect((await call('POST', '/IntegrationPackages', { PackageContent: base64(exported) })).status).toBe(201)
    expect(Buffer.from((await call('GET', `/${set}(Id='Order',Version='1.0.0')/$value`)).body as Uint8Array)).toEqual(Buffer.from(zip))
  })

  it('takes no other kind of bundle, and is not deployed', async () => {
    const { call } = await withOne()
    const creating = { Id: 'Flow', Name: 'Flow', PackageId: 'Sales', ArtifactContent: base64(await aZip()) }
    expect(failure(await call('POST', `/${set}`, creating))).toEqual({
      status: 400,
      text: `The SAP-BundleType of the artifact is IntegrationFlow; expected ${bundleType}.`,
    })
    expect((await call('POST', `/Deploy${bundleType}DesigntimeArtifact?Id='Order'&Version='active'`)).status).toBe(404)
  })
})
