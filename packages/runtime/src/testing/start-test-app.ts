import { randomBytes } from 'node:crypto'
import type { AccountsOptions, ProvidersSettings } from '../accounts/index.ts'
import { type App, openDeliveries, prepareWork } from '../app/index.ts'
import { createAuthenticator, signDevelopmentToken } from '../auth/index.ts'
import type { PushConfig, TestDatabaseKind } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { Files, FileValue } from '../files/index.ts'
import { createFunctions } from '../functions/index.ts'
import type { System } from '../hooks/index.ts'
import { createServer } from '../http/index.ts'
import { type Logger, silentLogger } from '../log/index.ts'
import { carryToInbox, createInbox, type Mail } from '../mail/index.ts'
import {
  type AnyRecord,
  createRepositories,
  createRowLimits,
  type Services,
} from '../operation/index.ts'
import { type CodeInside, contextOf, runInside } from './code-inside.ts'
import { createTestAccounts } from './create-test-accounts.ts'
import { createTestFiles, type TestFilesOptions } from './create-test-files.ts'
import { injectCall, type TestAnswer, type TestCall } from './inject-call.ts'
import { openTestDatabase } from './open-test-database.ts'
import type { TestUser } from './test-user.ts'
import { type TestFile, uploadFile } from './upload-file.ts'

/** Makes a tenant. */
export type PrepareTenant = (system: System) => Promise<{ readonly id: string | number }>

/** How a test wants its application. */
export interface TestAppOptions {
  /** False leaves out the owned hooks. */
  readonly hooks?: boolean
  /** `CAMBIUM_TEST_DATABASE` unless told, and without that SQLite in memory. */
  readonly database?: TestDatabaseKind
  /** Nothing is logged unless told. */
  readonly log?: Logger
  /** How many rows of a table a request may make the database go through; any number unless told. */
  readonly scanRows?: number
  /** Where its people find it, for an application with accounts; `http://localhost` unless told. */
  readonly publicUrl?: string
  /** Makes the tenant that callers belong to who name no other, and that `system` is bound to. */
  readonly tenant?: PrepareTenant
  /** What the providers of its model know it by. */
  readonly providers?: ProvidersSettings
  /** Paths of its own pages, in place of the plain ones that come with accounts. */
  readonly pages?: AccountsOptions['pages']
  /** True counts attempts to sign in as a server does; a test may try as often as it wants unless told. */
  readonly limitsAttempts?: boolean
  /** Hosts of this machine with their ports that its calls out may reach: `127.0.0.1:4000`. */
  readonly outbound?: readonly string[]
  /** What it is known by at those who carry messages to devices; no way is set up unless told. */
  readonly push?: Partial<PushConfig>
  /** Where its files are, and how large they may be. */
  readonly files?: TestFilesOptions
}

/** A running application on a database of its own, for one test or a few. */
export interface TestApp {
  /** Sends a request as this user, with a token that is checked like any other. */
  call<Body = AnyRecord>(call: TestCall): Promise<TestAnswer<Body>>
  /** Uploads a file as this user, for a record that names it; throws where it is refused. */
  upload(as: TestUser, file: TestFile): Promise<FileValue>
  /** The `Authorization` header this user sends; undefined for nobody. */
  authorizationOf(user: TestUser): Promise<string | undefined>
  /** Opens a free port of this machine for tests that need a real connection, and gives the origin. */
  listen(): Promise<string>
  /** Every entity without access rules, for what a test needs to be there. */
  readonly system: System
  readonly database: Database
  /** Runs code as hooks, functions and jobs run, in one transaction: for asking for a job, or calling a function. */
  inside<Result>(work: (code: CodeInside) => Promise<Result>): Promise<Result>
  /** The link that makes its first visitor the administrator, where there are accounts and nobody is one. */
  firstAdminLink(): Promise<string | undefined>
  /**
   * Does what outlives the requests so far: jobs, events, workflows and what comes of them; with `later` also what waits
   * for a time, as the next try of what failed. Resolves to how many tries there were.
   */
  drain(how?: { readonly later?: boolean }): Promise<number>
  /** What was written to people, the newest first. */
  readonly mails: readonly Mail[]
  /** Its files, where its model has any. */
  readonly files: Files | undefined
  close(): Promise<void>
}

/** Starts the application: migrated, empty, and not listening on any port. Close it when the test ends. */
export async function startTestApp(app: App, options: TestAppOptions = {}): Promise<TestApp> {
  const database = await openTestDatabase(app, options.database)
  const log = options.log ?? silentLogger
  const inbox = createInbox()
  const deliveries = await openDeliveries(app, {
    config: deliverySettings(options),
    log,
    mail: { carry: carryToInbox(inbox), from: 'app@example.com', inbox: undefined },
  })
  const work = await prepareWork(app, deliveries)
  const files = await createTestFiles(app.registry, { database, log }, options.files)
  const services: Services = {
    database,
    log,
    registry: app.registry,
    cursorKey: randomBytes(32),
    runHooks: options.hooks ?? true,
    ...(files && { files }),
    ...(work && { outgoing: work.outgoing }),
    ...(app.functions && { functions: createFunctions(app.functions) }),
    ...(options.scanRows !== undefined && { rowLimits: createRowLimits(options.scanRows) }),
  }
  const secret = randomBytes(32).toString('hex')
  const tokens = createAuthenticator({
    secret,
    roles: app.roles,
    roleSettings: app.roleSettings,
  })
  const accounts = await createTestAccounts(app, { services, secret, tokens, inbox, options })
  const queue = await work?.open(services)
  const server = await createServer({
    app,
    services,
    authenticator: accounts?.authenticator ?? tokens,
    accounts,
    delivery: deliveries?.servedFor(services),
    readiness: async () => ({ isReady: true }),
  })
  const system = systemOf(services)
  const tenant = await options.tenant?.(system)
  const authorize = createAuthorize(secret, tenant && String(tenant.id))
  return {
    call: async <Body>(call: TestCall) =>
      injectCall<Body>(server, call, await authorize(call.as ?? null)),
    upload: async (as, file) => uploadFile(server, file, await authorize(as)),
    authorizationOf: authorize,
    listen: () => server.listen({ host: '127.0.0.1', port: 0 }),
    system: tenant ? system.crossTenant(tenant.id) : system,
    database,
    inside: (work) => runInside(services, work),
    firstAdminLink: async () => accounts?.offerFirstAdmin(),
    drain: async (how) => queue?.drain(how) ?? 0,
    get mails() {
      return inbox.mails
    },
    files,
    async close() {
      await server.close()
      await queue?.stop(0)
      await deliveries?.close()
      await accounts?.close()
      await files?.close()
      await database.close()
    },
  }
}

function deliverySettings({ outbound = [], push }: TestAppOptions): {
  outbound: { allow: readonly string[] }
  push: PushConfig
  encryptionKey: undefined
} {
  const none = { vapid: undefined, fcm: undefined, apns: undefined }
  return { outbound: { allow: outbound }, push: { ...none, ...push }, encryptionKey: undefined }
}

/** The header of each user, signed once. */
function createAuthorize(
  secret: string,
  tenant: string | undefined,
): (user: TestUser) => Promise<string | undefined> {
  const known = new Map<string, Promise<string>>()
  return async (user) => {
    if (user === null) return undefined
    const key = JSON.stringify([user.id, user.roles, user.tenant])
    const token = known.get(key) ?? signDevelopmentToken({ secret, tenant, ...user })
    known.set(key, token)
    return `Bearer ${await token}`
  }
}

function systemOf(services: Services): System {
  return createRepositories(contextOf(services)).system
}
