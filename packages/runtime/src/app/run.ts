import process from 'node:process'
import { signDevelopmentToken } from '../auth/index.ts'
import { type Config, readConfig } from '../config/index.ts'
import { StartupError } from '../errors/index.ts'
import { createLogger } from '../log/index.ts'
import { assertSchemaCurrent } from '../migrate/index.ts'
import type { App } from './app.ts'
import { createServices } from './create-services.ts'
import { openDeliveries } from './deliver/index.ts'
import { helpText } from './help-texts.ts'
import { runJobs } from './jobs/index.ts'
import { runMigrate } from './migrate/index.ts'
import { openDatabase } from './open-database.ts'
import { type Command, parseCommand } from './parse-command.ts'
import { runPrivacy } from './privacy/index.ts'
import { runPush } from './push/index.ts'
import { report } from './report.ts'
import { runSeed, type Seed } from './seed.ts'
import { type Serving, serve } from './serve.ts'
import { runExport, runLoad } from './transfer/index.ts'
import { unloggedFields } from './unlogged-fields.ts'
import { runWebhooks } from './webhooks/index.ts'
import { runWhy } from './why/index.ts'
import { prepareWork, runWork } from './work/index.ts'
import { runWorkflows } from './workflows/index.ts'

export interface RunOptions {
  /** What `seed` runs. */
  readonly seed?: Seed
  /** The command line without node and the script; the process's own unless given. */
  readonly args?: readonly string[]
}

/**
 * Runs the command of the command line: serve (the default), migrate, seed, token or help. What the person who started
 * it can mend ends the process with one sentence and no stack: exit code 2 for the command line, 3 for the environment.
 */
export async function run(app: App, options: RunOptions = {}): Promise<void> {
  const args = options.args ?? process.argv.slice(2)
  try {
    await runCommand(app, parseCommand(args, app.roles), options)
  } catch (error) {
    process.exitCode = report(error, { asJson: args.includes('--json') })
  }
}

async function runCommand(app: App, command: Command, { seed }: RunOptions): Promise<void> {
  switch (command.name) {
    case 'help':
      return print(helpText(command.about))
    case 'token':
      return print(`${await token(readConfig(), command)}\n`)
    case 'serve':
      return withDatabase(app, (serving) => serve(app, serving, { works: command.works }))
    case 'work':
      return withDatabase(app, (serving) => runWork(app, serving))
    case 'jobs':
      return withDatabase(app, ({ database }) => runJobs(app, database, command))
    case 'migrate':
      return withDatabase(app, ({ database }) => runMigrate(app, database, command))
    case 'privacy':
      return withDatabase(app, (serving) => runPrivacy(app, serving, command))
    case 'workflows':
      return withDatabase(app, ({ database }) => runWorkflows(app, database, command))
    case 'webhooks':
      return withDatabase(app, (serving) => runWebhooks(app, serving, command))
    case 'push':
      return runPush()
    case 'load':
      return withDatabase(app, (serving) => runLoad(app, serving, command))
    case 'export':
      return withDatabase(app, (serving) => runExport(app, serving, command))
    case 'why':
      return withDatabase(app, ({ database }) => runWhy(app, database))
    case 'seed':
      return withDatabase(app, (serving) => seedDatabase(app, serving, seed))
  }
}

async function withDatabase(app: App, work: (serving: Serving) => Promise<void>): Promise<void> {
  const config = readConfig()
  const log = createLogger({ level: config.logLevel, redact: unloggedFields(app.registry) })
  const { registry, name: applicationName, databases } = app
  const database = await openDatabase(config, { registry, applicationName, databases })
  try {
    await work({ config, database, log })
  } finally {
    await database.close()
  }
}

async function seedDatabase(app: App, serving: Serving, seed: Seed | undefined): Promise<void> {
  if (seed === undefined) {
    throw new StartupError('This application has no seed', {
      hint: 'Give one to run(app, { seed })',
    })
  }
  await assertSchemaCurrent(serving.database, app.storageHash)
  const { config, log } = serving
  const deliveries = await openDeliveries(app, { config, log, mail: undefined })
  const work = await prepareWork(app, deliveries)
  await runSeed(createServices(app, serving, work?.outgoing), seed)
  print('The seed is in place\n')
}

function token(
  { auth, production }: Config,
  { id, roles, tenant }: Extract<Command, { name: 'token' }>,
): Promise<string> {
  if (production)
    throw new StartupError('Tokens are signed for development only, not in production')
  const { secret, issuer, audience } = auth
  if (secret === undefined) {
    throw new StartupError('Tokens are signed with AUTH_SECRET, which is not set', {
      hint: 'Make one with: openssl rand -hex 32',
    })
  }
  return signDevelopmentToken({ secret, id, roles, tenant, issuer, audience })
}

function print(text: string): void {
  process.stdout.write(text)
}
