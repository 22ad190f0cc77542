import { initial } from './001-initial.ts'

/** Every step of the schema, oldest first. A released step never changes; number N stands at place N - 1. */
export const migrations: readonly Migration[] = [{ name: 'initial', statements: initial }]

export interface Migration {
  readonly name: string
  readonly statements: string
}
