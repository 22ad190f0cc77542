import { parseXmlDocument } from 'slimdom'
import { describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { silentLogger } from '../../kernel/logger.ts'
import { exchangeWith, failureOf, files, scriptBench, testHost } from './fixtures/script-bench.ts'
import { testServices } from './fixtures/tenant-services.ts'

const { host } = scriptBench()

const XSL = 'http://www.w3.org/1999/XSL/Transform'

/** A stylesheet whose content begins in line 2. */
const sheet = (content: string, attributes = 'version="3.0"') =>
  `<xsl:stylesheet ${attributes} xmlns:xsl="${XSL}" xmlns:cpi="http://sap.com/it/" xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">\n${content}\n</xsl:stylesheet>`

const template = (content: string) => `<xsl:template match="/">${content}</xsl:template>`

const compile = (stylesheet: string | Uint8Array, siblings = files(), path = 'mapping/orders.xsl') =>
  host().compileStylesheet({ path, content: typeof stylesheet === 'string' ? Buffer.from(stylesheet) : stylesheet, siblings })

interface Run {
  readonly body?: string | Uint8Array
  readonly headers?: Record<string, unknown>
  readonly properties?: Record<string, unknown>
  readonly siblings?: Map<string, Uint8Array>
  readonly form?: 'bytes' | 'string'
}

async function run(stylesheet: string | Uint8Array, { body = '<a/>', headers = {}, properties = {}, siblings, form = 'string' }: Run = {}) {
  const exchange = exchangeWith(typeof body === 'string' ? Body.text(body) : Body.bytes(body))
  for (const [name, value] of Object.entries(headers)) exchange.headers.set(name, value)
  for (const [name, value] of Object.entries(properties)) exchange.properties.set(name, value)
  await (await compile(stylesheet, siblings)).transform(exchange, form)
  return exchange
}

const textAfter = async (stylesheet: string | Uint8Array, options: Run = {}) => (await run(stylesheet, options)).body.asText()

/** The text result of one template. */
const resultOf = (content: string, options: Run = {}) => textAfter(sheet(`<xsl:output method="text"/>${template(content)}`), options)

const refusal = async (stylesheet: string, siblings = files()) => (await failureOf(compile(stylesheet, siblings))).message

const text = (exchange: Exchange) => exchange.body.asText()

describe('languages', () => {
  test('XSLT 1.0 takes the first of several nodes, 2.0 all of them', async () => {
    const both = (version: string) =>
      textAfter(sheet(`<xsl:output method="text"/>${template('<xsl:value-of select="//b"/>')}`, `version="${version}"`), {
        body: '<a><b>1</b><b>2</b></a>',
      })
    expect([await both('1.0'), await both('2.0')]).toEqual(['1', '1 2'])
  })

  test('XSLT 2.0 groups', async () => {
    const groups = template(
      `<r><xsl:for-each-group select="//i" group-by="@k"><g k="{current-grouping-key()}" n="{count(current-group())}"/></xsl:for-each-group></r>`,
    )
    const body = '<a><i k="x"/><i k="y"/><i k="x"/></a>'
    expect(await textAfter(sheet(`<xsl:output omit-xml-declaration="yes"/>${groups}`, 'version="2.0"'), { body })).toBe(
      '<r><g k="x" n="2"/><g k="y" n="1"/></r>',
    )
  })

  test('XSLT 3.0 has maps, arrays, JSON and xsl:try', async () => {
    const content = `<xsl:value-of select="map{'a':1}('a'), array{5,6}(2), parse-json('{&quot;k&quot;:[7]}')?k?1"/><xsl:try select="1 div 0"><xsl:catch> caught</xsl:catch></xsl:try>`
    expect(await resultOf(content)).toBe('1 6 7 caught')
  })

  test('a streamable mode runs without streaming', async () => {
    const streamable = sheet(
      '<xsl:mode streamable="yes"/><xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="a/b"/></xsl:template>',
    )
    expect(await textAfter(streamable, { body: '<a><b>1</b></a>' })).toBe('1')
  })
})

describe('parameters', () => {
  const show = (parameters: string, value = '$x', options: Run = {}) =>
    textAfter(sheet(`<xsl:output method="text"/>${parameters}${template(`<xsl:value-of select="${value}"/>`)}`), options)

  test('a header, a property, or the default', async () => {
    const parameters = `<xsl:param name="h"/><xsl:param name="p"/><xsl:param name="d" select="'default'"/>`
    expect(await show(parameters, '$h, $p, $d', { headers: { h: 'header' }, properties: { p: 'property' } })).toBe(
      'header property default',
    )
  })

  test('a header comes before a property of its name', async () => {
    expect(await show('<xsl:param name="x"/>', '$x', { headers: { x: 'header' }, properties: { x: 'property' } })).toBe('header')
  })

  test('names tell case apart', async () => {
    expect(await show('<xsl:param name="x"/>', 'string-length($x)', { headers: { X: 'header' }, properties: { X: 'property' } })).toBe('0')
  })

  test('text becomes what the parameter declares, and calculates without a declaration', async () => {
    const parameters = '<xsl:param name="b" as="xs:boolean"/><xsl:param name="i" as="xs:integer"/><xsl:param name="n"/>'
    expect(await show(parameters, 'if ($b) then $i + 1 else 0, $n * 2', { properties: { b: 'true', i: '41', n: '1.5' } })).toBe('42 3')
  })

  test.each([
    ['a number', 41, '$x + 1', '42'],
    ['a flag', true, 'not($x)', 'false'],
    ['a date', new Date(0), 'year-from-dateTime($x)', '1970'],
    ['a list', [1, 2], 'sum($x)', '3'],
    ['a document', parseXmlDocument('<o><id>7</id></o>'), '$x/o/id', '7'],
  ])('%s arrives as such', async (_name, x, value, expected) => {
    expect(await show('<xsl:param name="x"/>', value, { properties: { x } })).toBe(expected)
  })

  test('a value that does not fit fails with the parameter', async () => {
    const failure = await failureOf(show('<xsl:param name="x" as="xs:integer"/>', '$x', { properties: { x: 'many' } }))
    expect(failure).toMatchObject({ code: 'processing-failed', name: 'net.sf.saxon.trans.XPathException' })
    expect(failure.message).toContain('Cannot convert string "many" to an integer')
  })

  test('a parameter in a namespace is named {uri}name', async () => {
    expect(
      await show('<xsl:param name="x:p" xmlns:x="urn:x"/>', '$q:p'.replace('q:', 'Q{urn:x}'), { properties: { '{urn:x}p': 'v' } }),
    ).toBe('v')
  })
})

describe('functions of the exchange', () => {
  const exchange = '<xsl:param name="exchange"/>'

  test('set headers and properties and leave nothing in the result', async () => {
    const set = template(
      `<xsl:value-of select="cpi:setHeader($exchange, 'content-type', 'text/plain')"/><xsl:value-of select="cpi:setProperty($exchange, 'id', //id)"/><xsl:value-of select="cpi:setProperty($exchange, 'count', count(//id))"/>done`,
    )
    const after = await run(sheet(`${exchange}<xsl:output method="text"/>${set}`), {
      body: '<a><id>7</id></a>',
      headers: { 'Content-Type': 'x' },
    })
    expect({ text: text(after), headers: [...after.headers], properties: [...after.properties] }).toEqual({
      text: 'done',
      headers: [['Content-Type', 'text/plain']],
      properties: [
        ['id', '7'],
        ['count', '1'],
      ],
    })
  })

  test('each call in a loop counts', async () => {
    const loop = template(
      `<xsl:for-each select="1 to 3"><xsl:value-of select="cpi:setHeader($exchange, concat('h', .), 'same')"/></xsl:for-each>`,
    )
    expect([...(await run(sheet(`${exchange}${loop}`))).headers]).toEqual([
      ['h1', 'same'],
      ['h2', 'same'],
      ['h3', 'same'],
    ])
  })

  test('get headers and properties that no parameter declares', async () => {
    const get = template(
      `<xsl:value-of select="cpi:getHeader($exchange, 'H'), cpi:getProperty($exchange, 'p'), empty(cpi:getProperty($exchange, 'none'))"/>`,
    )
    expect(await textAfter(sheet(`${exchange}<xsl:output method="text"/>${get}`), { headers: { h: '1' }, properties: { p: '2' } })).toBe(
      '1 2 true',
    )
  })

  test('what was set is kept when the stylesheet fails afterwards', async () => {
    const stylesheet = await compile(
      sheet(
        `${exchange}${template(`<xsl:value-of select="cpi:setProperty($exchange, 'step', 'begun')"/><xsl:message terminate="yes">no</xsl:message>`)}`,
      ),
    )
    const message = exchangeWith(Body.text('<a/>'))
    await failureOf(stylesheet.transform(message, 'bytes'))
    expect([...message.properties, text(message)]).toEqual([['step', 'begun'], '<a/>'])
  })

  test('anything else than the exchange is refused', async () => {
    expect((await failureOf(resultOf(`<xsl:value-of select="cpi:setHeader('x', 'a', 'b')"/>`))).message).toBe(
      "net.sf.saxon.trans.XPathException: The first argument of setHeader must be the stylesheet's parameter exchange@ line 2 in mapping/orders.xsl",
    )
  })
})

describe('output', () => {
  test.each([
    ['the declaration names the encoding', '<xsl:output encoding="ISO-8859-1"/>', '<?xml version="1.0" encoding="ISO-8859-1"?><r>ü</r>'],
    ['no declaration', '<xsl:output omit-xml-declaration="yes"/>', '<r>ü</r>'],
    ['characters outside the encoding', '<xsl:output encoding="US-ASCII" omit-xml-declaration="yes"/>', '<r>&#xfc;</r>'],
    ['text', '<xsl:output method="text"/>', 'ü'],
    ['HTML', '<xsl:output method="html"/>', '<r>ü</r>'],
    ['indentation', '<xsl:output indent="yes" omit-xml-declaration="yes"/>', '<r>ü</r>\n'],
  ])('as string: %s', async (_name, output, expected) => {
    expect(await textAfter(sheet(`${output}${template('<r>ü</r>')}`))).toBe(expected)
  })

  test('as JSON', async () => {
    expect(await textAfter(sheet(`<xsl:output method="json"/>${template(`<xsl:sequence select="map{'a': array{1, 'ü'}}"/>`)}`))).toBe(
      '{"a":[1,"ü"]}',
    )
  })

  test('HTML by its root element', async () => {
    expect(await textAfter(sheet(template('<html><br/></html>')))).toBe('<html><br></html>')
  })

  test('bytes are in the encoding of the output', async () => {
    const after = await run(sheet(`<xsl:output encoding="ISO-8859-1" omit-xml-declaration="yes"/>${template('<r>ü</r>')}`), {
      form: 'bytes',
    })
    expect([after.body.isText, [...after.body.asBytes()]]).toEqual([false, [...Buffer.from('<r>ü</r>', 'latin1')]])
  })

  test('disable-output-escaping writes a document type', async () => {
    const type = template(`<xsl:text disable-output-escaping="yes">&lt;!DOCTYPE cXML SYSTEM "cXML.dtd"&gt;</xsl:text><cXML/>`)
    expect(await textAfter(sheet(`<xsl:output omit-xml-declaration="yes"/>${type}`))).toBe('<!DOCTYPE cXML SYSTEM "cXML.dtd"><cXML/>')
  })

  test('xsl:result-document is refused', async () => {
    expect((await failureOf(resultOf('<xsl:result-document href="other.xml"><r/></xsl:result-document>'))).message).toBe(
      'net.sf.saxon.trans.XPathException: A mapping has one result: xsl:result-document cannot write other.xml@ line 2 in mapping/orders.xsl',
    )
  })
})

describe('input', () => {
  const copy = sheet(`<xsl:output omit-xml-declaration="yes"/>${template('<xsl:copy-of select="."/>')}`)

  test('bytes are read in the encoding that they declare', async () => {
    const body = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><r>ü</r>', 'latin1')
    expect(await textAfter(copy, { body })).toBe('<r>ü</r>')
  })

  test('a DTD inside the document is read', async () => {
    expect(await textAfter(copy, { body: '<!DOCTYPE r [<!ENTITY e "x"><!ATTLIST r a CDATA "d">]><r>&e;</r>' })).toBe('<r a="d">x</r>')
  })

  test.each([
    ['an external DTD', '<!DOCTYPE r SYSTEM "http://example.com/r.dtd"><r/>', 'http://example.com/r.dtd'],
    ['an external entity', '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>', 'file:///etc/passwd'],
    ['an external parameter entity', '<!DOCTYPE r [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]><r/>', 'file:///etc/passwd'],
  ])('%s is refused', async (_name, body, uri) => {
    expect((await failureOf(textAfter(copy, { body }))).message).toBe(
      `net.sf.saxon.trans.XPathException: The document refers to ${uri}, and nothing outside of it is read`,
    )
  })

  test('entities that multiply are refused', async () => {
    const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`).join('')
    const failure = await failureOf(textAfter(copy, { body: `<!DOCTYPE r [<!ENTITY e0 "x">${entities}]><r>&e9;</r>` }))
    expect(failure.message).toContain('The parser has encountered more than "64000" entity expansions')
  })

  test.each([
    ['an empty body', '', 'Premature end of file.'],
    ['no XML', '{"a": 1}', 'Content is not allowed in prolog.'],
  ])('%s is refused', async (_name, body, reason) => {
    expect((await failureOf(textAfter(copy, { body }))).message).toContain(reason)
  })

  test('a large document', async () => {
    const body = `<a>${'<i><v>1</v></i>'.repeat(400_000)}</a>`
    expect(await resultOf('<xsl:value-of select="sum(//v)"/>', { body })).toBe('400000')
  })
})

describe('files of the artifact', () => {
  const part = (content: string) => sheet(content)
  const named = (href: string) =>
    sheet(`<xsl:include href="${href}"/><xsl:output method="text"/>${template('<xsl:call-template name="part"/>')}`)
  const partFile = part('<xsl:template name="part">from the part</xsl:template>')

  test.each([
    ['beside it', 'part.xsl', 'mapping/part.xsl'],
    ['in a folder', 'lib/part.xsl', 'mapping/lib/part.xsl'],
    ['above it', '../xslt/part.xsl', 'xslt/part.xsl'],
    ['from the root', '/xslt/part.xsl', 'xslt/part.xsl'],
    ['by its path in the project', 'src/main/resources/xslt/part.xsl', 'xslt/part.xsl'],
    ['by its project address', 'dir://mapping/xslt/src/main/resources/mapping/part.xsl', 'mapping/part.xsl'],
    ['with a blank', 'my part.xsl', 'mapping/my part.xsl'],
    ['with an escaped blank', 'my%20part.xsl', 'mapping/my part.xsl'],
    ['with a backslash', 'lib\\part.xsl', 'mapping/lib/part.xsl'],
  ])('a part %s is included', async (_name, href, path) => {
    expect(await textAfter(named(href), { siblings: files({ [path]: partFile }) })).toBe('from the part')
  })

  test('parts include parts, relative to themselves', async () => {
    const siblings = files({ 'mapping/lib/a.xsl': part('<xsl:import href="b.xsl"/>'), 'mapping/lib/b.xsl': partFile })
    expect(await textAfter(named('lib/a.xsl'), { siblings })).toBe('from the part')
  })

  test('documents, texts and the stylesheet itself are read', async () => {
    const siblings = files({ 'mapping/codes.xml': '<codes><c>1</c></codes>', 'json/t.txt': 'tüxt' })
    const content = `<xsl:value-of select="document('codes.xml')//c, doc('../mapping/codes.xml')//c, unparsed-text('/json/t.txt'), name(document('')/*), doc-available('none.xml')"/>`
    expect(await resultOf(content, { siblings })).toBe('1 1 tüxt xsl:stylesheet false')
  })

  test.each([
    ['a missing part', 'none.xsl', 'The artifact has no file mapping/none.xsl'],
    ['a part above the root', '../../../etc/passwd', 'The artifact has no file ../../etc/passwd'],
    ['another file', 'file:///etc/passwd', 'file:///etc/passwd is no file of the artifact, and nothing else is read'],
    ['a network address', 'http://127.0.0.1:1/a.xsl', 'http://127.0.0.1:1/a.xsl is no file of the artifact, and nothing else is read'],
    ['a jar', 'jar:file:/x.jar!/a.xsl', 'jar:file:/x.jar!/a.xsl is no file of the artifact, and nothing else is read'],
  ])('%s is refused at deployment', async (_name, href, reason) => {
    expect(await refusal(named(href))).toContain(`mapping/orders.xsl: line 2: ${reason}`)
  })

  test.each([
    ['doc()', `doc('file:///etc/passwd')`],
    ['unparsed-text()', `unparsed-text('file:///etc/passwd')`],
    ['json-doc()', `json-doc('file:///etc/passwd')`],
    ['collection()', `collection('file:///etc')`],
    ['uri-collection()', `uri-collection('file:///etc')`],
  ])('%s reaches nothing outside', async (_name, call) => {
    expect((await failureOf(resultOf(`<xsl:value-of select="${call}"/>`))).message).toMatch(/nothing else is read|no collections/)
  })

  test('document() is empty for what it may not read', async () => {
    expect(await resultOf(`<xsl:value-of select="count(document('file:///etc/passwd'))"/>`)).toBe('0')
  })

  test('environment variables are not shown', async () => {
    expect(await resultOf(`<xsl:value-of select="count(available-environment-variables()), environment-variable('PATH')"/>`)).toBe('0')
  })

  test('an external entity in a stylesheet is refused', async () => {
    expect(await refusal(`<!DOCTYPE x SYSTEM "file:///etc/passwd">${sheet(template('x'))}`)).toContain(
      'The document refers to file:///etc/passwd, and nothing outside of it is read',
    )
  })

  test('an entity inside a stylesheet is read', async () => {
    expect(await textAfter(`<!DOCTYPE x [<!ENTITY nbsp "&#160;">]>${sheet(`<xsl:output method="text"/>${template('&nbsp;')}`)}`)).toBe(
      '\u00a0',
    )
  })

  test('a stylesheet may be in another encoding', async () => {
    const latin = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?>${sheet(`<xsl:output method="text"/>${template('ü')}`)}`,
      'latin1',
    )
    expect(await textAfter(latin)).toBe('ü')
  })
})

