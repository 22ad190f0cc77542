import { describe, expect, test } from 'vitest'
import { failureOf, scriptBench } from './fixtures/script-bench.ts'
import { storedEntries } from './fixtures/tenant-services.ts'

const { run, compile } = scriptBench()

const ask = async (service: string, expression: string) =>
  (
    await run(`def api = com.sap.it.api.ITApiFactory.getService(${service}, null); message.setProperty('seen', ${expression})`)
  ).properties.get('seen')

describe('services of the tenant', () => {
  test('value mappings', async () => {
    const found = await ask(
      'com.sap.it.api.mapping.ValueMappingApi',
      `[api.getMappedValue('SAP', 'Code', 'DE', 'Shop', 'Name'), api.getMappedValue('SAP', 'Code', 'XX', 'Shop', 'Name')]`,
    )
    expect(found).toEqual(['SAP: Germany', null])
  })

  test('number ranges', async () => {
    const service = 'com.sap.it.api.nrc.NumberRangeConfigurationService'
    expect(await ask(service, `[1, 2].collect { api.getNextValuefromNumberRange('Orders', null) }`)).toEqual(['000042', '000043'])
    const failure = await failureOf(ask(service, `api.getNextValuefromNumberRange('None', null)`))
    expect(failure.message).toContain('com.sap.it.api.nrc.exception.NumberRangeConfigException: There is no number range None')
  })

  test('partner directory', async () => {
    const found = await ask(
      'com.sap.it.api.pd.PartnerDirectoryService',
      `[api.getParameter('Url', 'ACME', String), api.getParameter('None', 'ACME', String),
        new String(api.getParameter('Map', 'ACME', com.sap.it.api.pd.BinaryData).data), api.getParameter('None', 'ACME', com.sap.it.api.pd.BinaryData),
        api.getPartnerId('GS1', 'GLN', '4012345'), api.getAlternativePartnerId('GS1', 'GLN', 'ACME'), api.getAuthorizedUsers('ACME'),
        api.getPartnerIdOfAuthorizedUser('anna')]`,
    )
    expect(found).toEqual(['https://acme.example', null, '<x/>', null, 'ACME', '4012345', ['anna', 'ben'], 'ACME'])
  })

  test('data stores, by the adapter kit and by the registry of Camel', async () => {
    const exchange = await run(
      `def service = new com.sap.it.api.asdk.runtime.Factory(com.sap.it.api.asdk.datastore.DataStoreService).getService()
      def bean = new com.sap.it.api.asdk.datastore.DataBean(); bean.setDataAsArray('one'.bytes); bean.setHeaders([n: 1])
      def config = new com.sap.it.api.asdk.datastore.DataConfig(); config.setStoreName('S'); config.setId('e1')
      service.put(bean, config)
      def store = message.exchange.getContext().getRegistry().lookupByName(com.sap.esb.datastore.DataStore.name)
      store.put(new com.sap.esb.datastore.Data('S', 'Flow', 'e2', 'two'.bytes, null, 'AM', 0), true, true, 5L, 10L)
      message.setProperty('seen', [new String(service.get('S', 'e1').dataAsArray), service.get('S', 'none'),
        new String(store.get('S', 'Flow', 'e2').dataAsArray), service.select('S', 9).size(), store.delete('S', 'Flow', 'none')])`,
    )
    expect(exchange.properties.get('seen')).toEqual(['one', null, 'two', 2, false])
    const common = { storeName: 'S', type: '', createdAt: 1_000 }
    expect(storedEntries()).toEqual([
      {
        ...common,
        flowId: '',
        id: 'e1',
        messageId: expect.any(String),
        dueAt: 7_776_001_000,
        retainUntil: 7_776_001_000,
        headers: { n: '1' },
        encrypted: false,
      },
      { ...common, flowId: 'Flow', id: 'e2', messageId: 'AM', dueAt: 1_005, retainUntil: 1_010, headers: {}, encrypted: true },
    ])
  })

  test('a keystore entry that is not there', async () => {
    const failure = await failureOf(ask('com.sap.it.api.keystore.KeystoreService', `api.getCertificate('none')`))
    expect(failure.message).toContain(`KeystoreException: There is no keystore entry with the alias 'none'`)
  })
})

test('version 2 of the script API, libraries and bundles', async () => {
  await compile('import com.sap.it.script.v2.api.Message\nMessage processData(Message message) { message }')
  const exchange = await run(
    `message.setProperty('seen', [message instanceof com.sap.it.script.v2.api.Message, new org.json.JSONObject('{"a":1}').getInt('a'),
      org.osgi.framework.FrameworkUtil.getBundle(groovy.lang.Script).version.major, org.osgi.framework.FrameworkUtil.getBundle(String)])`,
  )
  expect(exchange.properties.get('seen')).toEqual([true, 1, 2, null])
})

test('scripts run as a user without rights and see none of the variables of the server', async () => {
  const exchange = await run(
    `message.setBody(['id', '-u'].execute().text.trim() + ' ' + (System.getenv().keySet() - ['PATH', 'HOME', 'TMPDIR', 'LANG', 'JAVA_TOOL_OPTIONS', 'PWD', 'SHLVL', '_']))`,
  )
  const own = process.getuid?.() ?? 0
  expect(exchange.body.asText()).toBe(`${own === 0 ? 65534 : own} []`)
})
