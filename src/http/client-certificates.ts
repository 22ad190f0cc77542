import { constants, X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ServerOptions } from 'node:https'
import { BlockList, isIP, isIPv6 } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { Refusal } from '../identity/refusals.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { ClientCertificate } from '../kernel/http.ts'

export interface ClientCertificateOptions {
  /** PEM; may hold several certificates. Trusted is what one of them issued itself, so intermediates belong here too. */
  readonly authorities?: readonly string[]
  /** Addresses or networks (`10.0.0.0/8`) of proxies that end TLS. */
  readonly trustedProxies?: readonly string[]
  /** Name of the header in which they forward the certificate. */
  readonly header?: string
}

/** Headers in which proxies forward certificates. From anybody else they are worth nothing, and nobody behind here gets to see them. */
const FORWARDING_HEADERS = ['x-forwarded-client-cert', 'x-ssl-client-cert', 'ssl-client-cert']

/**
 * Client certificates of the https listener and of trusted proxies (contract oauth.md §1.9, A25, X44). Whoever they stand for is
 * decided elsewhere: a self-signed one is handed on too, marked as not trusted.
 */
export class ClientCertificates {
  readonly #header: string
  /** Headers that nobody behind here gets to see. */
  readonly #forwarding: ReadonlySet<string>
  readonly #authorities: readonly X509Certificate[]
  /** `undefined` = none. */
  readonly #proxies: BlockList | undefined
  /** A connection keeps the certificate that it was opened with. */
  readonly #connections = new WeakMap<TLSSocket, { readonly certificate: ClientCertificate | undefined }>()

  /** Throws `bad-request` for what is no certificate or no address. */
  constructor({ authorities = [], trustedProxies = [], header = 'x-forwarded-client-cert' }: ClientCertificateOptions = {}) {
    this.#header = header.toLowerCase()
    this.#forwarding = new Set([...FORWARDING_HEADERS, this.#header])
    this.#authorities = authorities.flatMap(readAuthorities)
    this.#proxies = trustedProxies.length === 0 ? undefined : readNetworks(trustedProxies)
  }

  /** Of an https server: every certificate is asked for and none is refused. */
  readonly tlsOptions: ServerOptions = {
    requestCert: true,
    rejectUnauthorized: false,
    // Their names would go to the clients, and many clients keep a certificate back that is of none of them.
    ca: [],
    // Within a connection a client could present another certificate, after the first one was looked at.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  }

  /** Throws the refusal `several-certificate-headers` when a trusted proxy forwards several. */
  of({ socket, headersDistinct }: IncomingMessage): ClientCertificate | undefined {
    // The connection is the proxy's: its own certificate says nothing about the caller.
    if (this.#isProxy(socket.remoteAddress)) return this.#forwarded(headersDistinct[this.#header] ?? [])
    const tls = socket as TLSSocket
    if (tls.encrypted !== true) return undefined
    const known = this.#connections.get(tls) ?? { certificate: this.#presented(tls) }
    this.#connections.set(tls, known)
    return known.certificate
  }

  /** Whether the caller's connection to a trusted proxy was TLS, as the proxy says. */
  isForwardedTls({ socket, headersDistinct }: IncomingMessage): boolean {
    return this.#isProxy(socket.remoteAddress) && headersDistinct['x-forwarded-proto']?.join() === 'https'
  }

  /** Who called: the last of the forwarded addresses that is not a trusted proxy's, or the other end of the connection (X44). */
  callerAddress({ socket, headersDistinct }: IncomingMessage): string {
    const connected = socket.remoteAddress ?? ''
    if (!this.#isProxy(connected)) return connected
    const hops = headersDistinct['x-forwarded-for']?.join().split(',') ?? []
    const caller = hops.map((hop) => hop.trim()).findLast((address) => !isIP(address) || !this.#isProxy(address))
    return caller !== undefined && isIP(caller) ? caller : connected
  }

  /** The headers without those that forward certificates. */
  strip<T>(headers: NodeJS.Dict<T>): NodeJS.Dict<T> {
    const kept: NodeJS.Dict<T> = Object.create(null)
    for (const name in headers) if (!this.#forwarding.has(name)) kept[name] = headers[name]
    return kept
  }

  #isProxy(address = ''): boolean {
    if (this.#proxies === undefined || address === '') return false
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
    return this.#proxies.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
  }

  #forwarded(values: readonly string[]): ClientCertificate | undefined {
    const [value = '', ...others] = values
    if (others.length > 0) throw new Refusal('several-certificate-headers', { value: this.#header })
    return value.trim() === '' ? undefined : this.#examined(decode(value.trim()))
  }

  #presented(socket: TLSSocket): ClientCertificate | undefined {
    const { raw } = socket.getPeerCertificate() as { raw?: Buffer }
    return raw && this.#examined(raw)
  }

  /** A proxy's word is not taken for the authority: some forward every certificate. */
  #examined(der: Uint8Array): ClientCertificate {
    const certificate = parse(der)
    return { der, trusted: certificate !== undefined && this.#authorities.some((authority) => isIssuedBy(authority, certificate)) }
  }
}

/** Extended key usage of certificates that clients present (RFC 5280 §4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

function isIssuedBy(authority: X509Certificate, certificate: X509Certificate): boolean {
  const isOfAge = Date.parse(authority.validTo) > Date.now()
  const isForClients = certificate.keyUsage?.includes(CLIENT_AUTH) ?? true
  return isOfAge && isForClients && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
}

/** PEM, URL-encoded or not, or DER in base64. What is neither comes out as bytes that are no certificate. */
function decode(value: string): Uint8Array {
  const text = /%[0-9a-f]{2}/i.test(value) ? decodeEscapes(value) : value
  return Buffer.from(text.replace(/-----(?:BEGIN|END) CERTIFICATE-----|\s/g, ''), 'base64')
}

function decodeEscapes(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

function readAuthorities(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw new SluiceError('bad-request', 'The file of client authorities must hold certificates in PEM')
  return blocks.map((block, index) => {
    const authority = parse(Buffer.from(block))
    if (authority?.ca === true) return authority
    const reason = authority === undefined ? 'cannot be read' : `is no authority: ${authority.subject.replaceAll('\n', ', ')}`
    throw new SluiceError('bad-request', `Certificate ${index + 1} in the file of client authorities ${reason}`)
  })
}

function parse(encoded: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(encoded)
  } catch {
    return undefined
  }
}

function readNetworks(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    try {
      if (prefix === undefined) list.addAddress(address, family)
      else list.addSubnet(address, Number(prefix), family)
    } catch (cause) {
      throw new SluiceError('bad-request', `The trusted proxy '${network}' is no address and no network, such as 10.1.2.3 or 10.0.0.0/8`, {
        cause,
      })
    }
  }
  return list
}