describe('the partner directory', () => {
  const directory = scriptBench({
    services: () => ({
      ...testServices,
      partners: {
        ...testServices.partners,
        binary: async (partner, id) => {
          const value = files({ 'Shop part': partFile, 'urn:shop:1 codes': '<c>7</c>' }).get(`${partner} ${id}`)
          return value && { contentType: 'xml', value }
        },
      },
    }),
  })
  const partFile = sheet('<xsl:template name="part">from the partner</xsl:template>')

  async function textOf(content: string): Promise<string> {
    const stylesheet = await directory.host().compileStylesheet({
      path: 'mapping/orders.xsl',
      content: Buffer.from(sheet(`<xsl:output method="text"/>${content}`)),
      siblings: files(),
    })
    const exchange = exchangeWith(Body.text('<a/>'))
    await stylesheet.transform(exchange, 'string')
    return text(exchange)
  }

  test('holds parts', async () => {
    expect(await textOf(`<xsl:import href="pd:Shop:part:Binary"/>${template('<xsl:call-template name="part"/>')}`)).toBe('from the partner')
  })

  test('holds documents, also of partners with colons in their names', async () => {
    expect(await textOf(template(`<xsl:value-of select="document('pd:urn:shop:1:codes:Binary')/c"/>`))).toBe('7')
  })

  test.each([
    ['pd:Shop:none:Binary', 'The partner Shop has no binary parameter none'],
    ['pd:Shop:part:String', "'pd:Shop:part:String' is not of the form pd:<partner>:<parameter>:Binary"],
  ])('%s is refused', async (href, reason) => {
    expect((await failureOf(textOf(`<xsl:import href="${href}"/>`))).message).toContain(reason)
  })
})

