import { SluiceError } from '../../kernel/errors.ts'
import type { QueryParameters } from '../../odata/query-string.ts'
import type { DesignStore, IntegrationPackage } from '../../store/design.ts'
import type { SettingStore } from '../../store/settings.ts'
import { tagDefinitions } from './custom-tag-configuration.ts'

interface TagStores {
  readonly design: DesignStore
  readonly settings: SettingStore
}

/** A tag of a package; several values are separated by `|`. */
export interface CustomTag {
  readonly name: string
  readonly value: string
}

/** Every configured tag with the value that the package has. */
export async function tagsOf({ design, settings }: TagStores, packageId: string): Promise<CustomTag[]> {
  const values = new Map((await design.customTags(packageId)).map(({ name, value }) => [name, value]))
  return (await tagDefinitions(settings)).map(({ tagName }) => ({ name: tagName, value: values.get(tagName) ?? '' }))
}

/** Gives a package values of a tag. Throws `not-found` for a tag that is not configured, `bad-request` for values that it cannot have. */
export async function setTag({ design, settings }: TagStores, packageId: string, { name, value }: CustomTag): Promise<void> {
  const definition = (await tagDefinitions(settings)).find(({ tagName }) => tagName === name)
  if (definition === undefined) throw new SluiceError('not-found', 'Requested entity could not be found.')
  const { permittedValues, isMandatory } = definition
  if (isMandatory && value === '') throw new SluiceError('bad-request', `The custom tag '${name}' is mandatory and needs a value.`)
  const foreign = valuesIn(value).find((each) => permittedValues.length > 0 && !permittedValues.includes(each))
  if (foreign !== undefined) {
    throw new SluiceError('bad-request', `The custom tag '${name}' cannot be '${foreign}'; permitted are ${permittedValues.join(', ')}.`)
  }
  await design.putCustomTag({ packageId, name, value })
}

/** The packages that have one of the values for every configured tag among the parameters, as `?Author=Fred|John&LoB=Sales`. */
export async function packagesTagged({ design, settings }: TagStores, parameters: QueryParameters): Promise<IntegrationPackage[]> {
  const packages = await design.packages()
  const wanted = (await tagDefinitions(settings)).filter(({ tagName }) => parameters.has(tagName))
  if (wanted.length === 0) return packages
  const tags = await design.customTags()
  const has = (id: string, name: string, values: readonly string[]) =>
    tags.some((tag) => tag.packageId === id && tag.name === name && valuesIn(tag.value).some((value) => values.includes(value)))
  return packages.filter(({ id }) => wanted.every(({ tagName }) => has(id, tagName, valuesIn(parameters.get(tagName) ?? ''))))
}

const valuesIn = (text: string): string[] => text.split('|').filter((value) => value !== '')
