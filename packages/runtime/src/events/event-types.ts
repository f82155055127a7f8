import type { EntityName, Register, System } from '../hooks/index.ts'

/** The payload of an event whose types are not registered. */
export interface EventValues {
  readonly [name: string]: unknown
}

type Declared = Register extends { events: infer Types } ? Types : { [event: string]: EventValues }

/** The record type of an entity. */
type RecordOf<Name extends EntityName> = System[Name] extends {
  get(id: never): Promise<infer Found>
}
  ? NonNullable<Found>
  : never

type IdOf<Row> = Row extends { id: infer Id } ? Id : string

/** `order.created`: a record is there. */
export interface CreatedEvent<Row> {
  readonly id: IdOf<Row>
  readonly record: Row
}

/** `order.updated`: a record has other values. */
export interface UpdatedEvent<Row> {
  readonly id: IdOf<Row>
  readonly record: Row
  /** The record as it was. */
  readonly previous: Row
  /** Names of the fields whose values differ. */
  readonly changed: readonly (keyof Row & string)[]
}

/** `order.deleted`: a record is gone. */
export interface DeletedEvent<Row> {
  readonly id: IdOf<Row>
  /** The record as it was. */
  readonly record: Row
}

type Written = {
  [Name in EntityName as `${Uncapitalize<Name>}.created`]: CreatedEvent<RecordOf<Name>>
} & {
  [Name in EntityName as `${Uncapitalize<Name>}.updated`]: UpdatedEvent<RecordOf<Name>>
} & {
  [Name in EntityName as `${Uncapitalize<Name>}.deleted`]: DeletedEvent<RecordOf<Name>>
}

/** Every event there is: what the model declares, and `created`, `updated` and `deleted` of each entity. */
export type EventName = (keyof Declared | keyof Written) & string

/** What an event says. What hooks declare themselves goes before what every entity has. */
export type EventPayload<Name extends string> = Name extends keyof Declared
  ? Declared[Name]
  : Name extends keyof Written
    ? Written[Name]
    : EventValues

/** The events that hooks may emit: those the model declares. */
export type DeclaredEventName = keyof Declared & string

/** Says that something happened: written in the transaction, delivered once it is committed. */
export type Emit = <const Name extends DeclaredEventName>(
  event: Name,
  payload: EventPayload<Name>,
) => void