describe('Java', () => {
  const call = (uri: string, expression: string) =>
    textAfter(
      `<xsl:stylesheet version="3.0" xmlns:xsl="${XSL}" xmlns:j="java:${uri}"><xsl:output method="text"/>${template(`<xsl:value-of select="${expression}"/>`)}</xsl:stylesheet>`,
    )

  test.each([
    ['a static method', 'java.lang.Math', 'j:max(2, 3)', '3'],
    ['a constructor and a method of the object', 'java.util.Date', 'j:to-string(j:new(0))', 'Thu Jan 01 00:00:00 UTC 1970'],
    ['an object as text', 'java.util.Date', 'j:new(0)', 'Thu Jan 01 00:00:00 UTC 1970'],
    ['a method of a string', 'java.lang.String', `j:substring('abcdef', 2, 4)`, 'cd'],
    ['the nearest overload', 'java.lang.String', `j:valueOf('text'), j:valueOf(1.5)`, 'text 1.5'],
    ['nothing', 'java.lang.System', `count(j:getProperty('sluice.none'))`, '0'],
  ])('calls %s', async (_name, uri, expression, expected) => {
    expect(await call(uri, expression)).toBe(expected)
  })

  test.each([
    ['java.util.None', 'j:new()', 'There is no Java class java.util.None'],
    ['java.util.Date', 'j:none()', 'java.util.Date has no such method'],
  ])('%s %s does not compile', async (uri, expression, reason) => {
    expect((await failureOf(call(uri, expression))).message).toContain(reason)
  })

  test('what Java throws fails the message', async () => {
    expect((await failureOf(call('java.lang.Integer', `j:parseInt('x')`))).message).toContain('For input string: "x"')
  })
})

