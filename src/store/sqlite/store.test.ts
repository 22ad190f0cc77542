import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { storeContract } from '../store.contract.ts'
import { openSqliteStore } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
let opened = 0
const lastFile = () => join(folder, `${opened}.db`)

afterAll(() => rmSync(folder, { recursive: true }))

storeContract('SQLite in memory', { open: () => openSqliteStore({ file: ':memory:' }) })

storeContract('SQLite in a file', {
  open: () => {
    opened += 1
    return openSqliteStore({ file: lastFile() })
  },
  reopen: () => openSqliteStore({ file: lastFile() }),
})
