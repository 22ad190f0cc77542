import { SluiceError } from '../../kernel/errors.ts'

/**
 * Translates a Quartz cron expression (`sec min hour day-of-month month day-of-week [year]`) to the common dialect that
 * croner reads: `?` becomes `*`, Sunday is 0 instead of 1, and a step without an upper bound gets one.
 *
 * @example fromQuartz(['0', '0/30', '5-19', '?', '*', '2-6', '*']) // '0 0-59/30 5-19 * * 1,2,3,4,5 *'
 */
export function fromQuartz(fields: readonly string[]): string {
  const written = fields.length === 6 ? [...fields, '*'] : fields
  if (written.length !== FIELDS.length) {
    throw new SluiceError('deploy-failed', `The cron expression '${fields.join(' ')}' needs 6 or 7 fields, not ${fields.length}`)
  }
  return written.map((field, index) => translate(field.trim().toUpperCase(), FIELDS[index]!)).join(' ')
}

interface FieldRule {
  readonly maximum: number
  readonly isDayOfWeek: boolean
}

const rule = (maximum: number): FieldRule => ({ maximum, isDayOfWeek: false })

const FIELDS: readonly FieldRule[] = [rule(59), rule(59), rule(23), rule(31), rule(12), { maximum: 7, isDayOfWeek: true }, rule(2099)]

function translate(field: string, { maximum, isDayOfWeek }: FieldRule): string {
  if (field === '?' || field === '*' || field === '') return '*'
  const items = field.split(',')
  return items.flatMap((item) => (isDayOfWeek ? dayOfWeek(item) : boundStep(item, maximum))).join(',')
}

/** `5/10` and `/10` run up to the field's maximum. */
function boundStep(item: string, maximum: number): string {
  const [, from, step] = /^(\d*|\*)\/(\d+)$/.exec(item) ?? []
  if (step === undefined) return item
  return from === '' || from === '*' ? `*/${step}` : `${from}-${maximum}/${step}`
}

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** `L`, `6L` (the last Friday), `6#3` (the third), a day, a range that may wrap, with an optional step. */
function dayOfWeek(item: string): string[] {
  if (item === 'L') return ['6']
  const special = /^(\w+?)(L|#\d)$/.exec(item)
  if (special && dayNumber(special[1]!) !== undefined) return [`${dayNumber(special[1]!)}#${special[2]!.replace('#', '')}`]
  const [, first, last, step = '1'] = /^(\w+|\*)(?:-(\w+))?(?:\/(\d+))?$/.exec(item) ?? []
  const from = first === '*' ? 0 : dayNumber(first ?? '')
  const to = last ? dayNumber(last) : first === '*' || item.includes('/') ? 6 : from
  if (from === undefined || to === undefined) throw new SluiceError('deploy-failed', `The day of week '${item}' cannot be read`)
  const count = ((to - from + 7) % 7) + 1
  return Array.from({ length: Math.ceil(count / Number(step)) }, (_unused, index) => String((from + index * Number(step)) % 7))
}

/** 0 for Sunday. Quartz counts from 1. */
function dayNumber(day: string): number | undefined {
  const index = /^[1-7]$/.test(day) ? Number(day) - 1 : DAYS.indexOf(day)
  return index < 0 ? undefined : index
}
