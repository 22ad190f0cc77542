import { z } from 'zod'

/** A subscribed application: `iflmap` runs flows, `tmn` manages them. */
export const application = z.enum(['iflmap', 'tmn'])

export const dialect = z.enum(['neo', 'cloud-foundry'])

export const plan = z.enum(['integration-flow', 'api'])

/** A moment in ISO 8601, UTC. */
export const moment = z.iso.datetime()

export const toMoment = (milliseconds: number): string => new Date(milliseconds).toISOString()
