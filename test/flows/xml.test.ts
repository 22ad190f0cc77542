import { expect, test } from 'vitest'
import { content, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const xslt = (properties: Record<string, string>): StepSketch => ({
  activity: 'Mapping',
  properties: { subActivityType: 'XSLTMapping', mappingoutputformat: 'Bytes', ...properties },
})

const sheet = (content: string) =>
  `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:cpi="http://sap.com/it/" exclude-result-prefixes="cpi"><xsl:output omit-xml-declaration="yes"/><xsl:param name="exchange"/><xsl:param name="order"/><xsl:template match="/">${content}</xsl:template></xsl:stylesheet>`

test('a stylesheet reads a header, writes a header and the next step sees it', async () => {
  const stylesheet = sheet(
    `<xsl:value-of select="cpi:setHeader($exchange, 'total', sum(//price))"/><o id="{$order}"><xsl:copy-of select="//item"/></o>`,
  )
  const order = content('${in.body}', { order: '4711' })
  const total = content('${header.total}: ${in.body}')
  const mapping = xslt({ mappinguri: 'dir://mapping/xslt/src/main/resources/mapping/Order.xsl' })
  await stage.deploy({
    id: 'Order',
    sender: https('/order'),
    steps: [order, mapping, total],
    resources: { 'mapping/Order.xsl': stylesheet },
  })
  const answer = await stage.call('/order', '<a><item><price>2</price></item><item><price>3</price></item></a>')
  expect([answer.status, await answer.text()]).toEqual([
    200,
    '5: <o id="4711"><item><price>2</price></item><item><price>3</price></item></o>',
  ])
})

test('a stylesheet from the partner directory changes with it', async () => {
  const mapping = xslt({ mappingSource: 'mappingSrcHeader', mappingHeaderNameKey: 'sheet' })
  const chosen = content('${in.body}', { sheet: 'pd:Shop:xslt:Binary' })
  await stage.deploy({ id: 'Partner', sender: https('/partner'), steps: [chosen, mapping] })
  const value = (name: string) => Buffer.from(sheet(`<${name}/>`)).toString('base64')
  const missing = await stage.call('/partner', '<a/>')
  const created = await stage.api('POST', 'BinaryParameters', { Pid: 'Shop', Id: 'xslt', ContentType: 'xsl', Value: value('before') })
  const before = await (await stage.call('/partner', '<a/>')).text()
  const changed = await stage.api('PUT', "BinaryParameters(Pid='Shop',Id='xslt')", { ContentType: 'xsl', Value: value('after') })
  const after = await (await stage.call('/partner', '<a/>')).text()
  expect([missing.status, created.status, before, changed.status < 300, after]).toEqual([500, 201, '<before/>', true, '<after/>'])
})

test('a stylesheet that does not compile fails the deployment with the line', async () => {
  const steps = [xslt({ mappinguri: 'dir://mapping/xslt/src/main/resources/mapping/Order.xsl' })]
  const resources = { 'mapping/Order.xsl': sheet('\n<xsl:value-of select="none()"/>') }
  await expect(stage.deploy({ id: 'Wrong', sender: https('/wrong'), steps, resources })).rejects.toThrow(
    /XSLT Mapping in Step_1 .*mapping\/Order\.xsl: line 2: Cannot find a 0-argument function/s,
  )
})

test('a cXML message loses its document type, is validated, and its faults go into the log', async () => {
  const schema =
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:schema>'
  await stage.deploy({
    id: 'Valid',
    sender: https('/valid'),
    steps: [
      { activity: 'XmlModifier', properties: { removeExternalDTDs: '1', removeXmlDeclaration: '1', xmlCharacterHandling: 'none' } },
      { activity: 'XmlValidator', properties: { xmlSchemaSource: 'iflowOption', xsd: '/xsd/a.xsd', preventException: 'true' } },
      content('${header.SAP_XmlValidationResult}|${in.body}'),
    ],
    resources: { 'xsd/a.xsd': schema },
  })
  const head = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">'
  expect(await (await stage.call('/valid', `${head}<a><n>1</n></a>`)).text()).toBe('|<a><n>1</n></a>')
  const answer = await stage.call('/valid', `${head}<a><n>x</n></a>`)
  expect(await answer.text()).toContain("'x' is not a valid value for 'integer'., Line : 1, Column : 12")
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  const attachments = async () => {
    const { d } = (await (await stage.api('GET', `MessageProcessingLogs('${guid}')/Attachments`)).json()) as {
      d: { results: { Name: string; ContentType: string }[] }
    }
    return d.results.map(({ Name, ContentType }) => [Name, ContentType])
  }
  await expect.poll(attachments).toEqual([['SAP_XmlValidationResult', 'text/plain']])
})
