// `npm start`: installs what is missing, builds what changed, sets up the script host and starts the server.
import { buildCockpit, installPackages, run, runTypeScript, say } from './prepare.js'

installPackages()
const { isBuilt, markBuilt } = await import('./build-stamp.js')
if (!isBuilt('server')) {
  say('Building')
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], 'The checkout does not compile.')
  markBuilt('server')
}
await buildCockpit()
runTypeScript('scripts/script-host.ts', [], 'The script host could not be set up.')
process.argv.splice(2, 0, 'start')
await import('../bin/sluice.js')
