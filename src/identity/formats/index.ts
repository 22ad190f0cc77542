import type { Format } from './format.ts'
import { jwt } from './jwt.ts'
import { opaque } from './opaque.ts'

export const FORMATS = { jwt, opaque } as const satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS
