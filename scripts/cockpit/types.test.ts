import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { API_FOLDER, GENERATED } from './generated.ts'

test.each(Object.entries(GENERATED))('%s says what the server declares; npm run types mends it', async (name, make) => {
  expect(readFileSync(join(API_FOLDER, name), 'utf8')).toBe(await make())
})
