import { ADAPTERS } from '../adapters/index.ts'
import { Registry } from '../engine/registry.ts'
import { STEPS } from '../steps/index.ts'

/** Every step and adapter that flows can use here. */
export const registry = new Registry(STEPS, ADAPTERS)