describe('xsl:evaluate', () => {
  const evaluated = (element: string, options: Run = {}) =>
    resultOf(`<xsl:variable name="v">${element}</xsl:variable><xsl:value-of select="$v"/>`, options)

  test.each([
    ['an expression', `<xsl:evaluate xpath="'1 + 2'"/>`, '3'],
    ['a path from the context item', `<xsl:evaluate xpath="string(a/@path)" context-item="a"/>`, '7'],
    [
      'parameters',
      `<xsl:evaluate xpath="'$x * $y'" with-params="map{QName('','y'): 5}"><xsl:with-param name="x" select="4"/></xsl:evaluate>`,
      '20',
    ],
    ['namespaces of the stylesheet', `<xsl:evaluate xpath="'xs:integer(&quot;07&quot;)'"/>`, '7'],
    ['namespaces of a node', `<xsl:evaluate xpath="'count(//n:b)'" context-item="/" namespace-context="/a"/>`, '1'],
    ['a type', `<xsl:evaluate xpath="'@n'" context-item="a" as="xs:integer"/>`, '2'],
    ['with a fallback that nobody needs', `<xsl:evaluate xpath="'1'"><xsl:fallback>no</xsl:fallback></xsl:evaluate>`, '1'],
  ])('%s', async (_name, element, expected) => {
    expect(await evaluated(element, { body: '<a path="//b" n="2" xmlns:n="urn:n"><b>7</b><n:b/></a>'.replace('//b', 'b') })).toBe(expected)
  })

  test('a wrong expression fails with its reason', async () => {
    expect((await failureOf(evaluated(`<xsl:evaluate xpath="'1 +'"/>`))).message).toContain('Unexpected token')
  })
})

