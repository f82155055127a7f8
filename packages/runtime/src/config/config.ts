import type { LogLevel } from '../log/index.ts'

/** The settings of one process. */
export interface Config {
  /** `file:./data/app.db`, or where the PostgreSQL server is. */
  readonly databaseUrl: string
  /** How a PostgreSQL server is used. */
  readonly database: DatabaseConfig
  /** A process that serves also does what outlives its requests. */
  readonly workers: boolean
  readonly port: number
  readonly host: string
  readonly auth: AuthConfig
  readonly logLevel: LogLevel
  /** Key of encrypted fields; at least 32 characters. */
  readonly encryptionKey: string | undefined
  /** What stands between the network and the routes. */
  readonly edge: EdgeConfig
  /** How many rows of a table a request may make the database go through; undefined for no limit. */
  readonly scanRows: number | undefined
  /** The origin people find the application at, `https://shop.example.com`: what links in mails begin with. */
  readonly publicUrl: string | undefined
  readonly mail: MailConfig
  readonly files: FilesConfig
  /** Calls to others. */
  readonly outbound: OutboundConfig
  /** How messages get to devices; each way where it is set up. */
  readonly push: PushConfig
  readonly pages: PagesConfig
  readonly metrics: MetricsConfig
  /** What the providers that people sign in with know the application by. */
  readonly providers: ProvidersConfig
  /** `NODE_ENV` is `production`: what is for development only is refused. */
  readonly production: boolean
}

/** Connections and limits of a PostgreSQL server; undefined for the default, 0 for no limit. */
export interface DatabaseConfig {
  readonly pool: number | undefined
  readonly connectTimeoutMs: number | undefined
  readonly statementTimeoutMs: number | undefined
  readonly queryTimeoutMs: number | undefined
  readonly lockTimeoutMs: number | undefined
  readonly idleTransactionTimeoutMs: number | undefined
}

/** Limits, other origins, compression, proxies and the log of requests. */
export interface EdgeConfig {
  /** Requests a minute of one caller or address; undefined for no limit. */
  readonly rateLimit:
    | { readonly readsPerMinute: number; readonly writesPerMinute: number }
    | undefined
  readonly corsOrigins: readonly string[]
  readonly compression: boolean
  /** How many proxies are in front, or their addresses. */
  readonly trustProxy: number | readonly string[] | undefined
  readonly logRequests: boolean
}

/** Whether the process measures itself, and who may read that. */
export interface MetricsConfig {
  readonly isOn: boolean
  /** What who reads them sends; undefined where the network keeps others away. */
  readonly token: string | undefined
  /** A port of their own; undefined for that of the application, which a process that serves nothing does not have. */
  readonly port: number | undefined
}

/** Where files are, and how large they may be. */
export interface FilesConfig {
  /** A folder, `file:./data/files`, or a bucket of S3. */
  readonly storageUrl: string
  /** The largest file in bytes, and the largest picture in pixels; undefined for what is usual. */
  readonly maxBytes: number | undefined
  readonly maxPixels: number | undefined
}

/** How mail leaves. */
export interface MailConfig {
  /** The server that takes it; undefined keeps it in the development inbox. */
  readonly smtpUrl: string | undefined
  /** Whom it is from. */
  readonly from: string | undefined
}

/** Paths of pages that the application has itself; undefined for the plain ones that come with accounts. */
export interface PagesConfig {
  /** Where signing in with a provider ends that went wrong. */
  readonly error: string | undefined
  /** Where somebody is asked for the code of a second factor who came by a link or from a provider. */
  readonly code: string | undefined
}

/** Calls to others. */
export interface OutboundConfig {
  /** Hosts with their ports that may be of this machine or network, and need no TLS. */
  readonly allow: readonly string[]
}

/** What the application is known by at those who carry messages to devices. */
export interface PushConfig {
  readonly vapid:
    | { readonly publicKey: string; readonly privateKey: string; readonly subject: string }
    | undefined
  /** The JSON of a service account, by Google's names. */
  readonly fcm:
    | {
        readonly project_id: string
        readonly client_email: string
        readonly private_key: string
        readonly private_key_id?: string | undefined
        readonly token_uri?: string | undefined
      }
    | undefined
  readonly apns:
    | {
        readonly key: string
        readonly keyId: string
        readonly teamId: string
        readonly topic: string
        readonly sandbox: boolean
      }
    | undefined
}

/** Providers that people have an account with already, by their name in the model. */
export type ProvidersConfig = { readonly [provider: string]: ProviderConfig }

/** What a provider knows the application by. */
export interface ProviderConfig {
  readonly clientId: string
  readonly clientSecret: string
  /** Of a provider that is found by its own description. */
  readonly issuer: string | undefined
}

/** How tokens are checked: with a secret, with an identity provider's keys, or not at all. */
export interface AuthConfig {
  readonly secret: string | undefined
  readonly jwksUrl: string | undefined
  readonly issuer: string | undefined
  readonly audience: string | undefined
}

/** The secret of demos and tutorials. Everybody knows it, so it is refused in production. */
export const developmentAuthSecret = 'for-development-only-everybody-knows-this-secret'
