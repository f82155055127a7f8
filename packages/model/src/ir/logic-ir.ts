import type { FieldIR, JsonValue } from './field-ir.ts'
import type { RuleIR } from './rule-ir.ts'

/** What the project does beside keeping records: each thing stands in a file of its own, under the name it exports. */
export interface LogicIR {
  functions: FunctionIR[]
  jobs: JobIR[]
  workflows: WorkflowIR[]
  handlers: HandlerIR[]
  mails: MailIR[]
}

/** How a streaming function is sent. */
export type StreamForm = 'text' | 'ndjson' | 'sse'

/** One file of logic. */
export interface LogicFileIR {
  /** Its export: the camelCase of the file's name. */
  name: string
  /** Relative to the project, with `/`: `src/functions/calculate-sales.ts`. */
  file: string
  doc: string | null
}

/** An endpoint of the project's own. */
export interface FunctionIR extends LogicFileIR {
  method: 'GET' | 'POST'
  /** Its address under `/api`: `/sales`; `null` where it has none. */
  path: string | null
  /** Who may call it from outside; `null` without a rule: the role `admin` alone. */
  access: RuleIR | null
  input: FieldIR[]
  /** `null` where it gives nothing. */
  output: FieldIR[] | null
  stream: StreamForm | null
  transaction: boolean
}

/** Work that outlives the request. */
export interface JobIR extends LogicFileIR {
  input: FieldIR[]
  /** Its other options, as written. */
  settings: { [option: string]: JsonValue }
}

/** Steps that can be taken back. */
export interface WorkflowIR extends LogicFileIR {
  input: FieldIR[]
}

/** What is done when something happened. */
export interface HandlerIR extends LogicFileIR {
  /** `order.placed` */
  event: string
}

/** A template of a mail; what it is made of is the type of its parameter. */
export interface MailIR extends LogicFileIR {}
