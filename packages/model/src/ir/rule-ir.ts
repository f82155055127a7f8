import type { JsonValue } from './field-ir.ts'

/**
 * The tree of a rule, check or formula: the checked subset of TypeScript of docs/reference/rules.md, with exactly
 * TypeScript's meaning. Plain JSON, so that it can be hashed, compared and handed to other tools.
 */
export type Expr =
  | { type: 'literal'; value: string | number | boolean | null }
  /** `row.project.leadId` is base `row`, path `['project', 'leadId']`; */
  | { type: 'path'; base: string; path: string[] }
  | { type: 'not'; operand: Expr }
  | { type: 'and' | 'or'; left: Expr; right: Expr }
  | { type: 'compare'; operator: '===' | '!==' | '<' | '<=' | '>' | '>='; left: Expr; right: Expr }
  | { type: 'isNull'; operand: Expr }
  | { type: 'in'; value: Expr; list: (string | number | boolean)[] }
  | { type: 'hasRole'; roles: string[] }
  | {
      type: 'some' | 'every' | 'none'
      relation: Expr
      variable: string
      entity: string
      where: Expr
    }
  | { type: 'count'; relation: Expr; variable: string; entity: string; where: Expr | null }
  | { type: 'sum' | 'min' | 'max'; relation: Expr; variable: string; entity: string; of: Expr }
  | { type: 'arithmetic'; operator: '+' | '-' | '*'; left: Expr; right: Expr }
  | { type: 'concat'; parts: Expr[] }
  | { type: 'coalesce'; value: Expr; fallback: Expr }
  | { type: 'conditional'; test: Expr; whenTrue: Expr; whenFalse: Expr }

/** Bases of a path: `row`, `user`, `next` (final values of an update), `previous` (checks), `ctx`, or a variable of `some` and the like. */
export interface ExpressionIR {
  /** The arrow as its author wrote it, on one line. */
  text: string
  expr: Expr
  /** Mentions `user`: false where nobody is signed in. */
  needsUser: boolean
  /** Speaks of the final values of an update. */
  needsNext: boolean
  /** Needs no related rows and no field of the user but `id`: can be decided in JavaScript. */
  pure: boolean
  /** Entities whose rows it reads beside its own. */
  reads: string[]
}

/** An access rule. An array of rules in the model is `any`. */
export type RuleIR =
  | { type: 'public' }
  | { type: 'signedIn' }
  | { type: 'none' }
  | { type: 'role'; roles: string[] }
  /** The reference field (`assigneeId`, or `id` itself) that holds the caller's id. */
  | { type: 'owner'; field: string }
  | { type: 'acl'; right: 'read' | 'write' }
  /** Nothing but these fields may change. */
  | { type: 'only'; fields: string[] }
  | { type: 'expression'; expression: ExpressionIR }
  | { type: 'any' | 'all'; rules: RuleIR[] }

export interface CheckIR {
  /** What the caller is told when the check fails. */
  message: string
  expression: ExpressionIR
}

export type Extra = { [option: string]: JsonValue }
