import type { Entity } from '../../api/odata.ts'

/** What somebody says about a package. */
export interface PackageTexts {
  readonly Name: string
  readonly ShortText: string
  readonly Description: string
  readonly Version: string
  readonly Vendor: string
}

/** What is there before anything is said. */
export const NO_TEXTS: PackageTexts = { Name: '', ShortText: '', Description: '', Version: '1.0.0', Vendor: '' }

export const textsOf = ({ Name, ShortText, Description, Version, Vendor }: Entity<'IntegrationPackages'>): PackageTexts => ({
  Name: Name ?? '',
  ShortText: ShortText ?? '',
  Description: Description ?? '',
  Version: Version ?? '',
  Vendor: Vendor ?? '',
})

/** The ID that Cloud Integration proposes for a name: what is no letter or digit goes. */
export const idFrom = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '')

/** Without the fields that are empty. */
export const given = (texts: PackageTexts): Partial<PackageTexts> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))

export const packagePath = (packageId: string): string => `/design/packages/${encodeURIComponent(packageId)}`
