import { content, type FlowSketch, groovy, https } from '../support/flow.ts'

/** Takes an order, asks a shop over HTTP, logs, keeps an entry and a variable, and answers in JSON. */
export const ORDERS: FlowSketch = {
  id: 'Orders',
  sender: https('/orders'),
  properties: { allowedHeaderList: 'Priority' },
  resources: {
    'parameters.prop': 'Shop=https\\://shop.example/api\n',
    'script/log.groovy': `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) {
  def log = messageLogFactory.getMessageLog(message)
  log.addCustomHeaderProperty('Order', message.getProperty('id'))
  log.setStringProperty('Note', 'kept')
  log.addAttachmentAsString('Answer', message.getBody(String), 'application/json')
  def number = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.nrc.NumberRangeConfigurationService, null)
  message.setProperty('number', number.getNextValuefromNumberRange('Orders', null))
  def partner = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.pd.PartnerDirectoryService, null)
  message.setProperty('region', partner.getParameter('Region', 'ACME', String))
  def values = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.mapping.ValueMappingApi, null)
  message.setProperty('country', values.getMappedValue('SAP', 'Code', 'DE', 'Shop', 'Name'))
  message
}
`,
  },
  steps: [
    {
      activity: 'Enricher',
      properties: {
        bodyType: 'constant',
        headerTable: row('SAP_ApplicationID', 'xpath', '/order/@id') + row('Content-Type', 'constant', 'application/json'),
        propertyTable: row('id', 'xpath', '/order/@id', 'java.lang.String'),
      },
    },
    {
      activity: 'ExternalCall',
      channel: {
        ComponentType: 'HTTP',
        httpAddressWithoutQuery: '{{Shop}}/orders',
        httpAddressQuery: 'id=${property.id}',
        httpMethod: 'POST',
        authenticationMethod: 'Basic',
        credentialName: 'Shop',
        allowedRequestHeaders: 'Priority',
        httpRequestTimeout: '1000',
      },
    },
    groovy('log.groovy'),
    {
      activity: 'DBstorage',
      properties: {
        operation: 'put',
        storageName: 'Answers',
        visibility: 'global',
        messageId: '${property.id}',
        override: 'false',
        encrypt: 'true',
        expire: '30',
        alert: '2',
      },
    },
    {
      activity: 'Variables',
      properties: {
        variable: '<row><cell>last</cell><cell></cell><cell>expression</cell><cell>${property.id}</cell><cell>global</cell></row>',
      },
    },
    content('{"order": "${property.id}", "answer": ${in.body}}'),
  ],
}

function row(name: string, type: string, value: string, dataType = ''): string {
  return `<row><cell id='Action'>Create</cell><cell id='Type'>${type}</cell><cell id='Name'>${name}</cell><cell id='Value'>${value}</cell><cell id='Datatype'>${dataType}</cell></row>`
}

/** What every test of the flow needs. */
export const ORDERS_TENANT = `
tenant:
  credentials: { Shop: { user: anna, password: top-secret } }
  numberRanges: { Orders: { next: 41, length: 4 } }
  partners: { ACME: { text: { Region: EMEA } } }
  valueMappings:
    - { from: { agency: SAP, schema: Code, value: DE }, to: { agency: Shop, schema: Name, value: Germany } }
`
