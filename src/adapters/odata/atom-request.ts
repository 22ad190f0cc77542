import { escapeXml } from '../../iflow/xml-text.ts'
import type { RequestEntity } from './request-entity.ts'

const NAMESPACES =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"'
const SCHEME = 'http://schemas.microsoft.com/ado/2007/08/dataservices/scheme'
const RELATED = 'http://schemas.microsoft.com/ado/2007/08/dataservices/related/'

/** The entity as an Atom entry for a request body. */
export const writeAtomRequest = (entity: RequestEntity): string => `<?xml version="1.0" encoding="UTF-8"?>${entry(entity, NAMESPACES)}`

function entry(entity: RequestEntity, namespaces = ''): string {
  const category = `<category term="${escapeXml(entity.type.fullName)}" scheme="${SCHEME}"/>`
  const links = entity.navigations.map(link).join('')
  const properties = `<content type="application/xml"><m:properties>${propertyElements(entity)}</m:properties></content>`
  return `<entry${namespaces && ` ${namespaces}`}>${category}${links}${properties}</entry>`
}

function propertyElements({ properties, complexValues }: RequestEntity): string {
  return [
    ...properties.map(({ name, edmType, text }) => property(name, edmType, text)),
    ...complexValues.map(({ name, value }) => `<d:${name}>${propertyElements(value)}</d:${name}>`),
  ].join('')
}

function property(name: string, edmType: string, text: string | null): string {
  if (text === null || (text === '' && edmType !== 'Edm.String')) return `<d:${name} m:null="true"/>`
  const type = edmType === 'Edm.String' ? '' : ` m:type="${edmType}"`
  return `<d:${name}${type}>${escapeXml(text)}</d:${name}>`
}

function link({ name, many, entities }: RequestEntity['navigations'][number]): string {
  const inside = many
    ? `<feed>${entities.map((each) => entry(each)).join('')}</feed>`
    : entities
        .slice(0, 1)
        .map((each) => entry(each))
        .join('')
  return `<link rel="${RELATED}${name}" type="application/atom+xml;type=${many ? 'feed' : 'entry'}" title="${name}" href="${name}"><m:inline>${inside}</m:inline></link>`
}
