import { messageOf, SluiceError } from '../../kernel/errors.ts'

/** No complete answer came: refused, unreachable, not trusted, broken off or too late. Sending again may help. */
export class ConnectionFailure extends SluiceError {
  /** @param javaClass exception class by which scripts and the log tell causes apart */
  constructor(javaClass: string, text: string, cause?: unknown) {
    super('processing-failed', text, { cause })
    this.name = javaClass
  }
}

/** The failure of a request that had no answer within its time, in milliseconds. */
export function connectionTimeout(url: URL, timeout: number): ConnectionFailure {
  return new ConnectionFailure('java.util.concurrent.TimeoutException', `Request timeout to ${hostAndPort(url)} after ${timeout} ms`)
}

/** The failure of a request for what the network or TLS reported. Its text names host and port, never user or password. */
export function connectionFailure(url: URL, cause: unknown): ConnectionFailure {
  const code = String((cause as { code?: unknown } | null)?.code ?? '')
  const target = hostAndPort(url)
  if (code === 'ECONNREFUSED') return new ConnectionFailure('java.net.ConnectException', `Connection refused: ${target}`, cause)
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new ConnectionFailure('java.net.ConnectException', `Connection timed out: ${target}`, cause)
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new ConnectionFailure('java.net.UnknownHostException', `The host ${url.hostname} is not known`, cause)
  }
  if (isTls(code)) {
    return new ConnectionFailure('javax.net.ssl.SSLHandshakeException', `TLS handshake with ${target} failed: ${messageOf(cause)}`, cause)
  }
  return new ConnectionFailure('java.io.IOException', `The connection to ${target} broke: ${messageOf(cause)}`, cause)
}

const isTls = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/.test(code)

function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}
