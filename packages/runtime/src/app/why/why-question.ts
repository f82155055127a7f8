import { UsageError } from '../command-line/index.ts'

/** A value of a condition: itself, or the one a field will have after the update. */
export type QuestionValue = string | number | boolean | null | { readonly next: string }

/** One condition of a rule, as `cambium why` takes it apart. */
export type QuestionCondition =
  /** Decided from the caller alone. */
  | { readonly kind: 'caller'; readonly holds: boolean }
  /** `isNumber`: ids of users are numbers. */
  | { readonly kind: 'owner'; readonly field: string; readonly isNumber: boolean }
  | { readonly kind: 'acl'; readonly right: string }
  | { readonly kind: 'only'; readonly fields: readonly string[] }
  | { readonly kind: 'any' | 'all'; readonly parts: readonly QuestionCondition[] }
  | {
      readonly kind: 'sql'
      readonly strings: readonly string[]
      readonly values: readonly QuestionValue[]
    }

/** What `cambium why` asks the application of one rule. */
export interface WhyQuestion {
  readonly entity: string
  /** Where the rule stands, from the project's folder, and what it is called there. */
  readonly module: string
  readonly rule: string
  readonly caller: {
    readonly id: string | null
    readonly roles: readonly string[]
    readonly tenant?: string
  }
  /** The record; `null` for all of them. */
  readonly id: string | null
  /** What an update would send. */
  readonly set: { readonly [field: string]: unknown }
  readonly alternatives: readonly (readonly QuestionCondition[])[]
}

/** Reads questions from what was written to the process. Throws a `UsageError`. */
export function readQuestions(text: string): WhyQuestion[] {
  const refusal = 'why reads the questions of "cambium why" from its input'
  let questions: unknown
  try {
    questions = JSON.parse(text)
  } catch (cause) {
    throw new UsageError(refusal, { cause })
  }
  if (Array.isArray(questions) && questions.every(isQuestion)) return questions
  throw new UsageError(refusal)
}

function isQuestion(value: unknown): value is WhyQuestion {
  if (typeof value !== 'object' || value === null) return false
  const { entity, module, rule, alternatives } = value as Partial<WhyQuestion>
  return (
    [entity, module, rule].every((one) => typeof one === 'string') && Array.isArray(alternatives)
  )
}
