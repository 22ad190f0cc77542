import { describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { exchangeWith, failureOf, files, script, testHost } from './fixtures/script-bench.ts'

const compileIn = (host: Awaited<ReturnType<typeof testHost>>, statements: string) =>
  host.compile({ language: 'groovy', name: 'script1.groovy', source: script(statements), siblings: files() })

describe('limits of one call', () => {
  test('memory: the call fails with a clear text, the next one works', async () => {
    const host = await testHost({ memory: 64 })
    const greedy = await compileIn(host, 'def kept = []; while (true) kept << new byte[1_000_000]')
    expect(await failureOf(greedy.run('processData', exchangeWith()))).toMatchObject({
      code: 'processing-failed',
      message: 'The script script1.groovy was stopped: it needs more memory than the 64 MB that scripts have',
    })
    const modest = await compileIn(host, `message.setBody('fine')`)
    const exchange = exchangeWith()
    await modest.run('processData', exchange)
    expect(exchange.body.asText()).toBe('fine')
    await host.stop()
  })

  test('result: a body that is too large is refused', async () => {
    const host = await testHost({ resultLimit: 1_000 })
    const large = await compileIn(host, `message.setBody('x' * 2_000)`)
    const exchange = exchangeWith(Body.text('before'))
    expect((await failureOf(large.run('processData', exchange))).message).toMatch(
      /^The script script1\.groovy was stopped: its result has 20\d\d bytes, and at most 1000 are taken$/,
    )
    expect(exchange.body.asText()).toBe('before')
    await host.stop()
  })

  test('a script that cannot be stopped costs its process: the next call gets a new one', async () => {
    const host = await testHost({ timeLimit: 300 })
    const endless = await compileIn(host, 'try { Thread.sleep(10_000) } catch (e) { new java.util.concurrent.CountDownLatch(1).await() }')
    await host.start()
    const before = host.pid as number
    await failureOf(endless.run('processData', exchangeWith()))
    await expect.poll(() => host.pid, { timeout: 10_000 }).not.toBe(before)
    await host.stop()
  })
})
