/** Dates of OData V2 JSON, `/Date(1518438183084)/` or with an offset in minutes, `/Date(1518438183084+0060)/`. */
const JSON_DATE = /^\/Date\((-?\d+)(?:([+-])(\d{4}))?\)\/$/

/**
 * The form in which flows see a date of a JSON answer; any other text stays as it is.
 *
 * @example dateFromJson('/Date(0)/') // '1970-01-01T00:00:00.000'
 */
export function dateFromJson(text: string): string {
  const match = JSON_DATE.exec(text)
  if (!match) return text
  const [, milliseconds, sign, offset] = match
  const iso = new Date(Number(milliseconds)).toISOString()
  return sign === undefined || offset === undefined ? iso.slice(0, -1) : iso
}

/** The JSON form of a date that a flow wrote; text that is no date stays as it is, so that the service can say what is wrong. */
export function dateToJson(text: string): string {
  if (JSON_DATE.test(text)) return text
  const zoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  const milliseconds = Date.parse(zoned ? text : `${text}${text.includes('T') ? '' : 'T00:00:00'}Z`)
  return Number.isNaN(milliseconds) ? text : `/Date(${milliseconds}${zoned ? '+0000' : ''})/`
}
