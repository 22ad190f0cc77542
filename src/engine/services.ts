import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Exchange } from './exchange.ts'

/** What steps and adapters may use of the world around a flow. The runtime provides it; tests provide stand-ins. */
export interface Services {
  readonly clock: Clock
  readonly logger: Logger
  readonly credentials: Credentials
  readonly scripts: ScriptHost
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

/** The JVM beside the server that runs Groovy, Rhino and Saxon. */
export interface ScriptHost {
  /** Nothing when scripts can run, else a sentence that says what to install. */
  unavailable(): string | undefined
  /** Compiles a script once; throws `deploy-failed` with the compiler's line. */
  compile(script: ScriptSource): Promise<CompiledScript>
}

export interface ScriptSource {
  readonly language: 'groovy' | 'javascript'
  /** File name for messages, `script1.groovy`. */
  readonly name: string
  readonly source: string
  /** Files of the artifact that the script belongs to, by path: other scripts and jars, which it may import, and resources. Scripts of one artifact pass the same map. */
  readonly siblings: ReadonlyMap<string, Uint8Array>
}

export interface CompiledScript {
  /** Names of the functions that can be called, as far as they can be seen without running the script. */
  readonly functions: ReadonlySet<string>
  /** Calls the function (`processData` by default) with the message; the exchange holds the result afterwards. Throws `processing-failed`. */
  run(functionName: string, exchange: Exchange): Promise<void>
}
