// `npm run types`: writes the API types of the cockpit from the declarations in src/.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { API_FOLDER, GENERATED } from './generated.ts'

for (const [name, make] of Object.entries(GENERATED)) {
  writeFileSync(join(API_FOLDER, name), await make())
  console.log(`Wrote cockpit/src/api/${name}`)
}
