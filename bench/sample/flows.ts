import { artifactOf, call, constant, MAPPING_PATH, outline, source } from '../../src/languages/message-mapping/fixtures/mapping-bench.ts'
import { content, type FlowSketch, groovy, type StepSketch } from '../../test/support/flow.ts'

/** A flow of the benchmark. */
export interface SampleFlow {
  /** Also its address. */
  readonly id: string
  readonly title: string
  readonly body: 'xml' | 'json'
  readonly steps: readonly StepSketch[]
  readonly resources?: FlowSketch['resources']
}

const SCRIPT = `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) {
  def orders = new XmlSlurper().parseText(message.getBody(String))
  message.setHeader('Count', orders.order.size())
  message.setProperty('first', orders.order[0].customer.text())
  message.setBody(orders.order.collect { "\${it.@id};\${it.price}" }.join('\\n'))
  return message
}`

const STYLESHEET = `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/orders"><receipts><xsl:apply-templates select="order"/></receipts></xsl:template>
<xsl:template match="order"><receipt number="{@id}"><to><xsl:value-of select="upper-case(customer)"/></to><xsl:copy-of select="price"/></receipt></xsl:template>
</xsl:stylesheet>`

const MAPPING = artifactOf({
  target: outline(`
    receipts
      receipt *
        to 1
        text 1
        price 1
  `),
  targets: {
    '/receipts': constant(''),
    '/receipts/receipt': source('/orders/order'),
    '/receipts/receipt/to': call('toUpperCase', [source('/orders/order/customer')]),
    '/receipts/receipt/text': call('concat', [source('/orders/order/article'), source('/orders/order/customer')], { delimeter: ' for ' }),
    '/receipts/receipt/price': source('/orders/order/price'),
  },
})

const mapping = (mappingType: string, file: string): StepSketch => ({
  activity: 'Mapping',
  properties: {
    mappingType,
    subActivityType: mappingType,
    mappinguri: `dir://${file.endsWith('.mmap') ? 'mmap' : 'mapping/xslt'}/src/main/resources/${file}`,
    mappingReference: 'static',
  },
})

export const FLOWS: readonly SampleFlow[] = [
  { id: 'PassThrough', title: 'pass-through', body: 'xml', steps: [] },
  {
    id: 'ContentModifier',
    title: 'content modifier: a header, a new body around the old one',
    body: 'xml',
    steps: [content('<message at="${date:now:yyyy-MM-dd}">${body}</message>', { Kind: 'order' })],
  },
  {
    id: 'Router',
    title: 'router with two XPaths',
    body: 'xml',
    steps: [
      {
        activity: 'ExclusiveGateway',
        routes: [
          { condition: "/orders/order[1]/customer = 'Nobody'", language: 'XML', steps: [] },
          { condition: 'count(/orders/order) > 1', language: 'XML', steps: [] },
          { steps: [] },
        ],
      },
    ],
  },
  { id: 'JsonToXml', title: 'JSON to XML', body: 'json', steps: [{ activity: 'JsonToXmlConverter' }] },
  { id: 'XmlToJson', title: 'XML to JSON', body: 'xml', steps: [{ activity: 'XmlToJsonConverter' }] },
  {
    id: 'Groovy',
    title: 'Groovy: XmlSlurper, a line for each order',
    body: 'xml',
    steps: [groovy('orders.groovy')],
    resources: { 'script/orders.groovy': SCRIPT },
  },
  {
    id: 'Xslt',
    title: 'XSLT',
    body: 'xml',
    steps: [mapping('XSLTMapping', 'mapping/orders.xsl')],
    resources: { 'mapping/orders.xsl': STYLESHEET },
  },
  {
    id: 'MessageMapping',
    title: 'message mapping: three fields of each order, two functions',
    body: 'xml',
    steps: [mapping('MessageMapping', MAPPING_PATH)],
    resources: Object.fromEntries([...MAPPING].map(([path, content]) => [path, Buffer.from(content).toString()])),
  },
  {
    id: 'Splitter',
    title: 'splitter: 5, 100, 1,000 items, a content modifier for each',
    body: 'xml',
    steps: [
      { activity: 'Splitter', properties: { splitType: 'Camel', exprType: 'XPath', splitExprValue: '/orders/order' } },
      content('${property.CamelSplitIndex}', { Kind: 'order' }),
    ],
  },
]
