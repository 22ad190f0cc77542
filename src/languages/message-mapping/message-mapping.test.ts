import { describe, expect, test } from 'vitest'
import { exchangeOf } from '../exchange.fixture.ts'
import {
  artifactOf,
  type BrickXml,
  call,
  constant,
  MAPPING_PATH,
  type MappingSketch,
  map,
  mapExchange,
  outline,
  reference,
  services,
  shared,
  source,
} from './fixtures/mapping-bench.ts'
import { compileMessageMapping } from './message-mapping.ts'

const ORDERS =
  '<Orders><Order id="1"><Type>E</Type><Item><Name>a</Name></Item><Item><Name>b</Name></Item></Order><Order id="2"><Type>I</Type><Item><Name>c</Name></Item></Order></Orders>'

const FLAT = outline(`
  List
    Line *
      @type
      Name ?
      Type ?
`)

const flat = (targets: Record<string, BrickXml>): MappingSketch => ({ target: FLAT, targets })
const ITEM = '/Orders/Order/Item'

describe('contexts', () => {
  test('a field changes its context with its parent: only the first context reaches the one list', async () =>
    expect(await map(flat({ '/List/Line': source(ITEM) }), ORDERS)).toBe('<List><Line/><Line/></List>'))

  test('a context set higher holds all values', async () =>
    expect(await map(flat({ '/List/Line': source(ITEM, '/Orders'), '/List/Line/Name': source(`${ITEM}/Name`) }), ORDERS)).toBe(
      '<List><Line><Name>a</Name></Line><Line><Name>b</Name></Line><Line><Name>c</Name></Line></List>',
    ))

  test('removeContexts makes one list, SplitByValue one context for each line', async () => {
    const all = call('removeContexts', [source(`${ITEM}/Name`)])
    expect(await map(flat({ '/List/Line': all, '/List/Line/Name': call('SplitByValue', [all], { type: '0' }) }), ORDERS)).toBe(
      '<List><Line><Name>a</Name></Line><Line><Name>b</Name></Line><Line><Name>c</Name></Line></List>',
    )
    expect(await map(flat({ '/List/Line': all, '/List/Line/Name': all }), ORDERS)).toBe(
      '<List><Line><Name>a</Name></Line><Line/><Line/></List>',
    )
  })

  test('useOneAsMany puts the value of each order on each of its lines', async () => {
    const items = source(ITEM, '/Orders/Order')
    const type = call('useOneAsMany', [source('/Orders/Order/Type'), items, call('SplitByValue', [items], { type: '0' })])
    expect(await map(flat({ '/List/Line': call('removeContexts', [items]), '/List/Line/@type': type }), ORDERS)).toBe(
      '<List><Line type="E"/><Line type="E"/><Line type="I"/></List>',
    )
  })

  test('without context changes each line takes the first value of the next context', async () => {
    const items = source(ITEM, '/Orders/Order')
    const type = call('useOneAsMany', [source('/Orders/Order/Type'), items, items])
    expect(await map(flat({ '/List/Line': call('removeContexts', [items]), '/List/Line/@type': type }), ORDERS)).toBe(
      '<List><Line type="E"/><Line type="I"/><Line/></List>',
    )
  })

  test('a suppressed node takes the contexts of what is below it along', async () => {
    const condition = call('stringEquals', [source('/Orders/Order/Type', '/Orders'), constant('I')])
    const mapping = flat({ '/List/Line': call('createIf', [condition]), '/List/Line/Name': source(`${ITEM}/Name`, '/Orders/Order') })
    expect(await map(mapping, ORDERS)).toBe('<List><Line><Name>c</Name></Line></List>')
  })

  test('a nested structure keeps its nesting', async () => {
    const target = outline(`
      List
        Group *
          Line *
            Name
    `)
    const targets = {
      '/List/Group': source('/Orders/Order'),
      '/List/Group/Line': source(ITEM),
      '/List/Group/Line/Name': source(`${ITEM}/Name`),
    }
    expect(await map({ target, targets }, ORDERS)).toBe(
      '<List><Group><Line><Name>a</Name></Line><Line><Name>b</Name></Line></Group><Group><Line><Name>c</Name></Line></Group></List>',
    )
  })

  test('a constant is created for each parent', async () =>
    expect(await map(flat({ '/List/Line': source('/Orders/Order'), '/List/Line/Type': constant('x') }), ORDERS)).toBe(
      '<List><Line><Type>x</Type></Line><Line><Type>x</Type></Line></List>',
    ))

  test('a field that the message does not have is one empty context', async () =>
    expect(
      await map(
        flat({
          '/List/Line': call('exists', [source('/Orders/Other/Field')]),
          '/List/Line/Name': call('mapWithDefault', [source('/Orders/Other/Field')], { default_value: 'none' }),
        }),
        ORDERS,
      ),
    ).toBe('<List><Line><Name>none</Name></Line></List>'))

  test('attributes are fields', async () =>
    expect(
      await map(flat({ '/List/Line': source('/Orders/Order/@id', '/Orders'), '/List/Line/Name': source('/Orders/Order/@id') }), ORDERS),
    ).toBe('<List><Line><Name>1</Name></Line><Line><Name>2</Name></Line></List>'))
})

