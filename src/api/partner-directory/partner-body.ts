import type { EntityBody } from '../../odata/entity-body.ts'
import { badRequest } from '../../odata/failure.ts'
import { ReportedFailure } from '../reported-failure.ts'

/** Characters of each property at most (contract odata-api §1.4). */
const LENGTHS: Readonly<Record<string, number>> = {
  Pid: 60,
  Id: 1500,
  Value: 4000,
  ContentType: 300,
  Password: 200,
  Agency: 120,
  Scheme: 120,
}

/** Largest value of a binary parameter, in bytes. */
const BINARY_LIMIT = 1_572_864

/** A text that a new entity must have. Throws 500 without it and 400 when it is too long. */
export function textFor(type: string, body: EntityBody, name: string, longest = LENGTHS[name]): string {
  const value = optionalText(body, name, longest)
  if (value === undefined || value === '') throw missing(type, name)
  return value
}

/** A text that an update may change; `undefined` when it is missing. Throws 400 when it is too long. */
export function optionalText(body: EntityBody, name: string, longest = LENGTHS[name]): string | undefined {
  const value = body.text(name)
  if (value !== undefined && longest !== undefined && value.length > longest) {
    throw badRequest(`Property '${name}' is longer than ${longest} characters.`)
  }
  return value
}

/** The value of a binary parameter; `undefined` when it is missing. Throws 400 when it is too large. */
export function binaryValue(body: EntityBody): Uint8Array | undefined {
  const value = body.bytes('Value')
  if (value !== undefined && value.length > BINARY_LIMIT) throw badRequest(`Property 'Value' is larger than ${BINARY_LIMIT} bytes.`)
  return value
}

export const missing = (type: string, name: string): ReportedFailure =>
  new ReportedFailure(`Problem during creating an entity: The value of the property '${name}' is missing for the entity '${type}'.`)
