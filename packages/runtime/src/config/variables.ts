import { readFileSync } from 'node:fs'

/** The environment as `process.env` gives it. */
export type Environment = { readonly [name: string]: string | undefined }

/** Every variable that is read. */
export const variableNames = [
  'DATABASE_URL',
  'DATABASE_POOL',
  'DATABASE_CONNECT_TIMEOUT_MS',
  'DATABASE_STATEMENT_TIMEOUT_MS',
  'DATABASE_QUERY_TIMEOUT_MS',
  'DATABASE_LOCK_TIMEOUT_MS',
  'DATABASE_IDLE_TRANSACTION_TIMEOUT_MS',
  'WORKERS',
  'PORT',
  'HOST',
  'AUTH_SECRET',
  'AUTH_JWKS_URL',
  'AUTH_ISSUER',
  'AUTH_AUDIENCE',
  'LOG_LEVEL',
  'ENCRYPTION_KEY',
  'NODE_ENV',
  'RATE_LIMIT',
  'RATE_LIMIT_READ',
  'RATE_LIMIT_WRITE',
  'CORS_ORIGINS',
  'COMPRESSION',
  'TRUST_PROXY',
  'LOG_REQUESTS',
  'METRICS',
  'METRICS_TOKEN',
  'METRICS_PORT',
  'SCAN_ROWS',
  'STORAGE_URL',
  'FILES_MAX',
  'FILES_MAX_PIXELS',
  'PUBLIC_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'OUTBOUND_ALLOW',
  'VAPID_PUBLIC_KEY',
  'VAPID_PRIVATE_KEY',
  'VAPID_SUBJECT',
  'FCM_ACCOUNT',
  'APNS_KEY',
  'APNS_KEY_ID',
  'APNS_TEAM_ID',
  'APNS_TOPIC',
  'APNS_SANDBOX',
  'AUTH_ERROR_PAGE',
  'AUTH_CODE_PAGE',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'APPLE_CLIENT_ID',
  'APPLE_CLIENT_SECRET',
  'MICROSOFT_CLIENT_ID',
  'MICROSOFT_CLIENT_SECRET',
  'FACEBOOK_CLIENT_ID',
  'FACEBOOK_CLIENT_SECRET',
  'LINKEDIN_CLIENT_ID',
  'LINKEDIN_CLIENT_SECRET',
  'X_CLIENT_ID',
  'X_CLIENT_SECRET',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_ISSUER',
] as const

export type VariableName = (typeof variableNames)[number]

const mayComeFromFile: readonly VariableName[] = [
  'STORAGE_URL',
  'DATABASE_URL',
  'AUTH_SECRET',
  'ENCRYPTION_KEY',
  'SMTP_URL',
  'VAPID_PRIVATE_KEY',
  'FCM_ACCOUNT',
  'APNS_KEY',
  'METRICS_TOKEN',
]

/** Reads one variable after the other and collects what is wrong with them. */
export interface Variables {
  /** The value without white space around it; undefined when there is none. Secrets also come from `NAME_FILE`. */
  get(name: VariableName): string | undefined
  /** Notes a sentence about a variable that makes no sense. */
  refuse(problem: string): void
  readonly problems: readonly string[]
}

/** Starts reading an environment. */
export function readVariables(environment: Environment): Variables {
  const problems: string[] = []

  function fromFile(name: VariableName): string | undefined {
    const path = environment[`${name}_FILE`]
    const isSecret = mayComeFromFile.includes(name) || name.endsWith('_CLIENT_SECRET')
    if (!path || !isSecret) return undefined
    if (environment[name]) {
      problems.push(`Set either ${name} or ${name}_FILE, not both.`)
      return undefined
    }
    try {
      return readFileSync(path, 'utf8').trim()
    } catch {
      problems.push(`${name}_FILE names a file that cannot be read: ${path}`)
      return undefined
    }
  }

  return {
    problems,
    get: (name) => fromFile(name) || environment[name]?.trim() || undefined,
    refuse(problem) {
      problems.push(problem)
    },
  }
}
