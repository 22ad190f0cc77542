import { beforeEach, describe, expect, test } from 'vitest'
import type { DesignArtifact, IntegrationPackage } from '../design.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

export const integrationPackage = (change: Partial<IntegrationPackage> = {}): IntegrationPackage => ({
  id: 'Orders',
  name: 'Orders',
  description: '<p>All about orders</p>',
  shortText: 'Orders',
  version: '1.0.0',
  vendor: '',
  mode: 'EDIT_ALLOWED',
  supportedPlatform: 'SAP Cloud Integration',
  products: '',
  keywords: '',
  countries: '',
  industries: '',
  lineOfBusiness: '',
  createdBy: 'anna',
  createdAt: 1,
  modifiedBy: 'anna',
  modifiedAt: 2,
  ...change,
})

export const artifact = (change: Partial<DesignArtifact> = {}): DesignArtifact => ({
  id: 'flow',
  packageId: 'Orders',
  type: 'INTEGRATION_FLOW',
  version: '1.0.0',
  name: 'Flow',
  description: '',
  createdBy: 'anna',
  createdAt: 1,
  modifiedBy: 'anna',
  modifiedAt: 2,
  ...change,
})

const ZIP = Buffer.from('504b0304000000ff', 'hex')

export function designContract(subject: StoreSubject): void {
  describe('integration packages', () => {
    const store = eachStore(subject)

    test('are created, changed, found and listed by id', async () => {
      const { design } = store.current
      await design.createPackage(integrationPackage())
      await design.createPackage(integrationPackage({ id: 'Articles' }))
      const changed = integrationPackage({ name: 'New', version: '1.0.1', modifiedAt: 3 })
      await design.updatePackage(changed)
      expect(await design.package('Orders')).toEqual(changed)
      expect(await design.packages()).toEqual([integrationPackage({ id: 'Articles' }), changed])
      expect(await design.package('orders')).toBeUndefined()
    })

    test('are deleted with their artifacts', async () => {
      const { design } = store.current
      await design.createPackage(integrationPackage())
      await design.createPackage(integrationPackage({ id: 'Other' }))
      await design.createArtifact(artifact(), ZIP)
      await design.createArtifact(artifact({ id: 'kept', packageId: 'Other' }), ZIP)
      await design.deletePackage('Orders')
      expect(await design.packages()).toEqual([integrationPackage({ id: 'Other' })])
      expect(await design.artifacts()).toEqual([artifact({ id: 'kept', packageId: 'Other' })])
      expect(await design.content('flow')).toBeUndefined()
    })

    test('have custom tags, which go with them', async () => {
      const { design } = store.current
      await design.createPackage(integrationPackage())
      await design.createPackage(integrationPackage({ id: 'Other' }))
      const tag = (packageId: string, name: string, value: string) => ({ packageId, name, value })
      for (const [packageId, name] of [
        ['Other', 'LoB'],
        ['Orders', 'LoB'],
        ['Orders', 'Author'],
      ] as const)
        await design.putCustomTag(tag(packageId, name, 'first'))
      await design.putCustomTag(tag('Orders', 'LoB', 'Sales|HR'))
      const orders = [tag('Orders', 'Author', 'first'), tag('Orders', 'LoB', 'Sales|HR')]
      expect(await design.customTags('Orders')).toEqual(orders)
      expect(await design.customTags()).toEqual([...orders, tag('Other', 'LoB', 'first')])
      await expect(design.putCustomTag(tag('ghost', 'LoB', 'x'))).rejects.toMatchObject({
        code: 'not-found',
        message: 'Integration package ghost does not exist',
      })
      await design.deletePackage('Orders')
      expect(await design.customTags()).toEqual([tag('Other', 'LoB', 'first')])
    })

    test('have documents, which go with them', async () => {
      const { design } = store.current
      await design.createPackage(integrationPackage())
      await design.createPackage(integrationPackage({ id: 'Other' }))
      const document = (id: string, content: string) => ({ id, entry: `{"id":"${id}"}`, content: Buffer.from(content) })
      await design.replaceDocuments('Other', [document('a', 'other')])
      await design.replaceDocuments('Orders', [document('b', 'guide'), document('a', 'link')])
      const kept = (await design.documents('Orders')).map((each) => [
        each.packageId,
        each.id,
        each.entry,
        Buffer.from(each.content).toString(),
      ])
      expect(kept).toEqual([
        ['Orders', 'a', '{"id":"a"}', 'link'],
        ['Orders', 'b', '{"id":"b"}', 'guide'],
      ])
      await design.replaceDocuments('Orders', [document('c', 'new')])
      expect((await design.documents('Orders')).map(({ id }) => id)).toEqual(['c'])
      await expect(design.replaceDocuments('ghost', [document('a', '')])).rejects.toMatchObject({
        code: 'not-found',
        message: 'Integration package ghost does not exist',
      })
      await design.deletePackage('Orders')
      expect([await design.documents('Orders'), (await design.documents('Other')).length]).toEqual([[], 1])
    })

    test('have an id once, and changing a missing one is an error', async () => {
      const { design } = store.current
      const missing = { code: 'not-found', message: 'Integration package Orders does not exist' }
      await expect(design.updatePackage(integrationPackage())).rejects.toMatchObject(missing)
      await expect(design.deletePackage('Orders')).rejects.toMatchObject(missing)
      await design.createPackage(integrationPackage())
      await expect(design.createPackage(integrationPackage())).rejects.toMatchObject({
        code: 'conflict',
        message: 'Integration package Orders exists already',
      })
    })
  })

  describe('design-time artifacts', () => {
    const store = eachStore(subject)

    beforeEach(async () => {
      await store.current.design.createPackage(integrationPackage())
      await store.current.design.createPackage(integrationPackage({ id: 'Other' }))
    })

    test('have their content replaced by who knows what is there', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), ZIP)
      const after = new Uint8Array([1])
      const change = { before: ZIP, after, modifiedBy: 'second', modifiedAt: 77 }
      expect([await design.replaceContent('flow', change), await design.replaceContent('flow', change)]).toEqual([true, false])
      expect(await design.replaceContent('ghost', change)).toBe(false)
      expect(await design.artifact('flow')).toEqual(artifact({ modifiedBy: 'second', modifiedAt: 77 }))
      expect([...(await design.content('flow'))!]).toEqual([1])
    })

    test('keep their content byte for byte', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), ZIP)
      await design.createArtifact(artifact({ id: 'empty' }), new Uint8Array(0))
      await design.createArtifact(artifact({ id: 'part' }), new Uint8Array([9, 1, 2, 9]).subarray(1, 3))
      expect(await design.artifact('flow')).toEqual(artifact())
      expect(Buffer.from((await design.content('flow'))!)).toEqual(ZIP)
      expect([...(await design.content('empty'))!]).toEqual([])
      expect([...(await design.content('part'))!]).toEqual([1, 2])
      expect(await design.content('none')).toBeUndefined()
      expect(await design.artifact('none')).toBeUndefined()
    })

    test('are listed by id, package and type, without content', async () => {
      const { design } = store.current
      const script = artifact({ id: 'a', type: 'SCRIPT_COLLECTION' })
      const elsewhere = artifact({ id: 'z', packageId: 'Other' })
      for (const item of [elsewhere, artifact(), script]) await design.createArtifact(item, ZIP)
      expect(await design.artifacts()).toEqual([script, artifact(), elsewhere])
      expect(await design.artifacts({ packageId: 'Orders' })).toEqual([script, artifact()])
      expect(await design.artifacts({ type: 'INTEGRATION_FLOW' })).toEqual([artifact(), elsewhere])
      expect(await design.artifacts({ packageId: 'Other', type: 'SCRIPT_COLLECTION' })).toEqual([])
    })

    test('are updated with or without content', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), ZIP)
      await design.updateArtifact(artifact({ version: '1.0.1', packageId: 'Other' }))
      expect(await design.artifact('flow')).toEqual(artifact({ version: '1.0.1', packageId: 'Other' }))
      expect(Buffer.from((await design.content('flow'))!)).toEqual(ZIP)
      await design.updateArtifact(artifact({ version: '1.0.2' }), Buffer.from('new'))
      expect(await design.artifact('flow')).toEqual(artifact({ version: '1.0.2' }))
      expect(Buffer.from((await design.content('flow'))!).toString()).toBe('new')
    })

    test('are deleted with their content', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), ZIP)
      await design.deleteArtifact('flow')
      expect(await design.artifacts()).toEqual([])
      expect(await design.content('flow')).toBeUndefined()
    })

    test('have an id once over all packages', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), ZIP)
      await expect(design.createArtifact(artifact({ packageId: 'Other' }), Buffer.from('other'))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Design-time artifact flow exists already',
      })
      expect(await design.artifacts()).toEqual([artifact()])
      expect(Buffer.from((await design.content('flow'))!)).toEqual(ZIP)
    })

    test('belong to a package that exists', async () => {
      const { design } = store.current
      const missing = { code: 'not-found', message: 'Integration package ghost does not exist' }
      await expect(design.createArtifact(artifact({ packageId: 'ghost' }), ZIP)).rejects.toMatchObject(missing)
      await design.createArtifact(artifact(), ZIP)
      await expect(design.updateArtifact(artifact({ packageId: 'ghost' }), Buffer.from('x'))).rejects.toMatchObject(missing)
      expect(await design.artifact('flow')).toEqual(artifact())
      expect(Buffer.from((await design.content('flow'))!)).toEqual(ZIP)
    })

    test('say what does not exist', async () => {
      const { design } = store.current
      const missing = { code: 'not-found', message: 'Design-time artifact flow does not exist' }
      await expect(design.updateArtifact(artifact(), ZIP)).rejects.toMatchObject(missing)
      await expect(design.deleteArtifact('flow')).rejects.toMatchObject(missing)
      expect(await design.content('flow')).toBeUndefined()
    })

    test('keep saved versions with their content when the number changes', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), Buffer.from('one'))
      expect(await design.savedVersions('flow')).toEqual([])
      await design.updateArtifact(artifact({ version: '1.0.1', name: 'Second' }), Buffer.from('two'))
      await design.updateArtifact(artifact({ version: '1.0.2', packageId: 'Other' }))
      const text = async (version?: string) => Buffer.from((await design.content('flow', version)) ?? []).toString()
      expect(await design.savedVersions('flow')).toEqual([
        artifact({ version: '1.0.1', name: 'Second', packageId: 'Other' }),
        artifact({ packageId: 'Other' }),
      ])
      expect(await design.artifact('flow', '1.0.0')).toEqual(artifact({ packageId: 'Other' }))
      expect(await design.artifact('flow', '1.0.2')).toEqual(artifact({ version: '1.0.2', packageId: 'Other' }))
      expect(await design.artifact('flow', '9')).toBeUndefined()
      expect(await design.content('flow', '9')).toBeUndefined()
      expect([await text('1.0.0'), await text('1.0.1'), await text('1.0.2'), await text()]).toEqual(['one', 'two', 'two', 'two'])
    })

    test('have a version number once: going back replaces the saved one', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), Buffer.from('one'))
      await design.updateArtifact(artifact({ version: '2' }), Buffer.from('two'))
      await design.updateArtifact(artifact(), Buffer.from('other one'))
      expect(await design.savedVersions('flow')).toEqual([artifact({ version: '2' })])
      expect(Buffer.from((await design.content('flow', '1.0.0'))!).toString()).toBe('other one')
    })

    test('lose their saved versions when they are deleted, and none when an update fails', async () => {
      const { design } = store.current
      await design.createArtifact(artifact(), ZIP)
      await expect(design.updateArtifact(artifact({ version: '2', packageId: 'ghost' }))).rejects.toMatchObject({ code: 'not-found' })
      expect(await design.savedVersions('flow')).toEqual([])
      await design.updateArtifact(artifact({ version: '2' }))
      await design.deleteArtifact('flow')
      expect(await design.savedVersions('flow')).toEqual([])
      expect(await design.artifact('flow', '1.0.0')).toBeUndefined()
      expect(await design.content('flow', '1.0.0')).toBeUndefined()
    })
  })
}
