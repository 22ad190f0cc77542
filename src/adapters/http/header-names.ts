/** Headers about one connection, never about the message (RFC 9110 §7.6.1 and §10.1.1). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What only this server or its load balancer may say about a caller. */
const SERVER_HEADERS = new Set([
  'sapauthenticatedusername',
  'sap_messageprocessinglogid',
  'sap_runid',
  'ssl_client_cert',
  'ssl_client_user',
])

/** The caller's own credentials. */
const CREDENTIAL_HEADERS = new Set(['authorization', 'cookie'])

/** Written by the server itself, or meant for it alone. */
const ANSWER_HEADERS = new Set(['content-length', 'date', 'host', 'sapauthenticatedusername'])

/** Excluded by the product from what an HTTP receiver channel sends, whatever the channel lists. */
const REQUEST_PROTOCOL_HEADERS = new Set(['content-length', 'host', 'cache-control', 'pragma', 'via', 'warning'])

/** Headers by which the runtime's components talk to each other; they never cross the wire in either direction. */
const isInternal = (key: string): boolean => key.startsWith('camel') || key.startsWith('org.apache.camel')

/** Whether a caller may set the message header, given that the flow allows it. */
export function mayEnter(name: string): boolean {
  const key = name.toLowerCase()
  return !isInternal(key) && !CONNECTION_HEADERS.has(key) && !SERVER_HEADERS.has(key) && !CREDENTIAL_HEADERS.has(key)
}

/** Whether a message header goes to the caller with the answer. A flow's outbound credentials stay here. */
export function mayAnswer(name: string): boolean {
  const key = name.toLowerCase()
  return !isInternal(key) && !CONNECTION_HEADERS.has(key) && !CREDENTIAL_HEADERS.has(key) && !ANSWER_HEADERS.has(key)
}

/** Whether a message header may go to another system, given that the channel lists it. */
export function mayLeave(name: string): boolean {
  const key = name.toLowerCase()
  return !isInternal(key) && !CONNECTION_HEADERS.has(key) && !REQUEST_PROTOCOL_HEADERS.has(key)
}

/** Whether a header of another system's answer may become a message header, given that the channel lists it. */
export function mayReturn(name: string): boolean {
  const key = name.toLowerCase()
  return !isInternal(key) && !CONNECTION_HEADERS.has(key)
}
