import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newPackage } from '../../src/api/design/integration-package.ts'
import { messageOf, SluiceError } from '../../src/kernel/errors.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { JvmScriptHost } from '../../src/languages/script-host/jvm-script-host.ts'
import { offlineServices } from '../../src/runtime/check.ts'
import { scriptHostOptions } from '../../src/tenant/built.ts'
import { registry } from '../../src/tenant/registry.ts'
import { testTenant } from '../support/tenant.ts'
import { readCases } from './case.ts'
import { coverageText } from './coverage.ts'
import { type Measure, measureCorpus } from './measure.ts'
import { reportMeasure } from './report.ts'
import { runCase } from './run-case.ts'

const COVERAGE = fileURLToPath(new URL('coverage.json', import.meta.url))

/**
 * `npm run corpus -- FOLDER [--save]`: compiles every flow, script, stylesheet and message mapping of the folder the way a
 * deployment does, without starting timers, then deploys and calls the flows of `cases.json`. Fails when a goal is missed.
 * `--save` writes the counts by construct, which the table of docs/compatibility.md shows.
 */
async function main(corpus: string, save: boolean): Promise<readonly string[]> {
  const measure = await measured(corpus)
  const missed = reportMeasure(measure, console.log)
  if (save) writeFileSync(COVERAGE, coverageText(measure))
  const runnable = new Set(measure.flows.filter(({ problems }) => problems.length === 0).map(({ name }) => name))
  return [...missed, ...(await printCases(corpus, (iflow) => runnable.has(iflow)))]
}

async function measured(corpus: string): Promise<Measure> {
  const noTenant = (): never => {
    throw new SluiceError('unavailable', 'There is no tenant to ask')
  }
  const services = offlineServices(() => new JvmScriptHost(scriptHostOptions(noTenant, silentLogger)))
  return measureCorpus(corpus, registry, services).finally(() => services.scripts.stop())
}

async function printCases(corpus: string, isRunnable: (iflow: string) => boolean): Promise<readonly string[]> {
  const tenant = await testTenant()
  const cases = readCases(corpus)
  const counts = { equal: 0, missing: 0, wrong: 0 }
  try {
    await tenant.store.design.createPackage(
      newPackage('Corpus', { name: 'Corpus', shortText: 'Corpus' }, { user: 'corpus', now: Date.now() }),
    )
    for (const sample of cases) {
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
  return counts.equal === cases.length ? [] : [`${cases.length - counts.equal} cases are not equal`]
}

const [corpus, ...options] = process.argv.slice(2)
if (corpus === undefined || !existsSync(join(corpus, 'cases.json'))) {
  console.error('Usage: npm run corpus -- FOLDER [--save]   (a folder with iflows/, companions/ and cases.json)')
  process.exitCode = 2
} else {
  const missed = await main(corpus, options.includes('--save'))
  for (const goal of missed) console.error(`missed   ${goal}`)
  process.exitCode = missed.length === 0 ? 0 : 1
}