describe('failures', () => {
  test.each([
    ['not well-formed', '<xsl:stylesheet>', 'mapping/orders.xsl: line 1: '],
    ['a wrong expression', sheet(template('<xsl:value-of select="1 +"/>')), 'mapping/orders.xsl: line 2: '],
    [
      'an unknown function',
      sheet(template('<xsl:value-of select="cpi:setNothing()"/>')),
      'mapping/orders.xsl: line 2: Cannot find a 0-argument function named Q{http://sap.com/it/}setNothing()',
    ],
    ['a missing template', sheet(template('<xsl:call-template name="x"/>')), 'mapping/orders.xsl: line 2: '],
  ])('%s does not compile', async (_name, stylesheet, reason) => {
    const failure = await failureOf(compile(stylesheet))
    expect([failure.code, failure.message.startsWith(reason), failure.message]).toEqual(['deploy-failed', true, expect.any(String)])
  })

  test('every error of every file is named', async () => {
    const siblings = files({ 'mapping/part.xsl': sheet('<xsl:template name="p"><xsl:value-of select="f()"/></xsl:template>') })
    const lines = (await refusal(sheet(`<xsl:include href="part.xsl"/>\n${template('<xsl:value-of select="g()"/>')}`), siblings)).split(
      '\n',
    )
    expect(lines.map((line) => line.split(': ', 2).join(': ')).sort()).toEqual(['mapping/orders.xsl: line 3', 'mapping/part.xsl: line 2'])
  })

  test('an error while it runs names line and file', async () => {
    expect((await failureOf(resultOf('<xsl:value-of select="xs:integer(a)"/>', { body: '<a>x</a>' }))).message).toBe(
      'net.sf.saxon.trans.XPathException: Cannot convert string "x" to an integer@ line 2 in mapping/orders.xsl',
    )
  })

  test('xsl:message with terminate says its text', async () => {
    expect(
      (await failureOf(resultOf('<xsl:message terminate="yes">No order <xsl:value-of select="a"/></xsl:message>', { body: '<a>7</a>' })))
        .message,
    ).toBe('net.sf.saxon.trans.XPathException: Processing was ended by xsl:message: No order 7@ line 2 in mapping/orders.xsl')
  })

  test('a stylesheet that calls itself for ever fails', async () => {
    const endless =
      '<xsl:template match="/"><xsl:call-template name="x"/></xsl:template><xsl:template name="x"><b><xsl:call-template name="x"/></b></xsl:template>'
    expect((await failureOf(textAfter(sheet(endless)))).message).toContain('Too many nested')
  })

  test('deep tail recursion is a loop', async () => {
    const functions = `<xsl:function name="cpi:down"><xsl:param name="n"/><xsl:sequence select="if ($n = 0) then 'down' else cpi:down($n - 1)"/></xsl:function>`
    expect(await textAfter(sheet(`${functions}<xsl:output method="text"/>${template('<xsl:value-of select="cpi:down(1000000)"/>')}`))).toBe(
      'down',
    )
  })
})

