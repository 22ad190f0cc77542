import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseElementPath } from './element-path.ts'
import { type Parts, splitIntoElements, splitWithEnvelope, streamElements, streamWithEnvelope } from './xml-split.ts'

const NAMESPACES = new Map([
  ['o', 'urn:orders'],
  ['p', 'urn:partners'],
])
const HEAD = "<?xml version='1.0' encoding='UTF-8'?>"

const listOf = (items: AsyncIterable<string>): Promise<string[]> => Readable.from(items).toArray()
const all = ({ count, part }: Parts): string[] => Array.from({ length: count }, (_, index) => part(index))
const enveloped = (xml: string, path: string, grouping = 1) => all(splitWithEnvelope(xml, parseElementPath(path, NAMESPACES), grouping))
const alone = (xml: string, path: string, grouping = 1) => all(splitIntoElements(xml, parseElementPath(path, NAMESPACES), grouping))

describe('splitWithEnvelope', () => {
  it('keeps what stands before the first element and drops what follows the elements', () => {
    const orders = '<?xml version="1.0"?>\n<orders day="1"><to>Ada</to>\n  <order id="1"/>, <order id="2">pen</order>\n  <end/></orders>'
    expect(enveloped(orders, '/orders/order')).toEqual([
      `${HEAD}<orders day="1"><to>Ada</to>\n  <order id="1"/></orders>`,
      `${HEAD}<orders day="1"><to>Ada</to>\n  <order id="2">pen</order></orders>`,
    ])
  })

  it('puts elements of other parents into the ancestors of the first', () => {
    const shop = '<root><shop><product><id>1</id><id>2</id></product><review><id>3</id><id>4</id></review></shop></root>'
    expect(enveloped(shop, '//id')).toEqual([1, 2, 3, 4].map((id) => `${HEAD}<root><shop><product><id>${id}</id></product></shop></root>`))
    expect(enveloped(shop, '//review/id')).toEqual(
      [3, 4].map((id) => `${HEAD}<root><shop><product><id>1</id><id>2</id></product><review><id>${id}</id></review></shop></root>`),
    )
  })

  it('groups elements; the last group takes the rest', () => {
    expect(enveloped('<a><b>1</b> <b>2</b> <b>3</b></a>', '/a/b', 2)).toEqual([`${HEAD}<a><b>1</b><b>2</b></a>`, `${HEAD}<a><b>3</b></a>`])
  })

  it('finds the root itself', () => {
    expect(enveloped('<a>x</a>', '/a')).toEqual([`${HEAD}<a>x</a>`])
  })

  it.each([
    ['/o:orders/o:order', 2],
    ['/o:orders/order', 2],
    ['//order', 2],
    ['/x:orders/order xmlns:x="urn:orders"', 2],
    ["/x:orders/x:order xmlns:x='urn:orders'", 2],
    ['/*/order', 2],
    ['/orders/*:order/', 2],
    ['orders/order', 2],
    ['/p:orders/o:order', 0],
    ['/o:orders/p:order', 0],
    ['/order', 0],
    ['/orders/order/x', 0],
  ])('%s finds %d elements of a default namespace', (path, count) => {
    expect(enveloped('<orders xmlns="urn:orders"><order/><order/></orders>', path)).toHaveLength(count)
  })

  it('declares namespaces of elements that move into other ancestors', () => {
    const xml = `<a xmlns:s="urn:s"><b xmlns="urn:b"><c/></b><b xmlns:t="a&quot;&lt;" xmlns:s="urn:s2"><c s:x=""/><c xmlns:t="urn:own"/></b></a>`
    expect(enveloped(xml, '//c')).toEqual([
      `${HEAD}<a xmlns:s="urn:s"><b xmlns="urn:b"><c/></b></a>`,
      `${HEAD}<a xmlns:s="urn:s"><b xmlns="urn:b"><c xmlns:s="urn:s2" xmlns:t="a&#34;&#60;" s:x=""/></b></a>`,
      `${HEAD}<a xmlns:s="urn:s"><b xmlns="urn:b"><c xmlns:s="urn:s2" xmlns:t="urn:own"/></b></a>`,
    ])
  })
})

