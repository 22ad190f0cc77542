import { describe, expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import step from './xml-modifier.ts'

async function modified(properties: Record<string, string>, body: Body): Promise<Body> {
  const exchange = exchangeOf()
  exchange.body = body
  return (await runStep(step, properties, exchange)).body
}

const textAfter = async (properties: Record<string, string>, body: string) => (await modified(properties, Body.text(body))).asText()

describe('document types', () => {
  const remove = { removeExternalDTDs: '1' }

  test.each([
    ['SYSTEM', '<!DOCTYPE request SYSTEM "external.dtd">'],
    ['PUBLIC', `<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'http://www.w3.org/xhtml1.dtd'>`],
    ['an external entity', '<!DOCTYPE request [\n<!ELEMENT request (#PCDATA)>\n<!ENTITY test SYSTEM "external.dtd">\n]>'],
    ['an external parameter entity', '<!DOCTYPE request [<!ENTITY % test PUBLIC "p" "external.dtd"> %test;]>'],
    ['brackets in texts and comments', `<!DOCTYPE request SYSTEM "a>b.dtd" [<!-- > ' --><?p > ?><!ENTITY e '>]>'>]>`],
  ])('with %s goes whole, and what follows stays', async (_name, type) => {
    const head = `<?xml version='1.0' encoding='UTF-8' ?>\n<!-- first -->`
    expect(await textAfter(remove, `${head}${type}\n<request>This</request>\n`)).toBe(`${head}\n<request>This</request>\n`)
  })

  test.each([
    ['inside the document', '<!DOCTYPE r [<!ELEMENT r (#PCDATA)><!ENTITY e "SYSTEM x">]><r/>'],
    ['with an external entity in a comment', '<!DOCTYPE r [<!-- <!ENTITY e SYSTEM "x"> -->]><r/>'],
    ['with an entity named SYSTEM', '<!DOCTYPE r [<!ENTITY SYSTEM "x">]><r/>'],
    ['that does not end', '<!DOCTYPE r SYSTEM "x"'],
    ['in the text', '<r><![CDATA[<!DOCTYPE r SYSTEM "x">]]></r>'],
  ])('%s stays', async (_name, document) => {
    expect(await textAfter(remove, document)).toBe(document)
  })

  test('stays when it is not asked for', async () => {
    expect(await textAfter({}, '<!DOCTYPE r SYSTEM "x"><r/>')).toBe('<!DOCTYPE r SYSTEM "x"><r/>')
  })
})

describe('the XML declaration', () => {
  const remove = { removeXmlDeclaration: '1' }

  test.each([
    ['goes, and what follows stays', `<?xml version='1.0' encoding='UTF-8' ?>\n<r/>`, '\n<r/>'],
    ['is not there', '<r/>', '<r/>'],
    ['another instruction stays', '<?xml-stylesheet href="a.xsl"?><r/>', '<?xml-stylesheet href="a.xsl"?><r/>'],
    ['an empty body', '', ''],
    ['no XML', '{"a": 1}', '{"a": 1}'],
  ])('%s', async (_name, document, expected) => {
    expect(await textAfter(remove, document)).toBe(expected)
  })

  test('goes together with the document type', async () => {
    expect(await textAfter({ ...remove, removeExternalDTDs: '1' }, '<?xml version="1.0"?><!DOCTYPE r SYSTEM "x"><r/>')).toBe('<r/>')
  })
})

describe('characters that XML does not allow', () => {
  test.each([
    ['none', 'a\u0001b\ufffe', 'a\u0001b\ufffe'],
    ['remove', 'a\u0001b\ufffe\t\r\n😀\ud800', 'ab\t\r\n😀'],
    ['substitute', 'a\u0001b\ufffe😀', 'a#b#😀'],
  ])('%s', async (handling, content, expected) => {
    expect(await textAfter({ xmlCharacterHandling: handling }, `<r>${content}</r>`)).toBe(`<r>${expected}</r>`)
  })

  test('XML 1.1 allows more, as references', async () => {
    const head = '<?xml version="1.1"?>'
    expect(await textAfter({ xmlCharacterHandling: 'substitute' }, `${head}<r>\u0000\u0001\u0085\u0086</r>`)).toBe(
      `${head}<r>#&#x1;\u0085&#x86;</r>`,
    )
  })

  test('another handling is refused', async () => {
    await expect(compileStep(step, { xmlCharacterHandling: 'ignore' })).rejects.toMatchObject({
      code: 'deploy-failed',
      message: "xmlCharacterHandling must be one of none, remove, substitute, not 'ignore'",
    })
  })
})

describe('bytes', () => {
  const latin = (text: string) => Body.bytes(Buffer.from(text, 'latin1'))

  test('stay bytes, in UTF-8, and say so', async () => {
    const after = await modified(
      { removeExternalDTDs: 'true' },
      latin('<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE r SYSTEM "x"><r>ü</r>'),
    )
    expect([after.isText, Buffer.from(after.asBytes()).toString('utf8')]).toEqual([false, '<?xml version="1.0" encoding="UTF-8"?><r>ü</r>'])
  })

  test('without their declaration they are UTF-8', async () => {
    const after = await modified({ removeXmlDeclaration: 'true' }, latin('<?xml version="1.0" encoding="ISO-8859-1"?><r>ü</r>'))
    expect(Buffer.from(after.asBytes()).toString('utf8')).toBe('<r>ü</r>')
  })

  test('that need no change are left alone', async () => {
    const body = latin('<?xml version="1.0" encoding="ISO-8859-1"?><r>ü</r>')
    expect(await modified({ removeExternalDTDs: 'true', xmlCharacterHandling: 'remove' }, body)).toBe(body)
  })

  test('in an encoding that nobody knows fail', async () => {
    await expect(modified({ removeXmlDeclaration: 'true' }, latin('<?xml version="1.0" encoding="klingon"?><r/>'))).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The body declares the encoding klingon, which nobody knows',
    })
  })
})
