import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { exchangeWith, failureOf, files, script, scriptBench, testHost } from './fixtures/script-bench.ts'

const { compile, run, host } = scriptBench()
const LOOP = 'while (true) { }'

describe('many calls', () => {
  test('run at one time and get their own answers', async () => {
    const compiled = await compile(script(`Thread.sleep(20); message.setBody(message.getBody(String) + message.getProperty('n'))`))
    const start = Date.now()
    const bodies = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const exchange = exchangeWith(Body.text('m'))
        exchange.properties.set('n', index)
        await compiled.run('processData', exchange)
        return exchange.body.asText()
      }),
    )
    expect(bodies).toEqual(Array.from({ length: 100 }, (_, index) => `m${index}`))
    expect(Date.now() - start).toBeLessThan(100 * 20)
  })

  test('ask for credentials at one time', async () => {
    const compiled = await compile(
      script(
        `message.setBody(com.sap.it.api.ITApiFactory.getService(com.sap.it.api.securestore.SecureStoreService, null).getUserCredential('BACKEND').username)`,
      ),
    )
    const exchanges = Array.from({ length: 50 }, () => exchangeWith())
    await Promise.all(exchanges.map((exchange) => compiled.run('processData', exchange)))
    expect(new Set(exchanges.map((exchange) => exchange.body.asText()))).toEqual(new Set(['anna']))
  })
})

describe('time limit', () => {
  test.each([
    ['a loop', 'script1.groovy', script(LOOP)],
    ['a script that sleeps', 'script1.groovy', script('Thread.sleep(60_000)')],
    ['recursion through closures', 'script1.groovy', script('def f = { 1 }; while (true) { f() }')],
    ['JavaScript', 'script1.js', 'function processData(m) { while (true) {} }'],
    [
      'JavaScript that catches everything',
      'script1.js',
      'function processData(m) { while (true) { try { while (true) {} } catch (e) {} } }',
    ],
  ])('%s is stopped', async (_name, name, source) => {
    const impatient = await testHost({ timeLimit: 300 })
    const compiled = await impatient.compile({ language: name.endsWith('.js') ? 'javascript' : 'groovy', name, source, siblings: files() })
    expect(await failureOf(compiled.run('processData', exchangeWith()))).toMatchObject({
      code: 'processing-failed',
      message: `The script ${name} was stopped: it ran longer than 300 ms`,
    })
    expect(await busyScripts(impatient)).toBe(0)
    await impatient.stop()
  })

  /** Threads that still run a script of ours, this question apart; waits up to a second for them to end. */
  async function busyScripts(impatient: Awaited<ReturnType<typeof testHost>>): Promise<number> {
    const question = await impatient.compile({
      language: 'groovy',
      name: 'busy.groovy',
      source: `def processData(m) { m.setBody(Thread.allStackTraces.count { thread, frames -> frames.any { it.fileName?.startsWith('script1.') } } as String); m }`,
      siblings: files(),
    })
    for (let attempt = 0; ; attempt++) {
      const exchange = exchangeWith()
      await question.run('processData', exchange)
      const count = Number(exchange.body.asText())
      if (count === 0 || attempt === 20) return count
      await sleep(50)
    }
  }
})

describe('when the JVM dies', () => {
  test('calls in flight fail, the next call works and scripts are loaded again', async () => {
    const compiled = await compile(
      script(`if (message.getBody(String) == 'wait') { message.setProperty('x', 1); ${LOOP} }; message.setBody('done')`),
    )
    const waiting = [
      compiled.run('processData', exchangeWith(Body.text('wait'))),
      compiled.run('processData', exchangeWith(Body.text('wait'))),
    ]
    const failures = Promise.all(waiting.map(failureOf))
    await run('1')
    const before = host().pid as number
    process.kill(before, 'SIGKILL')
    for (const failure of await failures) {
      expect(failure).toMatchObject({
        code: 'processing-failed',
        message: 'The script script1.groovy did not finish: the Java process ended (SIGKILL)',
      })
    }
    expect(host().pid).toBeUndefined()
    const exchanges = [exchangeWith(), exchangeWith()]
    await Promise.all(exchanges.map((exchange) => compiled.run('processData', exchange)))
    expect(exchanges.map((exchange) => exchange.body.asText())).toEqual(['done', 'done'])
    expect(host().pid).not.toBe(before)
  })

  test('objects of the old JVM go on as text', async () => {
    const exchange = await run(`message.setProperty('decimal', 10.50)`)
    await failureOf(run('System.exit(3)'))
    await run(`message.setBody(message.getProperty('decimal').class.name + message.getProperty('decimal'))`, exchange)
    expect(exchange.body.asText()).toBe('java.lang.String10.50')
  })

  test('a script can end it, and the text says so', async () => {
    expect((await failureOf(run('System.exit(3)'))).message).toBe(
      'The script script1.groovy did not finish: the Java process ended (exit code 3)',
    )
  })
})

