import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { Body } from '../../engine/body.ts'
import { exchangeWith, failureOf, files, script, scriptBench, testHost } from './fixtures/script-bench.ts'

const { compile, run } = scriptBench()

describe('what scripts look like', () => {
  const body = async (source: string, name = 'script1.groovy', siblings = files(), functionName = 'processData') => {
    const exchange = exchangeWith(Body.text('<a><b>1</b></a>'))
    await (await compile(source, name, siblings)).run(functionName, exchange)
    return exchange.body.asText()
  }
  const head = 'import com.sap.gateway.ip.core.customdev.util.Message\n'

  test('Groovy 2.4 with XmlSlurper and without imports, MarkupBuilder, JsonSlurper, @Field', async () => {
    const source = `${head}import groovy.json.*
import groovy.transform.Field
import groovy.xml.MarkupBuilder
@Field String prefix = 'v'
@Field static final List LIST = [1, 2]
def Message processData(Message message) {
  def xml = new XmlSlurper().parse(message.getBody(java.io.Reader))
  def json = new JsonSlurper().parseText('{"n": 2}')
  def out = new StringWriter()
  new MarkupBuilder(out).r(v: GroovySystem.version) { LIST.each { i(prefix + it + xml.b.text() + json.n) } }
  message.setBody(out.toString().replaceAll(/\\s+/, ' '))
  return message
}`
    expect(await body(source)).toBe("<r v='2.4.21'> <i>v112</i> <i>v212</i> </r>")
  })

  test('a class with the name of its file, used by its functions', async () => {
    const source = `${head}class script1 {\n  static String greet() { 'hello' }\n}\ndef Message processData(Message message) {\n  message.setBody(script1.greet()); message }`
    expect(await body(source)).toBe('hello')
    const failing = `class script1 {\n}\ndef processData(m) {\n  throw new Exception('x') }`
    expect((await failureOf(body(failing))).message).toBe('javax.script.ScriptException: java.lang.Exception: x@ line 4 in script1.groovy')
  })

  test('a class alone in its file', async () => {
    expect(await body(`class Worker { def processData(message) { message.setBody('class'); message } }`, 'Worker.groovy')).toBe('class')
  })

  test('package script', async () => {
    const source = `package script\n${head}def Message processData(Message message) { message.setBody(this.class.name + ' ' + script.Helper.twice(2)); message }`
    const siblings = files({ 'script/Helper.groovy': 'package script\nclass Helper { static twice(n) { n * 2 } }' })
    expect(await body(source, 'script1.groovy', siblings)).toBe('script.script1 4')
  })

  test.each([
    ['by path in the project', 'import src.main.resources.script.Helper', 'package src.main.resources.script'],
    ['by path in a named project', 'import My_Flow.src.main.resources.script.Helper', 'package My_Flow.src.main.resources.script'],
    ['by name', '', ''],
  ])('another script imported %s', async (_name, imports, packageLine) => {
    const siblings = files({
      'script/Helper.groovy': `${packageLine}\nclass Helper { static greet(name) { "hello $name" } }`,
      'script/other.js': 'x',
    })
    expect(
      await body(`${head}${imports}\ndef Message processData(Message m) { m.setBody(Helper.greet('you')); m }`, 'script1.groovy', siblings),
    ).toBe('hello you')
  })

  test('files of the artifact are on the class path', async () => {
    const source = `def processData(m) { m.setBody(this.class.getResource('/xsd/a.xsd').text + this.class.getResourceAsStream('/json/b.json').text); m }`
    expect(await body(source, 'script1.groovy', files({ 'xsd/a.xsd': '<x/>', 'json/b.json': '{}' }))).toBe('<x/>{}')
  })

  test('classes of a jar of the artifact', async () => {
    const jar = await jarOf('class Tool { static greet() { "from the jar" } }')
    const source = 'def processData(m) { m.setBody(Tool.greet()); m }'
    expect(await body(source, 'script1.groovy', files({ 'lib/tool.jar': jar }))).toBe('from the jar')
    expect((await failureOf(body(source))).message).toContain('No such property: Tool for class: script1')
  })

  test('names with blanks, dashes and brackets, other functions, functions without types', async () => {
    expect(await body('def other(message) { message.setBody("ok"); message }', 'my script-1 (2).groovy', files(), 'other')).toBe('ok')
  })

  test('a function that returns nothing or text changes the message all the same', async () => {
    expect(await body('def processData(message) { message.setBody("done"); return "text" }')).toBe('done')
  })

  test('calls share no variables', async () => {
    const compiled = await compile(
      'import groovy.transform.Field\n@Field int count = 0\ndef processData(m) { count++; binding.setVariable("x", count); m.setBody("$count"); m }',
    )
    const bodies = await Promise.all(
      [1, 2, 3].map(async () => {
        const exchange = exchangeWith()
        await compiled.run('processData', exchange)
        return exchange.body.asText()
      }),
    )
    expect(bodies).toEqual(['1', '1', '1'])
  })

  test('functions are known without running', async () => {
    const compiled = await compile(`${head}def Message processData(Message m) { m }\nMessage second(Message m) { m }\ndef noMessage() {}`)
    expect([...compiled.functions]).toEqual(['processData', 'second'])
  })

  test('what a script prints goes to the log', async () => {
    const lines: unknown[] = []
    const printing = await testHost({ logger: { info: (_message, fields) => lines.push(fields?.line), warn() {}, error() {} } })
    const compiled = await printing.compile({
      language: 'groovy',
      name: 'a.groovy',
      source: 'def processData(m) { println "one"; System.out.println("two"); m }',
      siblings: files(),
    })
    await compiled.run('processData', exchangeWith())
    await printing.stop()
    expect(lines).toEqual(['one', 'two'])
  })
})
describe('failures', () => {
  test('the text is the class, the message, the line and the file', async () => {
    const failure = await failureOf(run(`def x = 1\nthrow new IllegalStateException('no order')`))
    expect(failure).toMatchObject({
      code: 'processing-failed',
      message: 'javax.script.ScriptException: java.lang.IllegalStateException: no order@ line 3 in script1.groovy',
      javaClass: 'java.lang.IllegalStateException',
    })
    expect(failure.detail).toContain('at script1.processData(script1.groovy:3)')
  })

  test.each([
    [
      'a missing property',
      'nothing.x',
      'groovy.lang.MissingPropertyException: No such property: nothing for class: script1@ line 2 in script1.groovy',
    ],
    ['a null', 'null.foo()', 'java.lang.NullPointerException: Cannot invoke method foo() on null object@ line 2 in script1.groovy'],
    ['inside a closure', '[1].each {\nthrow new Exception("in") }', 'java.lang.Exception: in@ line 3 in script1.groovy'],
    [
      'inside the library',
      `new groovy.json.JsonSlurper().parseText('x')`,
      /^javax\.script\.ScriptException: groovy\.json\.JsonException: .*@ line 2 in script1\.groovy$/s,
    ],
    ['an error', 'assert 1 == 2', /^javax\.script\.ScriptException: Assertion failed: .*@ line 2 in script1\.groovy$/s],
    ['a stack overflow', 'def f; f = { f() }; f()', /^javax\.script\.ScriptException: java\.lang\.StackOverflowError/],
  ])('%s', async (_name, statements, expected) => {
    const failure = await failureOf(run(statements))
    expect(failure.message).toEqual(
      typeof expected === 'string' ? `javax.script.ScriptException: ${expected}` : expect.stringMatching(expected),
    )
  })

  test('what the script set before it failed is kept, log included', async () => {
    const exchange = exchangeWith()
    await failureOf(
      run(
        `message.setProperty('p', 1); message.setHeader('h', 2); message.setBody('b')
        messageLogFactory.getMessageLog(message).addAttachmentAsString('Log', 'text', 'text/plain')
        throw new Exception('late')`,
        exchange,
      ),
    )
    expect([exchange.properties.get('p'), exchange.headers.get('h'), exchange.body.asText(), exchange.log.attachments.length]).toEqual([
      1,
      2,
      'b',
      1,
    ])
  })

  test('a function that does not exist', async () => {
    const compiled = await compile(script(''))
    expect((await failureOf(compiled.run('other', exchangeWith()))).message).toContain(
      'No signature of method: script1.other() is applicable',
    )
  })

  test.each([
    ['a syntax error', 'def Message processData(Message message) {\n  def x = ;\n}', 'script1.groovy: line 2: unexpected token: ;'],
    [
      'an unknown class',
      'import com.example.Missing\ndef f(m) { m }',
      'script1.groovy: line 1: unable to resolve class com.example.Missing',
    ],
    [
      'two problems',
      'import a.B\nimport c.D\ndef f(m) { m }',
      'script1.groovy: line 1: unable to resolve class a.B\nscript1.groovy: line 2: unable to resolve class c.D',
    ],
  ])('%s fails the deployment with its line', async (_name, source, expected) => {
    expect(await failureOf(compile(source))).toMatchObject({ code: 'deploy-failed', message: expected })
  })

  test('a problem in an imported script names that script', async () => {
    const siblings = files({ 'script/Broken.groovy': 'class Broken {\n  int x = \n}' })
    const failure = await failureOf(
      compile('import src.main.resources.script.Broken\ndef processData(m) { new Broken(); m }', 'a.groovy', siblings),
    )
    expect(failure.message).toMatch(/^script\/Broken\.groovy: line \d+: /)
  })
})

/** A jar with one class; the compiler inside the script host makes the class. */
async function jarOf(source: string): Promise<Uint8Array> {
  const exchange = exchangeWith(Body.text(source))
  await run(
    `def unit = new org.codehaus.groovy.control.CompilationUnit()
    unit.addSource('Tool.groovy', message.getBody(String))
    unit.compile(org.codehaus.groovy.control.Phases.CLASS_GENERATION)
    message.setBody(unit.classes[0].bytes)`,
    exchange,
  )
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(exchange.body.asBytes()), 'Tool.class')
  zip.end()
  return buffer(zip.outputStream)
}
