import { z } from 'zod'
import { testFile } from './test-file.ts'

/** The format of test files as JSON Schema 2020-12, for editors. */
export const testFileSchema = (): object => z.toJSONSchema(testFile, { io: 'input' })
