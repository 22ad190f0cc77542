import { describe, expect, test } from 'vitest'
import type { StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import type { ScriptHost } from '../engine/services.ts'
import type { Resources } from '../iflow/model.ts'
import { files, scriptBench } from '../languages/script-host/fixtures/script-bench.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'
import step from './xslt-mapping.ts'

const { host } = scriptBench()

const unused = () => Promise.reject(new Error('unused'))
const absent: ScriptHost = { unavailable: () => undefined, compile: unused, compileStylesheet: unused, compileSchema: unused }

/** A stylesheet that writes the words. */
const sheet = (words: string) =>
  `<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/><xsl:template match="/">${words}</xsl:template></xsl:stylesheet>`

interface World {
  readonly resources?: Resources
  /** Binary parameters by partner and id. */
  readonly parameters?: Map<string, Uint8Array>
  readonly scripts?: ScriptHost
}

async function compileIn({ resources = new Map(), parameters = new Map(), scripts = host() }: World, properties: Record<string, string>) {
  const base = contextOf(step, properties)
  const partnerDirectory = { binaryParameter: async (partner: string, id: string) => parameters.get(`${partner} ${id}`) }
  const services = { ...base.flow.services, scripts, partnerDirectory }
  const context: StepContext = { ...base, flow: { ...base.flow, resources, services } }
  return step.compile(readConfig(step.fields, context.node.properties), context)
}

async function transformed(world: World, properties: Record<string, string>, headers: Record<string, unknown> = {}): Promise<Exchange> {
  const exchange = exchangeOf({ body: '<a/>', headers })
  await (await compileIn(world, properties))(exchange)
  return exchange
}

const FILE = 'dir://mapping/xslt/src/main/resources/mapping/Order.xsl'

describe('a stylesheet of the flow', () => {
  test.each([
    ['its address', { mappinguri: FILE }, 'mapping/Order.xsl'],
    ['its path without the ending', { mappingpath: 'src/main/resources/mapping/Order' }, 'mapping/Order.xslt'],
    ['its path below the resources', { mappinguri: '/xslt/Order.xsl' }, 'xslt/Order.xsl'],
  ])('is found by %s', async (_name, properties, path) => {
    expect((await transformed({ resources: files({ [path]: sheet('found') }) }, properties)).body.asText()).toBe('found')
  })

  test.each([
    ['', false],
    ['Bytes', false],
    ['String', true],
  ])('with the output format "%s", the body is text: %s', async (mappingoutputformat, isText) => {
    const { body } = await transformed({ resources: files({ 'mapping/Order.xsl': sheet('ü') }) }, { mappinguri: FILE, mappingoutputformat })
    expect([body.isText, body.asText()]).toEqual([isText, 'ü'])
  })

  test('takes headers and properties and includes other files', async () => {
    const including = `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:include href="part.xsl"/></xsl:stylesheet>`
    const part = sheet('<xsl:value-of select="$id"/>').replace('<xsl:template', '<xsl:param name="id"/><xsl:template')
    const resources = files({ 'mapping/Order.xsl': including, 'mapping/part.xsl': part })
    expect((await transformed({ resources }, { mappinguri: FILE }, { id: '7' })).body.asText()).toBe('7')
  })

  test.each<[string, World, Record<string, string>, string]>([
    ['no stylesheet is chosen', {}, {}, 'No stylesheet is chosen'],
    ['the file is missing', {}, { mappinguri: FILE }, "Stylesheet 'mapping/Order.xsl' not found"],
    [
      'it does not compile',
      { resources: files({ 'mapping/Order.xsl': sheet('\n<xsl:value-of select="none()"/>') }) },
      { mappinguri: FILE },
      'mapping/Order.xsl: line 2: Cannot find a 0-argument function named Q{http://www.w3.org/2005/xpath-functions}none()',
    ],
    ['the header has no name', {}, { mappingSource: 'mappingSrcHeader' }, 'The header that names the stylesheet is not given'],
    [
      'the script host is missing',
      { scripts: { ...absent, unavailable: () => 'Scripts need Java' } },
      { mappinguri: FILE },
      'Scripts need Java',
    ],
  ])('does not deploy when %s', async (_name, world, properties, message) => {
    await expect(compileIn(world, properties)).rejects.toMatchObject({ name: 'CompileFailure', construct: 'XSLT Mapping', message })
  })

  test('does not deploy with an unknown source or format', async () => {
    await expect(compileIn({}, { mappingSource: 'elsewhere' })).rejects.toThrow(
      "mappingSource must be one of mappingSrcIflow, mappingSrcHeader, not 'elsewhere'",
    )
    await expect(compileIn({}, { mappingoutputformat: 'Stream' })).rejects.toThrow(
      "mappingoutputformat must be one of Bytes, String, not 'Stream'",
    )
  })
})

describe('a stylesheet that a header names', () => {
  const byHeader = { mappingSource: 'mappingSrcHeader', mappingHeaderNameKey: 'sheet' }
  const bodyAfter = async (world: World, reference: unknown) => (await transformed(world, byHeader, { sheet: reference })).body.asText()

  test.each([['mapping/Order.xsl'], ['/mapping/Order.xsl'], [FILE], [' mapping/Order.xsl ']])(
    'is the file %s of the flow',
    async (reference) => {
      expect(await bodyAfter({ resources: files({ 'mapping/Order.xsl': sheet('of the flow') }) }, reference)).toBe('of the flow')
    },
  )

  test.each([
    ['pd:Partner:xslt:Binary', 'Partner xslt'],
    ['pd:urn:partner:1:xslt:Binary', 'urn:partner:1 xslt'],
  ])('is the binary parameter %s', async (reference, key) => {
    expect(await bodyAfter({ parameters: files({ [key]: sheet('of the partner') }) }, reference)).toBe('of the partner')
  })

  test('of the partner directory includes files of the flow', async () => {
    const world = {
      resources: files({ 'mapping/part.xsl': sheet('of the part') }),
      parameters: files({
        'P xslt': `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:include href="/mapping/part.xsl"/></xsl:stylesheet>`,
      }),
    }
    expect(await bodyAfter(world, 'pd:P:xslt:Binary')).toBe('of the part')
  })

  test('is compiled once, and again when the parameter has changed', async () => {
    const parameters = files({ 'P xslt': sheet('before') })
    const compiled: string[] = []
    const compileStylesheet: ScriptHost['compileStylesheet'] = (source) => {
      compiled.push(source.path)
      return host().compileStylesheet(source)
    }
    const run = await compileIn({ parameters, scripts: { ...absent, compileStylesheet } }, byHeader)
    const send = async () => {
      const exchange = exchangeOf({ body: '<a/>', headers: { sheet: 'pd:P:xslt:Binary' } })
      await run(exchange)
      return exchange.body.asText()
    }
    const first = [await send(), await send()]
    parameters.set('P xslt', Buffer.from(sheet('after')))
    expect([first, await send(), compiled]).toEqual([['before', 'before'], 'after', ['pd/P/xslt', 'pd/P/xslt']])
  })

  test.each<[string, unknown, string]>([
    ['a missing header', undefined, 'The header sheet, which names the stylesheet, is not set'],
    ['a missing file', 'mapping/None.xsl', 'The flow has no file mapping/None.xsl'],
    ['a missing parameter', 'pd:P:none:Binary', 'The partner P has no binary parameter none'],
    ['another type', 'pd:P:xslt:String', "'pd:P:xslt:String' is not of the form pd:<partner>:<parameter>:Binary"],
    ['no parameter', 'pd:P', "'pd:P' is not of the form pd:<partner>:<parameter>:Binary"],
    [
      'a stylesheet that does not compile',
      'pd:P:broken:Binary',
      'pd/P/broken: line 1: Cannot find a 0-argument function named Q{http://www.w3.org/2005/xpath-functions}none()',
    ],
  ])('fails the message with %s', async (_name, reference, message) => {
    const parameters = files({ 'P broken': sheet('<xsl:value-of select="none()"/>') })
    const headers = reference === undefined ? {} : { sheet: reference }
    await expect(transformed({ parameters }, byHeader, headers)).rejects.toMatchObject({ code: 'processing-failed', message })
  })
})