describe('the target structure', () => {
  test('decides the order of elements, whatever the order of the mapping', async () =>
    expect(
      await map(flat({ '/List/Line/Type': constant('t'), '/List/Line/Name': constant('n'), '/List/Line': constant('') }), ORDERS),
    ).toBe('<List><Line><Name>n</Name><Type>t</Type></Line></List>'))

  test('creates what must be there above a mapped field, and leaves out what need not', async () => {
    const target = outline(`
      Root
        Must
          Deep
            Field ?
        May ?
          Field ?
    `)
    expect(await map({ target, targets: { '/Root/Must/Deep/Field': constant('a'), '/Root/May/Field': constant('b') } }, '<x/>')).toBe(
      '<Root><Must><Deep><Field>a</Field></Deep></Must></Root>',
    )
  })

  test('limits how often a node is created', async () => {
    const target = outline(`
      List
        Line 0..2
        One ?
    `)
    const all = source(`${ITEM}/Name`, '/Orders')
    expect(await map({ target, targets: { '/List/Line': all, '/List/One': all } }, ORDERS)).toBe(
      '<List><Line>a</Line><Line>b</Line><One>a</One></List>',
    )
  })

  test('fails the message where a mandatory node gets no value', async () => {
    const target = outline(`
      List
        Line +
    `)
    await expect(map({ target, targets: { '/List/Line': source('/Orders/Nothing') } }, ORDERS)).rejects.toThrow(
      /^Cannot produce target element \/List\/Line\. Queue has not enough values in context\./,
    )
  })

  test('a mandatory attribute needs a value too, an optional one is left out', async () => {
    const target = (use: string) =>
      outline(`
        List
          @a ${use}
          Line ?
      `)
    const targets = { '/List/@a': source('/Orders/@none'), '/List/Line': constant('l') }
    expect(await map({ target: target('1 optional'), targets }, ORDERS)).toBe('<List><Line>l</Line></List>')
    await expect(map({ target: target('1 required'), targets }, ORDERS)).rejects.toThrow('Cannot produce target element /List/@a.')
  })

  test('a duplicated node stands beside its original', async () => {
    const mapping = flat({
      '/List/Line[1]/Name': constant('second'),
      '/List/Line[1]': constant(''),
      '/List/Line/Name': constant('first'),
      '/List/Line': constant(''),
    })
    expect(await map(mapping, '<x/>')).toBe('<List><Line><Name>first</Name></Line><Line><Name>second</Name></Line></List>')
  })

  test('a value of a structure node is no text', async () =>
    expect(await map(flat({ '/List/Line': constant('Constant') }), '<x/>')).toBe('<List><Line/></List>'))

  test('markup in values is escaped', async () =>
    expect(
      await map(flat({ '/List/Line': constant(''), '/List/Line/@type': constant('"<\n'), '/List/Line/Name': constant('a<&>') }), '<x/>'),
    ).toBe('<List><Line type="&quot;&lt;&#10;"><Name>a&lt;&amp;&gt;</Name></Line></List>'))

  test('nil comes and goes as xsi:nil', async () =>
    expect(
      await map(
        flat({ '/List/Line': source('/In/A', '/In'), '/List/Line/Name': source('/In/A') }),
        '<In xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><A xsi:nil="true"/></In>',
      ),
    ).toBe(
      '<List><Line xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"><Name xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Line></List>',
    ))

  test('the result has an XML declaration', async () => {
    const { body } = await mapExchange(flat({}), exchangeOf({ body: '<x/>' }))
    expect(body.asText()).toBe('<?xml version="1.0" encoding="UTF-8"?><List/>')
  })
})

