import { expect, it } from 'vitest'
import { namespacesByPrefix } from './namespace-table.ts'

it('maps prefixes to namespaces and skips empty rows', () =>
  expect(namespacesByPrefix([{ 0: 'urn:a', 1: 'a' }, { 0: '', 1: '' }, {}, { 0: 'urn:b' }])).toEqual(
    new Map([
      ['a', 'urn:a'],
      ['', 'urn:b'],
    ]),
  ))

it('refuses a prefix that stands for two namespaces', () =>
  expect(() =>
    namespacesByPrefix([
      { 0: 'urn:a', 1: 'a' },
      { 0: 'urn:b', 1: 'a' },
    ]),
  ).toThrow(expect.objectContaining({ code: 'deploy-failed', message: 'The namespace mapping has the prefix "a" twice' })))
