import type { Reply } from './entity-set.ts'

/** 201 with the entity. */
export const created = <R>(row: R): Reply<R> => ({ status: 201, row })

/** 200 without body. */
export const done: Reply<never> = { status: 200 }

/** 202 without body. */
export const accepted: Reply<never> = { status: 202 }

/** 202 with bare text. */
export const acceptedText = (text: string): Reply<never> => ({ status: 202, text })
