import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Installation, readInstallation } from '../src/languages/script-host/installation.ts'
import { setUpScriptHost, whatScriptsLack, whatToInstall } from './script-host.ts'
import { LIBRARIES } from './script-libraries.ts'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))

let root: string
let lines: string[]
const setUp = () => setUpScriptHost({ root, log: (line) => lines.push(line), allowInstall: false })

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-checkout-'))
  lines = []
  cpSync(join(checkout, 'script-host', 'src'), join(root, 'script-host', 'src'), { recursive: true })
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

describe('set-up of the script host', () => {
  test('compiles once, again when a source changes, and costs next to nothing in between', async () => {
    const folder = join(root, 'build', 'script-host')
    expect(await setUp()).toEqual({ ready: true, folder })
    expect(lines).toEqual(['Compiling the script host'])
    const installation = readInstallation(folder)
    expect(installation).toMatchObject({
      java: expect.stringMatching(/java$/),
      classPath: expect.arrayContaining([expect.stringMatching(/groovy-all/)]),
    })
    const start = performance.now()
    expect(await setUp()).toEqual({ ready: true, folder })
    expect(performance.now() - start).toBeLessThan(50)
    expect(lines).toHaveLength(1)
    writeFileSync(join(root, 'script-host', 'src', 'Extra.java'), 'class Extra {}')
    await setUp()
    expect(lines).toHaveLength(2)
    expect(readInstallation(folder)).not.toEqual(installation)
  })

  test('jars that a user put into script-host/lib come first', async () => {
    const jar = join(root, 'script-host', 'lib', 'js-1.7.15.jar')
    mkdirSync(dirname(jar))
    await setUp()
    const { classPath } = readInstallation(join(root, 'build', 'script-host')) as Installation
    cpSync(classPath.find((file) => /\/(js|rhino)-/.test(file)) as string, jar)
    await setUp()
    expect((readInstallation(join(root, 'build', 'script-host')) as Installation).classPath).toContain(jar)
  })

  test('a source that does not compile is reported with the words of the compiler', async () => {
    writeFileSync(join(root, 'script-host', 'src', 'Broken.java'), 'class Broken { int }')
    expect(await setUp()).toEqual({
      ready: false,
      reason: expect.stringMatching(/does not compile with .*javac: .*Broken\.java:1: error/s),
    })
    expect(existsSync(join(root, 'build', 'script-host', 'launch.json'))).toBe(false)
  })

  test('what is missing is kept for those who ask later, and forgotten when it is there', async () => {
    const folder = join(root, 'build', 'script-host')
    const javac = join(root, 'bin', 'javac')
    mkdirSync(dirname(javac))
    writeFileSync(javac, '#!/bin/sh\necho too old >&2\nexit 1\n')
    cpSync(javac, join(root, 'bin', 'java'))
    for (const command of ['java', 'javac']) chmodSync(join(root, 'bin', command), 0o755)
    vi.stubEnv('JAVA_HOME', root)
    expect(await setUp()).toEqual({ ready: false, reason: `The script host does not compile with ${javac}: too old\n` })
    expect(readInstallation(folder)).toBe(`The script host does not compile with ${javac}: too old`)
    vi.unstubAllEnvs()
    expect((await setUp()).ready).toBe(true)
    expect(existsSync(join(folder, 'missing.txt'))).toBe(false)
    expect(JSON.parse(readFileSync(join(folder, 'launch.json'), 'utf8'))).toEqual(readInstallation(folder))
  })

  test('what is missing is named with its Debian packages and Maven coordinates', () => {
    expect(whatToInstall('/checkout', [...LIBRARIES.slice(0, 3), { name: 'a JDK', debianPackage: 'jdk' }])).toBe(
      'Scripts need Groovy 2.4, Saxon-HE, Rhino, a JDK. On Debian or Ubuntu: apt-get install groovy libsaxonhe-java rhino jdk. ' +
        'Or put the jars of these Maven coordinates into /checkout/script-host/lib: org.codehaus.groovy:groovy-all:2.4.21, ' +
        'net.sf.saxon:Saxon-HE:9.9.1-8, org.mozilla:rhino:1.7.14. Then start again.',
    )
    expect(whatToInstall('/checkout', [{ name: 'a JDK', debianPackage: 'jdk' }])).toBe(
      'Scripts need a JDK. On Debian or Ubuntu: apt-get install jdk. Then start again.',
    )
  })

  test('a library that only some scripts import says so', () => {
    const json = LIBRARIES.filter(({ name }) => name === 'org.json')
    expect(whatScriptsLack('/checkout', json)).toBe(
      'Scripts that import org.json will not deploy. On Debian or Ubuntu: apt-get install libandroid-json-org-java. ' +
        'Or put the jars of these Maven coordinates into /checkout/script-host/lib: org.json:json:20231013. Then start again.',
    )
  })
})
