import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import step from './content-modifier.ts'
import { compileStep, exchangeOf, runStep, takesStreams } from './step.fixture.ts'

type Cells = Partial<Record<'Action' | 'Type' | 'Value' | 'Default' | 'Name' | 'Datatype', string>>

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const rows = (...cells: Cells[]): string =>
  cells
    .map(
      (row) =>
        `<row>${Object.entries({ Action: 'Create', ...row })
          .map(([id, value]) => `<cell id='${id}'>${escapeXml(value)}</cell>`)
          .join('')}</row>`,
    )
    .join('')

const message = () =>
  exchangeOf({
    body: '<order><id>7</id><id>8</id></order>',
    headers: { kind: 'old', 'x-one': '1', 'X-Two': '2', sap_id: 's' },
    properties: { source: 'p', count: 3 },
  })

describe('Content Modifier', () => {
  it.each<[string, Cells, unknown]>([
    ['a constant', { Type: 'constant', Value: '500' }, '500'],
    ['a constant without type', { Value: ' a ' }, ' a '],
    ['a constant that looks like an expression', { Type: 'constant', Value: '${header.kind}' }, '${header.kind}'],
    ['an old external parameter', { Type: 'external parameter', Value: 'Berlin' }, 'Berlin'],
    ['an expression', { Type: 'expression', Value: '${header.kind}!' }, 'old!'],
    ['an expression that keeps its type', { Type: 'expression', Value: '${property.count}' }, 3],
    ['an expression as text', { Type: 'expression', Value: '${property.count}', Datatype: 'java.lang.String' }, '3'],
    ['an expression as misspelt text', { Type: 'expression', Value: '${property.count}', Datatype: 'java.lang.Sting' }, '3'],
    ['an expression as number', { Type: 'expression', Value: '42', Datatype: 'java.Lang.Integer' }, 42],
    ['an expression as truth value', { Type: 'expression', Value: 'TRUE', Datatype: 'java.lang.Boolean' }, true],
    ['the body as text', { Type: 'expression', Value: '${in.body}' }, '<order><id>7</id><id>8</id></order>'],
    ['the body as bytes', { Type: 'expression', Value: '${body}', Datatype: 'byte[]' }, Buffer.from('<order><id>7</id><id>8</id></order>')],
    ['an xpath', { Type: 'xpath', Value: '//id', Datatype: 'java.lang.String' }, '7'],
    ['an expression as long', { Type: 'expression', Value: '9007199254740993', Datatype: 'java.lang.Long' }, 9007199254740993n],
    ['an xpath as long', { Type: 'xpath', Value: 'count(//id)', Datatype: 'java.lang.Long' }, 2n],
    ['an xpath as number', { Type: 'xpath', Value: 'count(//id)', Datatype: 'java.lang.Integer' }, 2],
    ['an xpath that finds nothing', { Type: 'xpath', Value: '//none', Datatype: 'java.lang.String' }, ''],
    ['the default of an xpath', { Type: 'xpath', Value: '//none', Default: 'd' }, 'd'],
    ['a header', { Type: 'header', Value: 'KIND' }, 'old'],
    ['the default of a missing header', { Type: 'header', Value: 'none', Default: 'd' }, 'd'],
    ['a missing header', { Type: 'header', Value: 'none' }, undefined],
    ['a property', { Type: 'property', Value: 'source' }, 'p'],
    ['the default of a missing property', { Type: 'property', Value: 'none', Default: 'd' }, 'd'],
    ['nothing', { Type: 'expression', Value: '${null}' }, undefined],
  ])('sets a header and a property to %s', async (_what, cells, expected) => {
    const table = rows({ ...cells, Name: 'target' })
    const exchange = await runStep(step, { headerTable: table, propertyTable: table }, message())
    expect([exchange.headers.get('target'), exchange.properties.get('target')]).toEqual([expected, expected])
  })

  it('keeps nodes as nodes and writes them as markup', async () => {
    const propertyTable = rows({ Type: 'xpath', Value: '//id', Name: 'ids', Datatype: 'org.w3c.dom.NodeList' })
    const exchange = await runStep(step, { propertyTable, bodyType: 'expression', wrapContent: '<all>${property.ids}</all>' }, message())
    expect(exchange.body.asText()).toBe('<all><id>7</id><id>8</id></all>')
  })

  it('takes a header away that is set to nothing', async () => {
    const headerTable = rows({ Type: 'header', Value: 'none', Name: 'kind' })
    const exchange = await runStep(step, { headerTable }, message())
    expect(exchange.headers.has('kind')).toBe(false)
  })

  it.each([
    ['$name=kind', ['X-Two', 'sap_id', 'x-one']],
    ['$name=KIND', ['X-Two', 'sap_id', 'x-one']],
    ['$name=$name=kind', ['X-Two', 'sap_id', 'x-one']],
    ['kind', ['X-Two', 'sap_id', 'x-one']],
    ['$include=x-*', ['X-Two', 'kind', 'sap_id']],
    ['$include=*', []],
    ['$include=*,$exclude=sap_*', ['sap_id']],
    ['$include=x-*,X-*', ['kind', 'sap_id']],
    ['$include=Kind', ['X-Two', 'sap_id', 'x-one']],
    ['$include=X-.*', ['kind', 'sap_id']],
    ['$include=x-(one|none)', ['X-Two', 'kind', 'sap_id']],
    ['$include=[', ['X-Two', 'kind', 'sap_id', 'x-one']],
    ['$name=none', ['X-Two', 'kind', 'sap_id', 'x-one']],
  ])('deletes headers by %s', async (Name, left) => {
    const exchange = await runStep(step, { headerTable: rows({ Action: 'Delete', Type: 'constant', Name }) }, message())
    expect(Array.from(exchange.headers, ([name]) => name).sort()).toEqual(left)
  })

  it('deletes properties by name and by pattern', async () => {
    const propertyTable = rows({ Action: 'Delete', Name: '$name=source' }, { Action: 'Delete', Name: '$include=cou*' })
    const exchange = await runStep(step, { propertyTable }, message())
    expect([...exchange.properties]).toEqual([])
  })

  it('writes headers first, then properties, then the body, rows from top to bottom', async () => {
    const exchange = await runStep(
      step,
      {
        bodyType: 'expression',
        wrapContent: '${header.a}|${property.c}',
        propertyTable: rows({ Type: 'expression', Value: '${header.b}+', Name: 'c' }),
        headerTable: rows({ Type: 'constant', Value: '1', Name: 'a' }, { Type: 'expression', Value: '${header.a}2', Name: 'b' }),
      },
      message(),
    )
    expect(exchange.body.asText()).toBe('1|12+')
  })

  it('overlooks a row without name', async () => {
    const exchange = await runStep(
      step,
      { headerTable: rows({ Type: 'constant', Value: 'x', Name: ' ' }, { Type: 'constant' }) },
      message(),
    )
    expect(exchange.headers.size).toBe(4)
  })

  it.each([
    [{ wrapContent: '', bodyType: 'expression' }, '<order><id>7</id><id>8</id></order>'],
    [{}, '<order><id>7</id><id>8</id></order>'],
    [{ wrapContent: ' ${body}\\n{}\n' }, ' ${body}\\n{}\n'],
    [{ wrapContent: 'a', bodyType: 'constant' }, 'a'],
    [{ wrapContent: '[${in.body}]', bodyType: 'expression' }, '[<order><id>7</id><id>8</id></order>]'],
    [{ wrapContent: '${property.none}', bodyType: 'expression' }, ''],
    [{ wrapContent: '${null}', bodyType: 'expression' }, ''],
  ])('body %j', async (properties, expected) => {
    expect((await runStep(step, properties as Record<string, string>, message())).body.asText()).toBe(expected)
  })

  it('keeps the bytes of a body that becomes itself or comes from a property', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe])
    const exchange = exchangeOf()
    exchange.body = Body.bytes(bytes)
    await runStep(step, { bodyType: 'expression', wrapContent: '${in.body}' }, exchange)
    expect(exchange.body.asBytes()).toEqual(bytes)
    exchange.properties.set('kept', bytes)
    await runStep(step, { bodyType: 'expression', wrapContent: '${property.kept}' }, exchange)
    expect(exchange.body.asBytes()).toEqual(bytes)
  })

  it.each([
    [{ Type: 'xpath', Value: '//x', Name: 'a' }, "XPath '//x' needs an XML body, but the body is empty"],
    [{ Type: 'expression', Value: 'abc', Datatype: 'java.lang.Integer', Name: 'a' }, "'abc' is not of type Integer"],
    [{ Type: 'expression', Value: '3000000000', Datatype: 'Integer', Name: 'a' }, "'3000000000' is not of type Integer"],
    [{ Type: 'expression', Value: '9223372036854775808', Datatype: 'Long', Name: 'a' }, "'9223372036854775808' is not of type Long"],
    [{ Type: 'expression', Value: '', Datatype: 'Integer', Name: 'a' }, "'' is not of type Integer"],
  ])('fails while it runs: %j', async (cells, reason) => {
    await expect(runStep(step, { headerTable: rows(cells) }, exchangeOf())).rejects.toThrow(
      expect.objectContaining({ code: 'processing-failed', message: reason }),
    )
  })

  it.each([
    [{ Type: 'magic', Name: 'a' }, "Content Modifier row of type 'magic'", 'Header a: this type is unknown'],
    [
      { Type: 'expression', Value: '${nope}', Name: 'a' },
      'Content Modifier',
      "Header a: Simple expression '${nope}': unknown function 'nope'",
    ],
    [{ Type: 'xpath', Value: '//q:x', Name: 'a' }, 'Content Modifier', "Header a: XPath '//q:x': the prefix q is missing"],
  ])('does not compile %j', async (cells, construct, reason) => {
    await expect(compileStep(step, { headerTable: rows(cells) })).rejects.toThrow(
      expect.objectContaining({ construct, message: expect.stringContaining(reason) }),
    )
  })

  it('does not compile a body of an unknown type', async () => {
    await expect(compileStep(step, { bodyType: 'xpath', wrapContent: 'x' })).rejects.toThrow('bodyType must be one of constant, expression')
  })
})