describe('splitIntoElements', () => {
  it('gives the elements alone', () => {
    expect(alone('<a><b>1</b> <b>2</b><c/></a>', '/a/b')).toEqual(['<b>1</b>', '<b>2</b>'])
    expect(alone('<a><b>1</b> <b>2</b> <b>3</b></a>', '/a/b', 2)).toEqual(['<b>1</b><b>2</b>', '<b>3</b>'])
  })

  it('declares the namespaces that were in scope', () => {
    const xml = `<o:orders xmlns:o="urn:orders" xmlns='urn:default'><order xmlns="">1</order><order o:id='>'/></o:orders>`
    expect(alone(xml, '/o:orders/order')).toEqual([
      '<order xmlns:o="urn:orders" xmlns="">1</order>',
      `<order xmlns:o="urn:orders" xmlns="urn:default" o:id='>'/>`,
    ])
  })

  it('does not look into what it found', () => {
    expect(alone('<a><b><b/></b><c><b/></c></a>', '//b')).toEqual(['<b><b/></b>', '<b/>'])
    expect(alone('<a><x><a><b/></a></x><b/></a>', '//a//b')).toEqual(['<b/>', '<b/>'])
  })

  it('passes over whatever only looks like a tag', () => {
    const xml = `<!DOCTYPE a [<!ENTITY e "<b>">]><!-- <b> --><a x="<b>"><![CDATA[<b>]]><?b <b>?><b y='/>'>&lt;b></b></a><!-- <b/> -->\n`
    expect(() => alone(xml, '/a/b')).toThrow('a tag has no end in line 1')
    expect(alone(xml.replace('x="<b>"', ''), '/a/b')).toEqual([`<b y='/>'>&lt;b></b>`])
    expect(alone('<!DOCTYPE a><a><b/></a>', '/a/b')).toEqual(['<b/>'])
  })
})

describe('a body that is no XML', () => {
  it.each([
    ['', 'there is no element in line 1'],
    ['text', 'there is no element in line 1'],
    ['<a>\n<b></a>', '</a> stands where </b> is expected in line 2'],
    ['<a>\n\n<b/>', 'the element a has no end in line 3'],
    ['<a/>\n<b/>', 'there is a second root element b in line 2'],
    ['<a></a></a>', '</a> stands where no end tag is expected in line 1'],
    ['<a>\n<!-- </a>', '<!-- has no end in line 2'],
    ['<a><![CDATA[</a>', '<![CDATA[ has no end in line 1'],
    ['<!DOCTYPE a', '<!DOCTYPE has no end in line 1'],
    ['<a>\n< b></a>', '< begins no tag in line 2'],
    ['<a>\n<b x="1</a>', 'a tag has no end in line 2'],
  ])('%j is refused', (xml, reason) => {
    expect(() => alone(xml, '//b')).toThrow(
      expect.objectContaining({ code: 'processing-failed', message: `The body is not well-formed XML: ${reason}` }),
    )
  })
})

describe('parseElementPath', () => {
  it.each([
    [' / ', 'The XPath expression is empty'],
    ['/x:a', "XPath '/x:a': the prefix x is missing in the namespace mapping"],
    ["/a/b[c='1']", "The splitter cannot follow 'b[c='1']' in '/a/b[c='1']': only names of elements after / and // can split"],
    ['/a/@b', "The splitter cannot follow '@b' in '/a/@b': only names of elements after / and // can split"],
    ['/a/b=1', "The splitter cannot follow 'b=1' in '/a/b=1': only names of elements after / and // can split"],
    ['/a|/b', "The splitter cannot follow 'a|' in '/a|/b': only names of elements after / and // can split"],
    ['/a///b', "The splitter cannot follow '' in '/a///b': only names of elements after / and // can split"],
  ])('%s is refused', (path, message) => {
    expect(() => parseElementPath(path, NAMESPACES)).toThrow(expect.objectContaining({ code: 'deploy-failed', message }))
  })
})

