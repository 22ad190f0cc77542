import { describe, expect, it } from 'vitest'
import type { SequenceFlow } from '../iflow/model.ts'
import step from './router.ts'
import { compileStep, exchangeOf, takesStreams } from './step.fixture.ts'

const route = (id: string, condition?: string, conditionKind: 'simple' | 'xpath' = 'simple'): SequenceFlow => ({
  id,
  name: `to ${id}`,
  target: 'x',
  condition,
  conditionKind,
})

const outgoing = [
  route('Else', undefined, 'xpath'),
  route('Eu', " ${header.country} in 'DE,FR' "),
  route('Paid', "//paid = 'yes'", 'xpath'),
  route('Any', '${header.country} != null'),
]

const take = async (headers: Record<string, unknown>, properties: Record<string, string> = {}, node = {}) => {
  const run = await compileStep(step, properties, { node: { outgoing, defaultFlow: 'Else', ...node } })
  return run(exchangeOf({ body: '<order><paid>yes</paid></order>', headers }))
}

describe('Router', () => {
  it('takes the first route that is true', async () => {
    expect(await take({ country: 'FR' })).toBe('Eu')
    expect(await take({ country: 'US' })).toBe('Paid')
  })

  it('takes the default route when none is', async () => {
    expect(await take({}, { raiseAlert: 'true' }, { outgoing: [outgoing[0]!, outgoing[1]!] })).toBe('Else')
  })

  it('looks up namespaces of the flow', async () => {
    const node = { outgoing: [route('P', '//p:order', 'xpath')], defaultFlow: undefined }
    const run = await compileStep(step, {}, { node, namespaces: { p: 'urn:p' } })
    expect(run(exchangeOf({ body: '<order xmlns="urn:p"/>' }))).toBe('P')
  })

  it.each([
    [
      'the exception is wanted',
      { throwException: 'true' },
      { name: 'Country?', outgoing: [outgoing[0]!, outgoing[1]!] },
      "router 'Country?'",
    ],
    ['there is no default route', {}, { outgoing: [outgoing[1]!], defaultFlow: undefined }, "router 'Step_1'"],
  ])('fails when none is true and %s', async (_case, properties, node, named) => {
    await expect(take({}, properties as Record<string, string>, node)).rejects.toThrow(`No condition of ${named} is true`)
  })

  it('fails on a body that an XPath cannot read', async () => {
    const run = await compileStep(step, {}, { node: { outgoing, defaultFlow: 'Else' } })
    expect(() => run(exchangeOf({ body: '{}' }))).toThrow("XPath '//paid = 'yes'' needs an XML body")
  })

  it.each([
    [route('A'), "Route 'to A' has no condition and is not the default route"],
    [route('A', ' '), "Route 'to A' has no condition and is not the default route"],
    [route('A', '${nope} = 1'), "Route 'to A': Simple expression '${nope} = 1': unknown function 'nope' at position 1"],
    [route('A', '//q:x', 'xpath'), "Route 'to A': XPath '//q:x': the prefix q is missing in the namespace mapping"],
  ])('does not compile %j', async (broken, reason) => {
    await expect(compileStep(step, {}, { node: { outgoing: [broken, outgoing[0]!], defaultFlow: 'Else' } })).rejects.toThrow(
      expect.objectContaining({ construct: 'Router', message: reason }),
    )
  })
})

describe('a body that does not fit into memory', () => {
  it.each([
    [true, [route('Else', undefined, 'xpath'), route('Any', '${header.country} != null')]],
    [false, [route('Else'), route('Paid', "//paid = 'yes'", 'xpath')]],
    [false, [route('Else'), route('Long', "${property.a} = '1' or ${bodyAs(String).length} > 5")]],
  ])('passes: %s', (expected, routes) => {
    expect(takesStreams(step, {}, { node: { outgoing: routes, defaultFlow: 'Else' } })).toBe(expected)
  })
})