describe('time limit', () => {
  const patient = scriptBench({ timeLimit: 500 })

  test.each([
    [
      'a template',
      '<xsl:template match="/"><xsl:call-template name="x"/></xsl:template><xsl:template name="x"><xsl:call-template name="x"/></xsl:template>',
    ],
    [
      'a function',
      `<xsl:function name="cpi:f"><xsl:param name="n"/><xsl:sequence select="cpi:f($n + 1)"/></xsl:function>${template('<xsl:value-of select="cpi:f(1)"/>')}`,
    ],
    ['xsl:for-each', template('<xsl:for-each select="1 to 1000000000"><xsl:value-of select=". mod 7"/></xsl:for-each>')],
    ['for', template('<xsl:value-of select="count(for $x in 1 to 1000000000 return ($x mod 7, $x))"/>')],
  ])('%s that does not end is stopped, and its thread too', async (_name, content) => {
    const stylesheet = await patient
      .host()
      .compileStylesheet({ path: 'mapping/busy.xsl', content: Buffer.from(sheet(content)), siblings: files() })
    const failure = await failureOf(stylesheet.transform(exchangeWith(Body.text('<a/>')), 'bytes'))
    expect([failure.code, failure.message]).toEqual([
      'processing-failed',
      'The script mapping/busy.xsl was stopped: it ran longer than 500 ms',
    ])
    await expect.poll(() => busyThreads(patient), { timeout: 10_000 }).toBe('0')
  })
})

/** How many worker threads run a transformation at this moment. */
async function busyThreads(bench: ReturnType<typeof scriptBench>): Promise<string> {
  const seen = `message.setBody("" + Thread.allStackTraces.count { thread, trace -> trace.any { it.className == 'sluice.host.StylesheetProgram' } })`
  return (await bench.run(seen)).body.asText()
}

test('xsl:message goes to the log of the server', async () => {
  const lines: unknown[] = []
  const logger = { ...silentLogger, info: (_text: string, details?: Record<string, unknown>) => void lines.push(details) }
  const own = await testHost({ logger })
  const stylesheet = await own.compileStylesheet({
    path: 'mapping/orders.xsl',
    content: Buffer.from(sheet(template('<xsl:message>seen <xsl:value-of select="a"/></xsl:message>'))),
    siblings: files(),
  })
  await stylesheet.transform(exchangeWith(Body.text('<a>7</a>')), 'bytes')
  await own.stop()
  expect(lines).toEqual([{ line: 'mapping/orders.xsl: seen 7' }])
})