describe('a text in pieces', () => {
  const XML = [
    '<!DOCTYPE o:orders [<!ENTITY e "<b>">]><!-- <b> --><o:orders xmlns:o="urn:orders" xmlns=\'urn:default\'>',
    `<to>Ada</to>\r\n<order xmlns="">1</order><![CDATA[<order>]]><order o:id='>'/><?b <order> ?>`,
    '<more xmlns:t="a&quot;&lt;"><order t:x="">ü€😀</order></more><order><order/></order></o:orders>\n<!-- > -->',
  ].join('')
  const pieces = fc.array(fc.integer({ min: 1, max: XML.length - 1 })).map((cuts) => {
    const at = [0, ...new Set(cuts.toSorted((a, b) => a - b)), XML.length]
    return at.slice(1).map((end, index) => XML.slice(at[index], end))
  })
  const PATHS = ['//order', '/o:orders/order', '/o:orders', '//none']
  const LIMIT = 10_000

  it('has the parts of the whole, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, fc.constantFrom(...PATHS), fc.integer({ min: 1, max: 3 }), async (cut, path, grouping) => {
        const steps = parseElementPath(path, NAMESPACES)
        expect(await listOf(streamWithEnvelope(Readable.from(cut), steps, grouping, LIMIT))).toEqual(enveloped(XML, path, grouping))
        expect(await listOf(streamElements(Readable.from(cut), steps, LIMIT))).toEqual(alone(XML, path))
      }),
    )
  })

  it.each([
    ['<a>\n<b></a>', '</a> stands where </b> is expected in line 2'],
    ['<a>\n\n<b/>', 'the element a has no end in line 3'],
    ['<a>\n<b x="1</a>', 'a tag has no end in line 2'],
    ['', 'there is no element in line 1'],
  ])('%j is refused', async (xml, reason) => {
    const parts = streamElements(Readable.from([...xml]), parseElementPath('//b', NAMESPACES), LIMIT)
    await expect(listOf(parts)).rejects.toThrow(`The body is not well-formed XML: ${reason}`)
  })

  it.each([
    ['An item of the body', ['<a><b/><b>', 'x'.repeat(60), '</b></a>']],
    ['The part of the body up to its first item', ['<a><x>', 'x'.repeat(60), '</x><b/></a>']],
    ['An item of the body', ['<a><b/><b x="', 'x'.repeat(60), '"/></a>']],
  ])('is refused: %s is larger than the limit', async (what, xml) => {
    const parts = streamWithEnvelope(Readable.from(xml), parseElementPath('/a/b', NAMESPACES), 1, 50)
    const message = `${what} is larger than 50 characters, the most that is read into memory`
    await expect(listOf(parts)).rejects.toMatchObject({ code: 'too-large', message })
  })

  it('keeps only what it needs', async () => {
    const items = Readable.from(['<a>', ...Array.from({ length: 100 }, () => `<b>${'x'.repeat(20)}</b>`), '</a>'])
    expect(await listOf(streamElements(items, parseElementPath('/a/b', NAMESPACES), 50))).toHaveLength(100)
  })
})

describe('the cost', () => {
  it('grows with the size, not with its square', () => {
    const items = (count: number) => `<items>${`<item><name>pen</name><note>${'x'.repeat(60)}</note></item>`.repeat(count)}</items>`
    const time = (xml: string): number => {
      const start = performance.now()
      expect(enveloped(xml, '/items/item')).toHaveLength(xml.split('<item>').length - 1)
      return performance.now() - start
    }
    const [small, large] = [items(1000), items(16_000)]
    time(large)
    expect(Math.min(time(large), time(large)) / Math.min(time(small), time(small), time(small))).toBeLessThan(80)
  })
})
