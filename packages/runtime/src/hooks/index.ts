import type { AnyRecord } from '../operation/index.ts'
import type { EntityHooks, Repository } from './entity-hooks.ts'

export type { PushMessage } from '../push/index.ts'
export type {
  AccessEntry,
  CreateHooks,
  DeleteHooks,
  EntityHooks,
  GetHooks,
  HookContext,
  ListHooks,
  Repository,
  UpdateHooks,
} from './entity-hooks.ts'
export type {
  AnyInput,
  DeclaredEvent,
  FunctionInput,
  FunctionName,
  FunctionOutput,
  Functions,
  LogicShape,
  MailData,
  MailName,
  Registered,
  RegisteredHandler,
} from './registered-logic.ts'
export type { Senders, SendMail, SendPush } from './senders.ts'

/** Filled by the generated `model.gen.ts`: the record types of every entity and the names of the roles. */
export interface Register {}

/**
 * The types of one entity, as `model.gen.ts` registers them. `Relations` names the record at the other end of each
 * relation.
 */
export interface EntityTypes<
  Record extends object,
  Create extends object,
  Update extends object,
  Relations extends object = object,
> {
  record: Record
  hooks: EntityHooks<Record, Create, Update, Relations>
  db: Repository<Record, Create, Update, Relations>
  system: Repository<
    Record,
    Create & Partial<Omit<Record, keyof Create>>,
    Update & Partial<Omit<Record, keyof Update>>,
    Relations
  >
}

type AnyEntity = EntityTypes<AnyRecord, AnyRecord, AnyRecord>

type Entities = Register extends { entities: infer Types } ? Types : { [entity: string]: AnyEntity }

/** The names of the model's entities. */
export type EntityName = keyof Entities & string

/** Every entity under its name, with the rules of the caller applied. */
export type Db = { [Name in EntityName]: Part<Entities[Name], 'db'> }

/** Every entity under its name, with no access rule applied: a bypass that a review can search for. */
export type System = { [Name in EntityName]: Part<Entities[Name], 'system'> } & {
  /**
   * In an application with tenants: the same for the rows of all of them, or of the one with this id, whatever the
   * caller's own is. The one way past the walls between tenants, and a word to search for.
   */
  crossTenant(tenant?: string | number): System
}

type Part<Types, Key extends string> = Types extends { [key in Key]: infer Value } ? Value : never

/** The hooks an entity can have; `'*'` is every entity. */
export type HooksOf<Name extends EntityName | '*'> = Name extends EntityName
  ? Part<Entities[Name], 'hooks'>
  : EntityHooks<AnyRecord, AnyRecord, AnyRecord>

/**
 * Declares your logic around the operations of one entity, or of all with `'*'`. It runs whichever API was called, in
 * the transaction of the operation; throw `fail(...)` to refuse and undo it.
 */
export function hooks<const Name extends EntityName | '*'>(
  _entity: Name,
  definition: HooksOf<Name>,
): HooksOf<Name> {
  return definition
}
