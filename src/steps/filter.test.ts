import { describe, expect, it } from 'vitest'
import step from './filter.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'

const students = '<Students><Student><Id>1</Id><Class>10</Class></Student><Student><Id>2</Id><Class>11</Class></Student></Students>'

describe('Filter', () => {
  it.each([
    ['/Students/Student/Class', 'Node', '<Class>10</Class>'],
    ['/Students/Student/Class', 'Nodelist', '<Class>10</Class><Class>11</Class>'],
    ['/Students/Student/Class', '', '<Class>10</Class><Class>11</Class>'],
    ['/Students/Student/Id', 'String', '1'],
    ['/Students/Student/Class', 'Integer', '10'],
    ['/Students/Student[Id=3]', 'Boolean', 'false'],
    ['/Students/Student[Id=$wanted]/Class', 'Nodelist', '<Class>11</Class>'],
    ['/Students[Student/Id=1]', 'Node', students],
    ['/', 'Nodelist', students],
    ['/Students/Student[Id=3]', 'Nodelist', ''],
    ['/Students/Student[Id=3]', 'Node', ''],
    ['/Students/Student[Id=3]', 'String', ''],
    ['/Students/Student[Id=3]/Class', 'Integer', ''],
  ])('%s as %s', async (wrapContent, xpathType, expected) => {
    const exchange = exchangeOf({ body: students, properties: { wanted: '2' } })
    expect((await runStep(step, { wrapContent, xpathType }, exchange)).body.asText()).toBe(expected)
  })

  it('fails on an empty body', async () => {
    await expect(runStep(step, { wrapContent: '//a' }, exchangeOf())).rejects.toThrow(
      "XPath '//a' needs an XML body, but the body is empty",
    )
  })

  it.each([
    [{ wrapContent: '//a', xpathType: 'Heap' }, "The value type 'Heap' is unknown"],
    [{ wrapContent: '' }, 'The XPath expression is empty'],
    [{ wrapContent: '//a[' }, "XPath '//a['"],
  ])('does not compile %j', async (properties, reason) => {
    await expect(compileStep(step, properties as Record<string, string>)).rejects.toThrow(reason)
  })
})
