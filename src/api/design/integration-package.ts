import { SluiceError } from '../../kernel/errors.ts'
import type { IntegrationPackage } from '../../store/design.ts'

/** What a caller may say about a package; what is missing keeps its value or gets the default. */
export type PackageTexts = Partial<
  Pick<
    IntegrationPackage,
    | 'name'
    | 'description'
    | 'shortText'
    | 'version'
    | 'vendor'
    | 'mode'
    | 'supportedPlatform'
    | 'products'
    | 'keywords'
    | 'countries'
    | 'industries'
    | 'lineOfBusiness'
  >
>

/** Who changes something, and when. */
export interface Stamp {
  readonly user: string
  readonly now: number
}

/** Refuses an id that a caller chose and that has special characters. Throws `bad-request`. */
export function checkPackageId(id: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id)) return
  throw new SluiceError('bad-request', "Property 'Id' value cannot have a special character. Enter a valid Id.")
}

/** A new package. Throws `bad-request` for missing texts. */
export function newPackage(id: string, texts: PackageTexts, { user, now }: Stamp): IntegrationPackage {
  const defaults: IntegrationPackage = {
    id,
    name: '',
    description: '',
    shortText: '',
    version: '',
    vendor: '',
    mode: 'EDIT_ALLOWED',
    supportedPlatform: '[SAP Cloud Integration]',
    products: '[]',
    keywords: '[]',
    countries: '[]',
    industries: '[]',
    lineOfBusiness: '[]',
    createdBy: user,
    createdAt: now,
    modifiedBy: user,
    modifiedAt: now,
  }
  return changedPackage(defaults, texts, { user, now })
}

/** The package with other texts. Throws `bad-request` when a required one is empty afterwards. */
export function changedPackage(current: IntegrationPackage, texts: PackageTexts, { user, now }: Stamp): IntegrationPackage {
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  const changed: IntegrationPackage = { ...current, ...listed(given), modifiedBy: user, modifiedAt: now }
  if (changed.name.trim() === '') throw new SluiceError('bad-request', "Property 'Name' cannot be empty")
  if (changed.shortText.trim() === '') throw new SluiceError('bad-request', "Property 'ShortText' cannot be empty")
  return changed
}

const LISTS = ['supportedPlatform', 'products', 'keywords', 'countries', 'industries', 'lineOfBusiness'] as const

/** Lists come bare and are shown in brackets (contract odata-api §1.4, value domains). */
function listed(texts: PackageTexts): PackageTexts {
  const result: Record<string, string> = { ...texts }
  for (const name of LISTS) {
    const value = texts[name]
    if (value !== undefined && !/^\[.*\]$/s.test(value)) result[name] = `[${value}]`
  }
  return result
}
