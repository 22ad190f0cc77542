import {
  configuredFunction,
  integerParameter,
  type StandardFunction,
  testFunction,
  textFunction,
  textParameter,
} from './standard-function.ts'

/** Text functions by the names of the mapping file. */
export const TEXT_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  substring: configuredFunction(1, (parameters) => {
    const start = integerParameter(parameters, 'start')
    const count = integerParameter(parameters, 'count')
    return (text) => text.slice(start, start + count)
  }),
  concat: configuredFunction(2, (parameters) => {
    // The spelling is the product's.
    const delimiter = textParameter(parameters, 'delimeter')
    return (first, second) => first + delimiter + second
  }),
  stringEquals: testFunction(2, (first, second) => first === second),
  indexOf2: textFunction(2, (text, part) => String(text!.indexOf(part!))),
  indexOf3: textFunction(3, (text, part, start) => String(text.indexOf(part!, whole(start!)))),
  lastIndexOf2: textFunction(2, (text, part) => String(text.lastIndexOf(part!))),
  lastIndexOf3: textFunction(3, (text, part, start) => String(lastIndexOf(text, part!, whole(start!)))),
  compare: textFunction(2, (first, second) => String(compareText(first!, second!))),
  replaceString: textFunction(3, (text, part, replacement) => (part === '' ? text : text.replaceAll(part!, () => replacement!))),
  length: textFunction(1, (text) => String(text.length)),
  endWith: testFunction(2, (text, end) => text.endsWith(end!)),
  startWith2: testFunction(2, (text, start) => text.startsWith(start!)),
  startWith3: testFunction(3, (text, start, offset) => text.startsWith(start!, whole(offset!))),
  toUpperCase: textFunction(1, (text) => text.toUpperCase()),
  toLowerCase: textFunction(1, (text) => text.toLowerCase()),
  trim: textFunction(1, trimControls),
}

/** As `java.lang.String.trim`: blanks and control characters. */
function trimControls(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end)
}

/** As `java.lang.String.compareTo`: the difference of the first characters that differ, else of the lengths. */
function compareText(first: string, second: string): number {
  const shorter = Math.min(first.length, second.length)
  for (let index = 0; index < shorter; index++) {
    const difference = first.charCodeAt(index) - second.charCodeAt(index)
    if (difference !== 0) return difference
  }
  return first.length - second.length
}

/** JavaScript searches from 0 where Java finds nothing before the start. */
const lastIndexOf = (text: string, part: string, start: number): number => (start < 0 ? -1 : text.lastIndexOf(part, start))

function whole(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value)) throw new Error(`'${text}' is not a whole number`)
  return value
}
