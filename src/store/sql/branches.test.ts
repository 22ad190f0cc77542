import { expect, test } from 'vitest'
import type { Condition } from '../query.ts'
import { branchesOf } from './branches.ts'

const FIELDS = new Set(['status', 'flow', 'name'])
const is = (field: string, value: string): Condition => ({ op: 'eq', field, value })
const isNot = (field: string, value: string): Condition => ({ op: 'ne', field, value })
const and = (...conditions: Condition[]): Condition => ({ op: 'and', conditions })
const or = (...conditions: Condition[]): Condition => ({ op: 'or', conditions })

test('values of one field exclude each other by themselves, and one that is named twice counts once', () => {
  const where = and(is('sender', 's'), and(or(is('status', 'a'), is('status', 'b'), is('status', 'a'))))
  expect(branchesOf(where, FIELDS)).toEqual([and(is('status', 'a'), is('sender', 's')), and(is('status', 'b'), is('sender', 's'))])
})

test('of different fields a later branch leaves out what an earlier one finds', () => {
  expect(branchesOf(or(is('flow', 'x'), is('name', 'x')), FIELDS)).toEqual([and(is('flow', 'x')), and(is('name', 'x'), isNot('flow', 'x'))])
})

test('only the first or is split', () => {
  const second = or(is('flow', 'x'), is('flow', 'y'))
  expect(branchesOf(and(or(is('status', 'a'), is('status', 'b')), second), FIELDS)).toEqual([
    and(is('status', 'a'), second),
    and(is('status', 'b'), second),
  ])
})

const many = Array.from({ length: 21 }, (_, index) => is('status', String(index)))

test.each<[string, Condition]>([
  ['no or', and(is('status', 'a'), isNot('flow', 'x'))],
  ['another field', or(is('status', 'a'), is('sender', 's'))],
  ['another comparison', or(is('status', 'a'), isNot('status', 'b'))],
  ['an or inside of a not', { op: 'not', condition: or(is('status', 'a'), is('status', 'b')) }],
  ['an or of parts', or(is('status', 'a'), and(is('status', 'b'), is('flow', 'x')))],
  ['too many values', or(...many)],
  ['a single value', or(is('status', 'a'))],
])('%s stays whole', (_, where) => {
  expect(branchesOf(where, FIELDS)).toEqual([where])
})