describe('start and stop', () => {
  test('stop ends the process; a later call starts another', async () => {
    const own = await testHost()
    expect(own.pid).toBeUndefined()
    const compiled = await own.compile({ language: 'groovy', name: 'a.groovy', source: script(`message.setBody('x')`), siblings: files() })
    const first = own.pid as number
    await own.stop()
    expect(() => process.kill(first, 0)).toThrow('ESRCH')
    await compiled.run('processData', exchangeWith())
    expect(own.pid).not.toBe(first)
    await own.stop()
    await own.stop()
  })

  test('stop does not wait for a script that does not end', async () => {
    const own = await testHost()
    const compiled = await own.compile({ language: 'groovy', name: 'a.groovy', source: script(LOOP), siblings: files() })
    const failure = failureOf(compiled.run('processData', exchangeWith()))
    await own.stop()
    expect((await failure).message).toContain('a.groovy did not finish')
  })

  test('a java command that does not exist', async () => {
    const own = await testHost({ java: '/nowhere/java' })
    expect(await failureOf(own.start())).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^The script host is not running: the Java process cannot start: .*ENOENT/),
    })
  })

  test('without the set-up it says what to do, with the words of the set-up when there are some', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-'))
    const own = await testHost({ folder })
    expect(own.unavailable()).toBe('Scripts need the script host, which is not set up: run `npm start` or `npx tsx scripts/script-host.ts`')
    writeFileSync(join(folder, 'missing.txt'), 'Scripts need Rhino.\n')
    expect(own.unavailable()).toBe('Scripts need Rhino.')
    expect(await failureOf(own.compile({ language: 'groovy', name: 'a', source: '', siblings: files() }))).toMatchObject({
      code: 'unavailable',
      message: 'Scripts need Rhino.',
    })
    rmSync(folder, { recursive: true })
  })

  test('its temporary files go with it', async () => {
    const own = await testHost()
    const compiled = await own.compile({
      language: 'groovy',
      name: 'a.groovy',
      source: script(`message.setBody(System.getProperty('java.io.tmpdir'))`),
      siblings: files({ 'lib/x.jar': Uint8Array.of(80, 75, 5, 6, ...new Array(18).fill(0)) }),
    })
    const exchange = exchangeWith()
    await compiled.run('processData', exchange)
    expect(existsSync(exchange.body.asText())).toBe(true)
    await own.stop()
    expect(existsSync(exchange.body.asText())).toBe(false)
  })
})

test('classes of released scripts are unloaded', async () => {
  const siblings = files({ 'script/Helper.groovy': 'class Helper { static greet() { [1].collect { "hello" }[0] } }' })
  const count = await compile(
    script(`System.gc(); message.setBody(java.lang.management.ManagementFactory.classLoadingMXBean.loadedClassCount as String)`),
  )
  const loadedClasses = async () => {
    const exchange = exchangeWith()
    await count.run('processData', exchange)
    return Number(exchange.body.asText())
  }
  const redeploy = async () => {
    for (let round = 0; round < 40; round++) {
      const compiled = await compile(
        script(`message.setBody(Helper.greet()); [1, 2].each { message.setProperty("p$it", it) }`),
        'script1.groovy',
        siblings,
      )
      await compiled.run('processData', exchangeWith())
      await compiled.release()
    }
  }
  await redeploy()
  const before = await loadedClasses()
  await redeploy()
  expect((await loadedClasses()) - before).toBeLessThan(40)
})

test('what nobody refers to any more is let go by itself', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const leaveTraces = async () => {
    const compiled = await compile(
      script(`def order = new StringBuilder('order'); message.setProperty('list', [[1]: order])
      System.properties.put('traces', [new java.lang.ref.WeakReference(order), new java.lang.ref.WeakReference(this.class)])`),
    )
    await compiled.run('processData', exchangeWith())
  }
  await leaveTraces()
  const look = await compile(
    script(`System.gc(); message.setBody(System.properties.get('traces').count { it.get() != null } as String)`),
    'look.groovy',
  )
  const alive = async () => {
    const exchange = exchangeWith()
    await look.run('processData', exchange)
    return exchange.body.asText()
  }
  await expect
    .poll(
      async () => {
        collectGarbage()
        return alive()
      },
      { timeout: 10_000 },
    )
    .toBe('0')
})
