import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { newPackage } from '../../src/api/design/integration-package.ts'
import { messageOf, SluiceError } from '../../src/kernel/errors.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { JvmScriptHost } from '../../src/languages/script-host/jvm-script-host.ts'
import { check } from '../../src/main.ts'
import type { CheckedArtifact } from '../../src/runtime/check.ts'
import { scriptHostOptions } from '../../src/tenant.ts'
import { testTenant } from '../support/tenant.ts'
import { readCases } from './case.ts'
import { runCase } from './run-case.ts'
import { compileScripts } from './scripts.ts'

/**
 * `npm run corpus -- FOLDER`: compiles every flow of the folder the way a deployment does, without starting its timers, then
 * deploys and calls the flows of `cases.json`. A construct that is missing is reported; a crash or a wrong answer fails.
 */
async function main(corpus: string): Promise<number> {
  const artifacts = await check([join(corpus, 'companions'), join(corpus, 'iflows')])
  printCoverage(artifacts)
  await printScripts(corpus)
  const runnable = new Set(artifacts.filter(({ runs }) => runs).map(({ file }) => file))
  return printCases(corpus, (iflow) => runnable.has(join(corpus, 'iflows', `${iflow}.zip`)))
}

function printCoverage(artifacts: readonly CheckedArtifact[]): void {
  for (const { id, runs, problems } of artifacts) {
    const [first] = problems
    console.log(
      `${runs ? 'deploys' : 'missing'}  ${id}${first ? `: ${first.construct} in ${first.element}: ${first.reason.split('\n')[0]}` : ''}`,
    )
  }
  const constructs = new Map<string, number>()
  for (const construct of artifacts.flatMap(({ problems }) => [...new Set(problems.map((problem) => problem.construct))])) {
    constructs.set(construct, (constructs.get(construct) ?? 0) + 1)
  }
  console.log('\nartifacts  missing construct')
  for (const [construct, count] of [...constructs].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(9)}  ${construct}`)
  console.log(`\n${artifacts.filter(({ runs }) => runs).length} of ${artifacts.length} artifacts deploy\n`)
}

async function printScripts(corpus: string): Promise<void> {
  const noTenant = (): never => {
    throw new SluiceError('unavailable', 'There is no tenant to ask')
  }
  const scripts = new JvmScriptHost(scriptHostOptions(noTenant, silentLogger))
  const files = await compileScripts([join(corpus, 'companions'), join(corpus, 'iflows')], scripts).finally(() => scripts.stop())
  const broken = files.filter(({ failure }) => failure !== undefined)
  for (const { file, failure } of broken) console.log(`broken   ${file}: ${failure?.split('\n')[0]}`)
  console.log(`\n${files.length - broken.length} of ${files.length} scripts compile\n`)
}

async function printCases(corpus: string, isRunnable: (iflow: string) => boolean): Promise<number> {
  const tenant = await testTenant()
  const counts = { equal: 0, missing: 0, wrong: 0 }
  try {
    await tenant.store.design.createPackage(
      newPackage('Corpus', { name: 'Corpus', shortText: 'Corpus' }, { user: 'corpus', now: Date.now() }),
    )
    for (const sample of readCases(corpus)) {
      const failure = isRunnable(sample.iflow) ? await runCase(tenant, corpus, sample).catch(messageOf) : undefined
      const outcome = isRunnable(sample.iflow) ? (failure === undefined ? 'equal' : 'wrong') : 'missing'
      counts[outcome]++
      console.log(
        `${outcome.padEnd(8)} ${sample.request.method} ${sample.request.path}  ${sample.iflow}${failure ? `\n         ${failure}` : ''}`,
      )
    }
  } finally {
    await tenant.stop()
  }
  console.log(`\n${counts.equal} cases equal, ${counts.wrong} wrong, ${counts.missing} of flows with a missing construct`)
  return counts.wrong
}

const [corpus] = process.argv.slice(2)
if (corpus === undefined || !existsSync(join(corpus, 'cases.json'))) {
  console.error('Usage: npm run corpus -- FOLDER   (a folder with iflows/, companions/ and cases.json)')
  process.exitCode = 2
} else {
  process.exitCode = (await main(corpus)) === 0 ? 0 : 1
}
