import { ENTITY_SETS, FUNCTION_IMPORTS } from '../../src/api/index.ts'
import { KNOWN_NAMES } from '../../src/api/known-names.ts'
import { MANAGEMENT_PREFIXES } from '../../src/api/management-api.ts'
import type { ManagementFunction, ManagementSet } from '../../src/api/management-set.ts'
import { ABSENCES, reasonOf } from './absences.ts'
import { constructSections } from './constructs.ts'
import { blocks, code, codes, page, table } from './markdown.ts'

/** What of the real service is there: the management API by entity set, and what flows may contain. */
export function compatibilityPage(): string {
  return page(
    'Compatibility',
    'What of the real service this server offers, and what it does not. Anything that stands in no list here is answered with 404.',
    blocks(
      '## Management API: entity sets',
      `Below ${codes(MANAGEMENT_PREFIXES)}. Every set answers \`$format\`, \`$select\`, \`$expand\`, \`$filter\`, \`$orderby\`, \`$top\`, \`$skip\`, \`$inlinecount\`, \`/$count\` and \`/$links\`, in JSON and Atom, and HEAD like GET, unless a limit says otherwise. *Navigations* with a method can be changed through them. Properties are in \`$metadata\`, permissions in [the reference](reference/api.md).`,
      table(['Entity set', 'Collection', 'Entity', '`$value`', 'Navigations', 'Limits'], [...ENTITY_SETS].sort(byName).map(setRow)),
    ),
    blocks(
      '## Management API: functions',
      table(['Function', 'Parameters', 'Returns, after `$metadata`'], [...FUNCTION_IMPORTS].sort(byName).map(functionRow)),
    ),
    blocks(
      '## Management API: not offered',
      'Calls answer 501 `Not Implemented`.',
      table(
        ['Reason', 'Names'],
        ABSENCES.map(({ reason }) => [reason, codes(absentFor(reason))]),
      ),
    ),
    ...constructSections(),
  )
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'en')

function setRow(set: ManagementSet): string[] {
  const { name, list, find, read, create, update, patch, delete: remove, media } = set
  const collection = [...(list || find ? ['GET'] : []), ...(create ? ['POST'] : [])]
  const entity = [...(read ? ['GET'] : []), ...(update ? ['PUT'] : []), ...(patch ? ['PATCH'] : []), ...(remove ? ['DELETE'] : [])]
  const value = media === undefined ? [] : ['GET', ...(media.write ? ['PUT'] : [])]
  return [code(name), collection.join(' '), entity.join(' '), value.join(' '), navigationsOf(set), limitsOf(set)]
}

function navigationsOf({ navigation = {} }: ManagementSet): string {
  return Object.entries(navigation)
    .map(([name, { create, update, delete: remove }]) => {
      const methods = [...(create ? ['POST'] : []), ...(update ? ['PUT'] : []), ...(remove ? ['DELETE'] : [])]
      return [code(name), ...methods].join(' ')
    })
    .join(', ')
}

function limitsOf({ list, find, read, create, unsupported = [], pageSize }: ManagementSet): string {
  return [
    ...(list || find || read || create ? [] : ['through navigations only']),
    ...(unsupported.length === 0 ? [] : [`no ${codes(unsupported)}`]),
    ...(pageSize === undefined ? [] : [`${pageSize} rows a page`]),
  ].join('; ')
}

function functionRow({ name, parameters, optional = [], returns }: ManagementFunction): string[] {
  const names = Object.keys(parameters).map((parameter) => code(parameter) + (optional.includes(parameter) ? ' (optional)' : ''))
  return [code(name), names.join(', '), returns === undefined ? '' : `an entity of ${code(returns)}`]
}

/** Throws for a name that nobody gave a reason. */
const absentFor = (reason: string): string[] =>
  KNOWN_NAMES.filter((name) => reasonOf(name) === reason).sort((a, b) => a.localeCompare(b, 'en'))
