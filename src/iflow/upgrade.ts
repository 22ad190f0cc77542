import type { Properties } from './model.ts'
import { escapeXml, unescapeXml } from './xml-text.ts'

/** Brings the properties of an old Content Modifier to today's form: `HEADER_0`, `property_0`, … become rows of the two tables. */
export function upgradeContentModifier(properties: Properties): Properties {
  const upgraded = new Map([...properties].filter(([key]) => !OLD_ROW.test(key)))
  for (const [table, prefix] of [
    ['headerTable', 'header'],
    ['propertyTable', 'property'],
  ] as const) {
    const rows = oldRows(properties, prefix)
    if (rows !== '') upgraded.set(table, (properties.get(table) ?? '') + rows)
  }
  return upgraded
}

/** Processes of version 1.0 handled transactions without saying so (SAP Help, “Define Transaction Handling”). */
export function upgradeProcess(properties: Properties): Properties {
  const isOld = /cname::IntegrationProcess\/version::1\.0(?:\.|$)/.test(properties.get('cmdVariantUri') ?? '')
  return isOld && !properties.has('transactionalHandling') ? new Map([...properties, ['transactionalHandling', 'Required']]) : properties
}

/** PKCS#7 signers up to version 1.2 put a detached signature into a header (SAP Help, “Options to Handle Signed Data”). */
export function upgradeSigner(properties: Properties): Properties {
  const [, minor = '3'] = /^1\.(\d+)/.exec(properties.get('componentVersion') ?? '') ?? []
  return Number(minor) < 3 ? new Map([...properties, ['signedDataTarget', 'header']]) : properties
}

/** XML signers had one list of what KeyInfo tells; now each part has a flag of its own. */
export function upgradeXmlSigner(properties: Properties): Properties {
  const content = properties.get('keyInfoContent')
  if (content === undefined) return properties
  const parts = content.split(/[,;|]/).map((part) => part.replaceAll(/[\s.]/g, '').toLowerCase())
  const flags = KEY_INFO_FLAGS.map(([flag, names]): [string, string] => [flag, String(names.some((name) => parts.includes(name)))])
  return new Map([...flags, ...[...properties].filter(([key]) => key !== 'keyInfoContent')])
}

const KEY_INFO_FLAGS: readonly (readonly [flag: string, names: readonly string[]])[] = [
  ['keyInfoHasX509CertChain', ['x509certificatechain']],
  ['keyInfoHasX509Certificate', ['x509certificate']],
  ['keyInfoHasIssuerName', ['x509issuerserial', 'issuerdistinguishednameandserialnumber']],
  ['keyInfoHasKeyValue', ['keyvalue']],
]

const OLD_ROW = /^(header|property)_(\d+)$/i

function oldRows(properties: Properties, prefix: string): string {
  return [...properties]
    .flatMap(([key, value]) => {
      const [, kind, number] = OLD_ROW.exec(key) ?? []
      return kind?.toLowerCase() === prefix ? [{ number: Number(number), value }] : []
    })
    .sort((a, b) => a.number - b.number)
    .map(({ value }) => upgradeRow(value))
    .join('')
}

/** `Name:=:x:;Type:=:constant:;Datatype:=::;` → a table row; the old form knows no deletion. */
function upgradeRow(row: string): string {
  const cells = [...row.matchAll(/(\w+):=:(.*?)(?::;|$)/gs)].map(([, id, value]) => cell(id!, unescapeXml(value!)))
  return `<row>${cell('Action', 'Create')}${cells.join('')}</row>`
}

const cell = (id: string, text: string): string => `<cell id='${id}'>${escapeXml(text)}</cell>`
