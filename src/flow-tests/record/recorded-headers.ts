import type { TracedState } from './traced-message.ts'

/** What the runtime itself sets for each message. */
const OF_RUNTIME =
  /^(?:camel.*|sap_(?:messageprocessinglogid|mplcorrelationid|runid|mpl_loglevel_.*|inboundmessagesizeinkb)|sapauthenticatedusername)$/i

/** What nobody may write into a file. */
const SECRET = /^(?:authorization|proxy-authorization|cookie|set-cookie|.*(?:token|secret|password|api-?key).*)$/i

/** What says how an answer was sent, and when. */
const OF_TRANSPORT = /^(?:date|server|connection|keep-alive|transfer-encoding|content-length|host)$/i

/** Headers or properties that say what a message is: without those of the runtime and without credentials. */
export function ownValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => value !== '***' && ![OF_RUNTIME, SECRET, OF_TRANSPORT].some((pattern) => pattern.test(name)),
    ),
  )
}

/** What was set between two states. */
export function changedValues(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(ownValues(after)).filter(([name, value]) => before[name] !== value))
}

/** The header of this name in any case. */
export function headerOf({ headers }: TracedState, name: string): string | undefined {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1]
}