describe('a body that does not fit into memory', () => {
  it.each<[boolean, string, Record<string, string>]>([
    [
      true,
      'constants',
      { headerTable: rows({ Name: 'a', Type: 'constant', Value: '${body}' }), propertyTable: rows({ Name: 'b', Value: 'body' }) },
    ],
    [
      true,
      'headers and properties',
      {
        headerTable: rows(
          { Name: 'a', Type: 'expression', Value: '${header.x} ${property.y}' },
          { Name: 'b', Type: 'header', Value: 'body' },
        ),
      },
    ],
    [true, 'deletions', { headerTable: rows({ Action: 'Delete', Name: 'a', Type: 'xpath', Value: '//a' }) }],
    [false, 'an expression with the body', { propertyTable: rows({ Name: 'a', Type: 'expression', Value: 'x ${ in.body }' }) }],
    [
      false,
      'an expression with the body in a type',
      { propertyTable: rows({ Name: 'a', Type: 'expression', Value: '$simple{mandatoryBodyAs(String)}' }) },
    ],
    [false, 'an XPath', { headerTable: rows({ Name: 'a', Type: 'xpath', Value: '//a' }) }],
    [false, 'a new body', { wrapContent: 'new' }],
  ])('passes: %s, for %s', (expected, _what, properties) => {
    expect(takesStreams(step, properties)).toBe(expected)
  })
})
