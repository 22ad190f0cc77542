// What these tests use of two packages that ship without types.

declare module 'newman' {
  interface Execution {
    readonly item: { readonly name: string }
    readonly response?: { readonly code: number; text(): string }
  }

  export interface Summary {
    readonly run: {
      readonly stats: Readonly<Record<'requests' | 'assertions' | 'testScripts' | 'prerequestScripts', { total: number; failed: number }>>
      readonly failures: readonly {
        readonly error: { readonly name: string; readonly message: string }
        readonly source?: { readonly name?: string }
      }[]
      readonly executions: readonly Execution[]
    }
  }

  export interface RunOptions {
    readonly collection: unknown
    readonly environment?: unknown
    /** PEM file of authorities to trust. */
    readonly sslExtraCaCerts?: string
  }

  const newman: { run(options: RunOptions, done: (error: Error | null, summary: Summary) => void): void }
  export default newman
}

declare module 'simple-oauth2' {
  export interface ClientCredentialsOptions {
    readonly client: { readonly id: string; readonly secret: string }
    readonly auth: { readonly tokenHost: string; readonly tokenPath: string }
    readonly options?: { readonly authorizationMethod?: 'header' | 'body'; readonly credentialsEncodingMode?: 'strict' | 'loose' }
    /** Options of the http client below. */
    readonly http?: { readonly agent?: import('node:http').Agent }
  }

  export class ClientCredentials {
    constructor(options: ClientCredentialsOptions)
    getToken(parameters: Record<string, string>): Promise<{ readonly token: { readonly access_token: string } }>
  }
}
