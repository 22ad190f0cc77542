// `npm test`: installs what is missing, then lint, type check and every test.
import { buildCockpit, installPackages, run, runTypeScript, say } from './prepare.js'

installPackages()
say('Setting up the script host')
runTypeScript('scripts/script-host.ts', ['--required'], 'The tests run real Groovy and JavaScript: install what is named above.')
say('Looking for the clients and the browser of the tests')
runTypeScript('scripts/test-clients.ts', [], 'Install what is named above.')
await buildCockpit()
say('Lint')
run(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'ci', '.'], 'npm run lint -- --write mends most of it.')
say('Type check')
run(process.execPath, ['node_modules/typescript/bin/tsc'], 'See the errors above.')
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'cockpit'], 'See the errors above.')
say('Tests')
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], 'See the failures above.')