describe('what is evaluated', () => {
  test('a value that fails fails the message only where it is needed', async () => {
    const date = call('TransformDate', [source('/In/Date')], { iform: 'yyyyMMdd', oform: 'yyyy' })
    const guarded = call('iFS', [constant('none'), call('stringEquals', [source('/In/Date'), constant('')]), date])
    const mapping = (name: BrickXml) => flat({ '/List/Line': constant(''), '/List/Line/Name': name })
    expect(await map(mapping(guarded), '<In><Date/></In>')).toBe('<List><Line><Name>none</Name></Line></List>')
    await expect(map(mapping(date), '<In><Date/></In>')).rejects.toThrow(
      'Runtime exception when processing target-field mapping /List/Line/Name: Unparseable date: "" does not have the format yyyyMMdd',
    )
  })

  test('a shared part is one, before and after the place where it is defined', async () => {
    const mapping = flat({
      '/List/Line': reference('r1'),
      '/List/Line/Type': call('concat', [reference('r1'), constant('!')]),
      '/List/Line/Name': shared('r1', call('toUpperCase', [source('/In/A', '/In')])),
    })
    expect(await map(mapping, '<In><A>x</A></In>')).toBe('<List><Line><Name>X</Name><Type>X!</Type></Line></List>')
  })

  test('headers and properties', async () => {
    const exchange = exchangeOf({ body: '<x/>', headers: { Plant: 'P1' }, properties: { region: 'EU' } })
    const mapping = flat({
      '/List/Line': constant(''),
      '/List/Line/Name': call('getHeader', [constant('Plant')]),
      '/List/Line/Type': call('getProperty', [constant('region')]),
    })
    expect((await mapExchange(mapping, exchange)).body.asText()).toContain('<Line><Name>P1</Name><Type>EU</Type></Line>')
  })
})

describe('namespaces', () => {
  const target = {
    type: 'xsd',
    file: 'target.xsd',
    root: 'Order',
    namespace: 'urn:out',
    content:
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:out" elementFormDefault="qualified"><xs:element name="Order"><xs:complexType><xs:sequence><xs:element name="Id" type="xs:string"/><xs:element name="Note" type="xs:string" form="unqualified" minOccurs="0"/></xs:sequence></xs:complexType></xs:element></xs:schema>',
  }
  const targets = { '/ns1:Order/ns1:Id': source('/ns0:In/Id'), '/ns1:Order/Note': constant('n') }

  test('the source must have the namespace of the prefix; the result has the prefixes of the mapping', async () => {
    const mapping = { target, targets, namespaces: { ns0: 'urn:in', ns1: 'urn:out' } }
    expect(await map(mapping, '<a:In xmlns:a="urn:in"><Id>1</Id></a:In>')).toBe(
      '<ns1:Order xmlns:ns1="urn:out"><ns1:Id>1</ns1:Id><Note>n</Note></ns1:Order>',
    )
    await expect(map(mapping, '<In><Id>1</Id></In>')).rejects.toThrow('Cannot produce target element /ns1:Order/ns1:Id.')
  })

  test('a prefix that the mapping does not declare means the namespace of the source structure', async () => {
    const mapping = { target, targets, namespaces: { ns1: 'urn:out' }, source: { namespace: 'urn:in' } }
    expect(await map(mapping, '<In xmlns="urn:in"><Id xmlns="">1</Id></In>')).toContain('<ns1:Id>1</ns1:Id>')
    await expect(map(mapping, '<In xmlns="urn:other"><Id xmlns="">1</Id></In>')).rejects.toThrow('Cannot produce target element')
  })

  test('a namespace without a prefix in the mapping gets one', async () => {
    const mapping = { target, targets: { '/Order/Id': constant('1') } }
    expect(await map(mapping, '<x/>')).toBe('<ns0:Order xmlns:ns0="urn:out"><ns0:Id>1</ns0:Id></ns0:Order>')
  })
})

