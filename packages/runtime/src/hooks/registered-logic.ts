import type { InputRules } from '../schema/index.ts'
import type { Register } from './index.ts'

/**
 * The shape of what the generated `logic.gen.ts` adds to `Register`, one part for each kind of file; all of them as soon
 * as the project has one such file:
 *
 *     functions: { calculateSales: { input: CalculateSalesInput; output: CalculateSalesOutput } }
 *     jobs:      { printSales: PrintSalesInput }
 *     workflows: { fulfilOrder: FulfilOrderInput }
 *     events:    { 'order.placed': OrderPlacedEvent }
 *     mails:     { orderPlaced: OrderPlacedData }
 *
 * What takes nothing has an input type whose members are all optional. A part that is missing, as before the first
 * generation, leaves every name and any values legal.
 */
type Part<Key extends string, Otherwise> = Register extends { [key in Key]: infer Types }
  ? Types
  : Otherwise

/** What is known of values before the first generation. */
export interface AnyInput {
  readonly [field: string]: unknown
}

type RegisteredFunctions = Part<
  'functions',
  { [name: string]: { input: AnyInput; output: unknown } }
>
type RegisteredMails = Part<'mails', { [name: string]: unknown }>

type Member<Types, Name, Key extends string, Otherwise> = Name extends keyof Types
  ? Types[Name] extends { [key in Key]: infer Value }
    ? Value
    : Otherwise
  : Otherwise

/** The names of the functions in `src/functions`. */
export type FunctionName = keyof RegisteredFunctions & string

/** What a function takes. */
export type FunctionInput<Name> = Member<RegisteredFunctions, Name, 'input', AnyInput>

/** What a function gives: an iterable of its parts where it streams. */
export type FunctionOutput<Name> = Member<RegisteredFunctions, Name, 'output', unknown>

/** What may be left out where a function takes nothing, or nothing that it needs. */
type InputArguments<Name> =
  Partial<FunctionInput<Name>> extends FunctionInput<Name>
    ? [input?: FunctionInput<Name>]
    : [input: FunctionInput<Name>]

/** Every function under its name: `functions.calculateSales({})`, in the transaction of whoever calls it. */
export type Functions = {
  readonly [Name in FunctionName]: (...input: InputArguments<Name>) => Promise<FunctionOutput<Name>>
}

/** The names of the templates in `src/mail`. */
export type MailName = keyof RegisteredMails & string

/** What a template is made of. */
export type MailData<Name> = Name extends keyof RegisteredMails ? RegisteredMails[Name] : unknown

/** What the generator knows of a job or a workflow: its name and the limits of what it takes. */
export interface LogicShape {
  readonly name: string
  readonly input: InputRules
}

/** A job or a workflow as `app.gen.ts` lists it: what its file exports, and what was read from it. */
export interface Registered<Definition> {
  readonly definition: Definition
  readonly shape: LogicShape
}

/** An event handler as `app.gen.ts` lists it; the name of its export is the name of the subscriber. */
export interface RegisteredHandler<Definition> {
  readonly name: string
  readonly definition: Definition
}

/** An event that an entity declares: `order.placed`, or `order.created` and its kin where `events` is true. */
export interface DeclaredEvent {
  readonly name: string
  readonly entity: string
  /** The limits of what it tells; absent where any JSON is legal, and on the built-in ones. */
  readonly payload?: InputRules
}
