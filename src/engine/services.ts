import type { KeyObject } from 'node:crypto'
import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Exchange } from './exchange.ts'
import type { SendHttp } from './outbound.ts'
import type { TenantStores } from './stores.ts'

/** What steps and adapters may use of the world around a flow. The runtime provides it; tests provide stand-ins. */
export interface Services {
  readonly clock: Clock
  readonly logger: Logger
  readonly credentials: Credentials
  readonly keys: Keys
  readonly scripts: ScriptHost
  readonly valueMappings: ValueMappings
  readonly stores: TenantStores
  readonly partnerDirectory: PartnerDirectory
  /** Calls another system over HTTP. */
  readonly sendHttp: SendHttp
  /** Sends a message to the flow that listens on this ProcessDirect address. Throws `processing-failed` when none does. */
  sendProcessDirect(address: string, exchange: Exchange): Promise<void>
  /** Largest body that is read into memory, bytes. */
  readonly bufferLimit: number
}

/** Security material by alias. Each throws `processing-failed` naming the alias when it is not deployed. */
export interface Credentials {
  user(alias: string): Promise<{ user: string; password: string }>
  oauth2ClientCredentials(alias: string): Promise<OAuth2ClientCredentials>
  secureParameter(alias: string): Promise<string>
}

export interface OAuth2ClientCredentials {
  readonly tokenServiceUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the client id and secret go. */
  readonly clientAuthentication: 'body' | 'header'
  readonly scope: string
  readonly scopeContentType: 'urlencoded' | 'json'
  readonly resource: string
  readonly audience: string
  readonly customParameters: readonly { key: string; value: string; sendAsPartOf: 'header' | 'body' | 'url' }[]
}

/** What messages are signed and encrypted with, looked up on every use. */
export interface Keys {
  /** The key pair of this alias in the keystore. Throws `processing-failed` naming the alias when there is none. */
  keyPair(alias: string): Promise<KeyPair>
  /** The first key pair whose own certificate, in DER, is the wanted one. */
  findKeyPair(isWanted: (certificate: Uint8Array) => boolean): Promise<KeyPair | undefined>
  /** Certificates of this alias in DER: its own, then its issuers upwards. `undefined` when the keystore has no such alias. */
  certificates(alias: string): Promise<readonly Uint8Array[] | undefined>
  /** The public keyring. */
  publicPgpKeys(): Promise<readonly PgpKeyBlock[]>
  /** The secret keyring, keys without passphrase. */
  secretPgpKeys(): Promise<readonly PgpKeyBlock[]>
}

export interface KeyPair {
  readonly privateKey: KeyObject
  /** Certificates in DER: its own, then its issuers upwards. */
  readonly chain: readonly Uint8Array[]
}

/** A PGP key with its sub keys. */
export interface PgpKeyBlock {
  readonly armored: string
  readonly userIds: readonly string[]
  /** 16 hexadecimal digits in upper case, those of sub keys included. */
  readonly keyIds: readonly string[]
}

/** What is known about partners. */
export interface PartnerDirectory {
  /** Content of a binary parameter; `undefined` when the partner has none of this id. */
  binaryParameter(partner: string, id: string): Promise<Uint8Array | undefined>
}

/** The value mappings that are deployed. */
export interface ValueMappings {
  /** What a value of one agency and schema means in another; `undefined` when no value mapping says. */
  find(source: ValueScheme & { readonly value: string }, target: ValueScheme): Promise<string | undefined>
}

export interface ValueScheme {
  readonly agency: string
  readonly schema: string
}

/** The JVM beside the server that runs Groovy, Rhino and Saxon. */
export interface ScriptHost {
  /** Nothing when scripts can run, else a sentence that says what to install. */
  unavailable(): string | undefined
  /** Compiles a script once; throws `deploy-failed` with the compiler's line. */
  compile(script: ScriptSource): Promise<CompiledScript>
  /** Compiles a stylesheet once; throws `deploy-failed` with every error and its line. */
  compileStylesheet(stylesheet: XmlSource): Promise<CompiledStylesheet>
  /** Compiles an XML schema, version 1.0, once; throws `deploy-failed` with every error and its line. */
  compileSchema(schema: XmlSource): Promise<CompiledSchema>
}

export interface ScriptSource {
  readonly language: 'groovy' | 'javascript'
  /** File name for messages, `script1.groovy`. */
  readonly name: string
  readonly source: string
  /** Files of the artifact that the script belongs to, by path: other scripts and jars, which it may import, and resources. Scripts of one artifact pass the same map. */
  readonly siblings: ReadonlyMap<string, Uint8Array>
}

/** A stylesheet or a schema. */
export interface XmlSource {
  /** Path below the resources of the artifact, from which relative references start: `mapping/orders.xsl`. */
  readonly path: string
  readonly content: Uint8Array
  /** Files of the artifact by path: all that it may include, import or read, and jars whose classes a stylesheet may call. */
  readonly siblings: ReadonlyMap<string, Uint8Array>
}

export interface CompiledStylesheet {
  /**
   * Puts the result into the body: bytes in the encoding of `xsl:output`, or text. Headers and properties are the values of
   * the stylesheet's parameters. Throws `processing-failed`.
   */
  transform(exchange: Exchange, form: 'bytes' | 'string'): Promise<void>
}

export interface CompiledSchema {
  /** What is wrong with the body, every fault with line and column; nothing when it is valid. Throws `processing-failed`. */
  validate(exchange: Exchange): Promise<string | undefined>
}

export interface CompiledScript {
  /** Names of the functions that can be called, as far as they can be seen without running the script. */
  readonly functions: ReadonlySet<string>
  /** Calls the function (`processData` by default) with the message; the exchange holds the result afterwards. Throws `processing-failed`. */
  run(functionName: string, exchange: Exchange): Promise<void>
  /** The function of this name that a message mapping calls with so many inputs. Throws `deploy-failed` with what there is instead. */
  mappingFunction(functionName: string, inputs: number): Promise<MappingFunction>
}

/** A script function of a message mapping. */
export interface MappingFunction {
  /** Whether one call takes the values of a whole context; otherwise it takes one value of each input. */
  readonly takesContexts: boolean
  /** How many outputs it fills; 0 for a function that returns its one result. */
  readonly outputs: number
  /**
   * Calls the function once for each list of inputs, in one script object. Changes of headers and properties are in the
   * exchange afterwards. Throws `processing-failed`.
   */
  call(exchange: Exchange, calls: readonly (readonly MappingInput[])[]): Promise<readonly MappingResult[]>
}

/** A value, `true` for a suppressed one; or the values of a context. */
export type MappingInput = string | true | readonly (string | true)[]

/** What one call put into each output, or its one result: values, `null`, `true` for a suppressed value, `false` for a context change. */
export type MappingResult = readonly (readonly (string | boolean | null)[])[]