describe('multi-mappings', () => {
  const mapping: MappingSketch = {
    target: outline(`
      Employee
        Name ?
    `),
    multiplicity: 'n:1',
    occurrence: ['0', 'unbounded'],
    namespaces: { ns0: 'http://sap.com/xi/XI/SplitAndMerge' },
    targets: {
      '/ns0:Messages/ns0:Message1/Employee': source('/ns0:Messages/ns0:Message1/Employee'),
      '/ns0:Messages/ns0:Message1/Employee/Name': source('/ns0:Messages/ns0:Message1/Employee/Name'),
    },
  }
  const wrapped = (content: string) =>
    `<ns0:Messages xmlns:ns0="http://sap.com/xi/XI/SplitAndMerge"><ns0:Message1>${content}</ns0:Message1></ns0:Messages>`

  test('messages come and go in an envelope', async () =>
    expect(await map(mapping, wrapped('<Employee><Name>a</Name></Employee><Employee/>'))).toBe(
      wrapped('<Employee><Name>a</Name></Employee><Employee/>'),
    ))

  test('there may be none', async () =>
    expect(await map(mapping, wrapped(''))).toBe(
      '<ns0:Messages xmlns:ns0="http://sap.com/xi/XI/SplitAndMerge"><ns0:Message1/></ns0:Messages>',
    ))
})

describe('what cannot be deployed', () => {
  const refusal = (sketch: Partial<MappingSketch>) =>
    compileMessageMapping(MAPPING_PATH, artifactOf({ target: FLAT, targets: {}, ...sketch }), services())

  test.each<[string, Partial<MappingSketch>, string]>([
    ['an unknown function', { targets: { '/List': call('magic') } }, 'mapping/Order.mmap, target /List: The function magic is not known'],
    [
      'a missing input',
      { targets: { '/List': call('concat', [constant('a')]) } },
      'mapping/Order.mmap, target /List: The function concat needs 2 inputs; 1 are connected',
    ],
    [
      'another root',
      { targets: { '/Other': constant('') } },
      'mapping/Order.mmap, target /Other: The target field /Other is not in the target structure, whose root is List',
    ],
    [
      'a context that is not above its field',
      { targets: { '/List': source('/In/A', '/Out') } },
      'mapping/Order.mmap, target /List: The context /Out of the source field /In/A is not above it',
    ],
    ['a missing shared part', { targets: { '/List': reference('r9') } }, 'mapping/Order.mmap, target /List: the shared part r9 is missing'],
    [
      'a library that is no script',
      { targets: { '/List': '<brick fname="f" fns="lib" type="Func"/>' } },
      'mapping/Order.mmap, target /List: The function library lib is no script; only Groovy scripts can run',
    ],
    [
      'an unknown kind of structure',
      { target: { ...FLAT, type: 'dtd' } },
      'The target structure xsd/target.xsd is of the type dtd, which is not supported',
    ],
    ['a root that the file does not declare', { target: { ...FLAT, root: 'Other' } }, 'xsd/target.xsd declares no element Other'],
  ])('%s', async (_, sketch, text) => await expect(refusal(sketch)).rejects.toMatchObject({ message: text }))

  test('a missing or broken file', async () => {
    const files = new Map(artifactOf({ target: FLAT, targets: {} }))
    await expect(compileMessageMapping('mapping/None.mmap', files, services())).rejects.toThrow('The mapping mapping/None.mmap is missing')
    files.delete('xsd/target.xsd')
    await expect(compileMessageMapping(MAPPING_PATH, files, services())).rejects.toThrow(
      'The file xsd/target.xsd, which describes the target structure, is missing',
    )
    files.set(MAPPING_PATH, new TextEncoder().encode('<xiObj/>'))
    await expect(compileMessageMapping(MAPPING_PATH, files, services())).rejects.toThrow(
      'mapping/Order.mmap is no message mapping: it has no transformation',
    )
    files.set(MAPPING_PATH, new TextEncoder().encode('<xiObj><transformation/></xiObj>'))
    await expect(compileMessageMapping(MAPPING_PATH, files, services())).rejects.toThrow('mapping/Order.mmap: it has no source structure')
  })

  test('a field that is no longer in the structure is left out with a warning', async () => {
    const warnings: unknown[] = []
    const logger = { ...services().logger, warn: (...warning: unknown[]) => void warnings.push(warning) }
    const sketch = flat({ '/List/Line': constant(''), '/List/Gone': constant('x') })
    expect(await map(sketch, '<x/>', services({ logger }))).toBe('<List><Line/></List>')
    expect(warnings).toEqual([
      ['A mapped field is not in the target structure and left out', { mapping: MAPPING_PATH, target: '/List/Gone' }],
    ])
  })
})
