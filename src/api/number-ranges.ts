import { SluiceError } from '../kernel/errors.ts'
import { dateTime, text } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { badRequest, entityNotFound } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { NumberRange } from '../store/number-ranges.ts'
import { type Management, managementSet, stampOf } from './management-set.ts'
import { choice, requiredText } from './security-material.ts'

/** Digits that a number may have. */
const LONGEST = 99

function digits(body: EntityBody, name: string, fallback?: string): string {
  const value = body.text(name) ?? fallback ?? requiredText(body, name)
  if (!/^\d{1,99}$/.test(value)) throw badRequest(`Property '${name}' must be 1 to ${LONGEST} digits, found '${value}'.`)
  return value
}

/** A range out of a body. Throws `bad-request` naming the property. */
function rangeFrom(body: EntityBody, context: Management): NumberRange {
  const { user, now } = stampOf(context)
  const name = requiredText(body, 'Name')
  if (!/^[A-Za-z0-9_.-]{1,150}$/.test(name))
    throw badRequest(`Property 'Name' has a value with invalid characters or more than 150: '${name}'.`)
  const minValue = digits(body, 'MinValue', '0')
  const maxValue = digits(body, 'MaxValue')
  const currentValue = digits(body, 'CurrentValue', minValue)
  const fieldLength = Number(digits(body, 'FieldLength', '0'))
  if (fieldLength > LONGEST) throw badRequest(`Property 'FieldLength' must be ${LONGEST} at most, found '${fieldLength}'.`)
  if (BigInt(minValue) > BigInt(maxValue))
    throw badRequest(`Property 'MinValue' must not be larger than 'MaxValue' ${maxValue}, found '${minValue}'.`)
  if (BigInt(currentValue) < BigInt(minValue) || BigInt(currentValue) > BigInt(maxValue)) {
    throw badRequest(`Property 'CurrentValue' must be from ${minValue} to ${maxValue}, found '${currentValue}'.`)
  }
  const rotate = choice(body, 'Rotate', ['false', 'true']) === 'true'
  return {
    name,
    description: body.text('Description') ?? '',
    minValue,
    maxValue,
    currentValue,
    fieldLength,
    rotate,
    deployedBy: user,
    deployedOn: now,
  }
}

/** A value of the range as the service shows it: as many digits as drawn numbers have. */
const padded = (value: string, { fieldLength }: NumberRange): string => BigInt(value).toString().padStart(fieldLength, '0')

async function existing(name: unknown, { store }: Management): Promise<NumberRange> {
  const range = await store.numberRanges.find(String(name))
  if (range === undefined) throw entityNotFound()
  return range
}

/** `NumberRanges`: counters that flows draw from; changes answer 202 without body. */
export const numberRanges = managementSet<NumberRange>({
  name: 'NumberRanges',
  type: 'NumberRange',
  keys: ['Name'],
  properties: {
    Name: text((range) => range.name),
    Description: text((range) => range.description),
    MaxValue: text((range) => padded(range.maxValue, range)),
    MinValue: text((range) => padded(range.minValue, range)),
    Rotate: text((range) => String(range.rotate)),
    CurrentValue: text((range) => padded(range.currentValue, range)),
    FieldLength: text((range) => String(range.fieldLength)),
    DeployedBy: text((range) => range.deployedBy),
    DeployedOn: dateTime((range) => range.deployedOn),
  },
  requires: 'viewNumberRanges',
  list: ({ store }) => store.numberRanges.list(),
  read: ({ Name }, { store }) => store.numberRanges.find(String(Name)),
  create: {
    requires: 'editNumberRanges',
    async run(body, context) {
      const range = rangeFrom(body, context)
      const taken = (await context.store.numberRanges.find(range.name)) !== undefined
      if (taken) throw new SluiceError('conflict', 'Entity with specified name already exists.')
      await context.store.numberRanges.create(range)
      return accepted
    },
  },
  update: {
    requires: 'editNumberRanges',
    async run({ Name }, body, context) {
      const { name } = await existing(Name, context)
      const range = rangeFrom(body, context)
      if (range.name !== name) throw badRequest('Entity key specified in URI does not match to name from payload.')
      await context.store.numberRanges.update(range)
      return accepted
    },
  },
  delete: {
    requires: 'editNumberRanges',
    async run({ Name }, context) {
      await context.store.numberRanges.delete((await existing(Name, context)).name)
      return accepted
    },
  },
})
