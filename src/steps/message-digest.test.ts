import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import step from './message-digest.ts'
import { exchangeOf, runStep } from './step.fixture.ts'

const ORDER = '<order  xmlns:p="urn:p"><!--c--><p:id/><total>9</total></order>'
const CANONICAL = '<order xmlns:p="urn:p"><p:id></p:id><total>9</total></order>'

async function digest(properties: Record<string, string>, body = ORDER): Promise<Record<string, unknown>> {
  const exchange = await runStep(step, properties, exchangeOf({ body }), { namespaces: { p: 'urn:p' } })
  expect(exchange.body.asText()).toBe(body)
  return Object.fromEntries(exchange.headers)
}

const of = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('base64')

describe('Message Digest', () => {
  it('digests the canonical body without any setting', async () =>
    expect(await digest({})).toEqual({ SAPMessageDigest: of('sha512', CANONICAL) }))

  it.each([
    ['MD5', 'md5'],
    ['SHA1', 'sha1'],
    ['SHA-256', 'sha256'],
    ['SHA384', 'sha384'],
  ])('digests with %s', async (digestAlgorithm, hash) =>
    expect(await digest({ digestAlgorithm, targetHeader: 'Digest' })).toEqual({ Digest: of(hash, CANONICAL) }),
  )

  it.each([
    ['none', ORDER],
    ['xml-c14n', CANONICAL],
    ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', CANONICAL.replace('><', '><!--c--><')],
    ['xml-c14n-wc', CANONICAL.replace('><', '><!--c--><')],
    ['xml-c14n11-wc', CANONICAL.replace('><', '><!--c--><')],
    ['xml-exc-c14n-wc', '<order><!--c--><p:id xmlns:p="urn:p"></p:id><total>9</total></order>'],
    ['xml-exc-c14n', '<order><p:id xmlns:p="urn:p"></p:id><total>9</total></order>'],
    ['http://www.w3.org/2006/12/xml-c14n11', CANONICAL],
  ])('uses the method %s', async (canonicalizationMethod, text) =>
    expect(await digest({ canonicalizationMethod })).toEqual({ SAPMessageDigest: of('sha512', text) }),
  )

  it.each([
    ['/order/p:id', '<p:id xmlns:p="urn:p"></p:id>'],
    ['//total/text()', '9'],
    ['count(/order/*)', '2'],
    ['/nothing', ''],
  ])('digests the part at %s', async (filter, text) => expect(await digest({ filter })).toEqual({ SAPMessageDigest: of('sha512', text) }))

  it('inherits an id from around the part in version 1.0 only', async () => {
    const body = '<a xml:id="i"><b/></a>'
    const run = (canonicalizationMethod: string) => digest({ filter: '/a/b', canonicalizationMethod }, body)
    expect(await run('xml-c14n')).toEqual({ SAPMessageDigest: of('sha512', '<b xml:id="i"></b>') })
    expect(await run('xml-c14n11')).toEqual({ SAPMessageDigest: of('sha512', '<b></b>') })
  })

  it('fails on a body that is no XML', async () => expect(digest({}, 'text')).rejects.toMatchObject({ code: 'processing-failed' }))

  it.each([
    [{ digestAlgorithm: 'MD2' }, 'MD2 is not supported'],
    [{ canonicalizationMethod: 'json' }, 'json is not supported'],
    [{ filter: '/x[' }, /^XPath '\/x\['/],
  ])('does not compile %j', async (properties, message) => expect(digest(properties as Record<string, string>)).rejects.toThrow(message))
})
