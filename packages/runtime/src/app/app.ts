import type { RoleSettings } from '../access/index.ts'
import type { AccountsDefinition } from '../accounts/index.ts'
import type { Dialect } from '../database/index.ts'
import type { EventHandler } from '../events/index.ts'
import type { RegisteredFunction } from '../functions/index.ts'
import type { DeclaredEvent, EntityHooks, Registered, RegisteredHandler } from '../hooks/index.ts'
import type { Routes } from '../http/index.ts'
import type { JobDefinition } from '../jobs/index.ts'
import type { MailTemplates } from '../mail/index.ts'
import {
  type AnyRecord,
  createRegistry,
  type RegisteredResource,
  type Registry,
} from '../operation/index.ts'
import type { WebhooksDefinition } from '../webhooks/index.ts'
import type { Workflow } from '../workflows/index.ts'

/** An application as `app.gen.ts` lists it. */
export interface AppDefinition {
  readonly name: string
  /** The project's folder, where `migrations/` and `openapi.gen.json` are. */
  readonly root: URL
  /** The roles a caller can have. */
  readonly roles: readonly string[]
  /** What comes with each of them, where something does. */
  readonly roleSettings?: RoleSettings
  /** The only kinds of databases it runs on; both unless told. */
  readonly databases?: readonly Dialect[]
  /** The hash of the shape the tables must have. */
  readonly storageHash: string
  /** Every entity with its operations, in model order. */
  readonly entities: readonly RegisteredResource[]
  readonly routes: readonly Routes[]
  /** How its users sign in, where they do. */
  readonly accounts?: AccountsDefinition
  /** The functions in `src/functions`. */
  readonly functions?: readonly RegisteredFunction[]
  /** The jobs in `src/jobs`. */
  readonly jobs?: readonly Registered<JobDefinition>[]
  /** The workflows in `src/workflows`. */
  readonly workflows?: readonly Registered<Workflow>[]
  /** The handlers in `src/events`. */
  readonly handlers?: readonly RegisteredHandler<EventHandler>[]
  /** The events that entities declare. */
  readonly events?: readonly DeclaredEvent[]
  /** The templates in `src/mail` that code sends. */
  readonly mails?: MailTemplates
  /** Who may have others told of events, where anybody may. */
  readonly webhooks?: WebhooksDefinition
  /** Users register devices and are sent messages. */
  readonly push?: true
  /** The hooks that stand around every entity: `all.hooks.ts`. */
  readonly allHooks?: EntityHooks<AnyRecord, AnyRecord, AnyRecord>
}

/** An application that can be run, and tried in tests. */
export interface App extends Omit<AppDefinition, 'entities' | 'allHooks'> {
  readonly registry: Registry
  readonly migrations: URL
  readonly openapi: URL
}

/** Puts the parts of an application together; nothing is opened or started. */
export function defineApp(definition: AppDefinition): App {
  const { entities, allHooks, ...rest } = definition
  const root = new URL(rest.root.href.endsWith('/') ? rest.root.href : `${rest.root.href}/`)
  return {
    ...rest,
    root,
    registry: createRegistry({ entities, everyHooks: allHooks }),
    migrations: new URL('migrations/', root),
    openapi: new URL('openapi.gen.json', root),
  }
}
