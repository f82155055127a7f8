import { nearestName, StartupError } from '../errors/index.ts'
import type { LogLevel } from '../log/index.ts'
import { type AuthConfig, type Config, developmentAuthSecret } from './config.ts'
import { readDatabase } from './read-database.ts'
import { readEdge } from './read-edge.ts'
import { readFiles } from './read-files.ts'
import { readMail, readPublicUrl } from './read-mail.ts'
import { readMetrics } from './read-metrics.ts'
import { readPages } from './read-pages.ts'
import { readProviders } from './read-providers.ts'
import { readOutbound, readPush } from './read-push.ts'
import { testVariables } from './test-database.ts'
import { type Environment, readVariables, type Variables, variableNames } from './variables.ts'

/**
 * Reads the settings, all at once: the only place that knows the environment. Throws one `StartupError` with a sentence
 * for each variable that makes no sense.
 */
export function readConfig(environment: Environment = process.env): Config {
  const variables = readVariables(environment)
  const production = variables.get('NODE_ENV') === 'production'
  const config: Config = {
    databaseUrl: readDatabaseUrl(variables),
    database: readDatabase(variables),
    workers: readWorkers(variables),
    port: readPort(variables),
    host: variables.get('HOST') ?? '127.0.0.1',
    auth: readAuth(variables, production),
    logLevel: readLogLevel(variables),
    encryptionKey: readSecret(variables, 'ENCRYPTION_KEY'),
    edge: readEdge(variables),
    scanRows: readScanRows(variables),
    publicUrl: readPublicUrl(variables, production),
    mail: readMail(variables),
    files: readFiles(variables),
    outbound: readOutbound(variables),
    push: readPush(variables),
    pages: readPages(variables),
    metrics: readMetrics(variables),
    providers: readProviders(variables),
    production,
  }
  const problems = [...variables.problems, ...unknownVariables(environment)]
  if (problems.length > 0) {
    throw new StartupError(problems.join('\n'), {
      hint: 'Settings are environment variables: docs/reference/configuration.md lists them all.',
    })
  }
  return config
}

function readDatabaseUrl(variables: Variables): string {
  const url = variables.get('DATABASE_URL') ?? 'file:./data/app.db'
  if (!/^(?:file:.|postgres(?:ql)?:\/\/.)/.test(url)) {
    // The address may hold a password, so it is not repeated.
    variables.refuse('DATABASE_URL must be file:<path> or postgres://<user>@<host>/<database>.')
  }
  return url
}

function readWorkers(variables: Variables): boolean {
  const text = variables.get('WORKERS') ?? 'on'
  if (text !== 'on' && text !== 'off') variables.refuse('WORKERS must be on or off.')
  return text !== 'off'
}

function readPort(variables: Variables): number {
  const text = variables.get('PORT') ?? '3000'
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    variables.refuse(`PORT must be a number from 0 to 65535, not "${shorten(text)}".`)
  }
  return port
}

const usualScanRows = 200_000

/** 0 switches the limit off. */
function readScanRows(variables: Variables): number | undefined {
  const text = variables.get('SCAN_ROWS') ?? String(usualScanRows)
  if (!/^\d{1,9}$/.test(text)) {
    variables.refuse('SCAN_ROWS must be a number of rows, or 0 for no limit.')
  }
  return Number(text) || undefined
}

function readAuth(variables: Variables, production: boolean): AuthConfig {
  const secret = readSecret(variables, 'AUTH_SECRET')
  const jwksUrl = variables.get('AUTH_JWKS_URL')
  if (production && secret === developmentAuthSecret) {
    variables.refuse(
      'AUTH_SECRET is the one of the demos, which everybody knows: set your own in production.',
    )
  }
  if (jwksUrl !== undefined && !isKeyAddress(jwksUrl)) {
    variables.refuse(`AUTH_JWKS_URL must be an https:// address, not "${shorten(jwksUrl)}".`)
  }
  return {
    secret,
    jwksUrl,
    issuer: variables.get('AUTH_ISSUER'),
    audience: variables.get('AUTH_AUDIENCE'),
  }
}

/** Keys fetched without TLS could be anybody's; only this machine itself is trusted. */
function isKeyAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:') return true
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function readSecret(
  variables: Variables,
  name: 'AUTH_SECRET' | 'ENCRYPTION_KEY',
): string | undefined {
  const secret = variables.get(name)
  if (secret !== undefined && secret.length < 32) {
    variables.refuse(
      `${name} needs at least 32 characters, it has ${secret.length}. Make one with: openssl rand -hex 32`,
    )
  }
  return secret
}

const logLevels: readonly LogLevel[] = [
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
  'silent',
]

function readLogLevel(variables: Variables): LogLevel {
  const level = variables.get('LOG_LEVEL') ?? 'info'
  if (!(logLevels as readonly string[]).includes(level)) {
    variables.refuse(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${shorten(level)}".`)
  }
  return level as LogLevel
}

/** Our own prefix on a name we do not know is a mistake that would otherwise go unnoticed. */
function unknownVariables(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('CAMBIUM_') && !testVariables.includes(name))
    .map((name) => {
      const meant = nearestName(name.slice('CAMBIUM_'.length), variableNames)
      return `${name} is not a setting.${meant ? ` Did you mean ${meant}?` : ''}`
    })
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text
}
