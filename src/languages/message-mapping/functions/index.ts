import { ARITHMETIC_FUNCTIONS } from './arithmetic.ts'
import { BOOLEAN_FUNCTIONS } from './boolean.ts'
import { CONSTANT_FUNCTIONS } from './constants.ts'
import { CONVERSION_FUNCTIONS } from './conversions.ts'
import { DATE_FUNCTIONS } from './date.ts'
import { NODE_FUNCTIONS } from './node.ts'
import type { StandardFunction } from './standard-function.ts'
import { STATISTIC_FUNCTIONS } from './statistics.ts'
import { TEXT_FUNCTIONS } from './text.ts'

/** Every function of the mapping editor, by the name that the mapping file gives it. */
export const STANDARD_FUNCTIONS: ReadonlyMap<string, StandardFunction> = new Map(
  [
    ARITHMETIC_FUNCTIONS,
    BOOLEAN_FUNCTIONS,
    CONSTANT_FUNCTIONS,
    CONVERSION_FUNCTIONS,
    DATE_FUNCTIONS,
    NODE_FUNCTIONS,
    STATISTIC_FUNCTIONS,
    TEXT_FUNCTIONS,
  ].flatMap((family) => Object.entries(family)),
)
