import type { EntityIR, Expr } from '@cambium/model/ir'
import type { Expression } from 'oxc-parser'
import type { ProblemList } from '../problem-list.ts'
import type { Schema } from '../schema/index.ts'
import type { Site } from '../site.ts'
import type { Marks } from './marks.ts'

/** What a name in the text stands for. */
export type Binding = { base: string } | { base: 'ctx'; context: true }

/** The names that can be seen at one place of the text. */
export type Names = ReadonlyMap<string, Binding>

/** What the parsing of one expression shares. */
export interface ParseContext {
  readonly schema: Schema
  readonly site: Site
  readonly problems: ProblemList
  readonly marks: Marks
  /** Entity of each base; variables are added as they are met, under names that are unique in the expression. */
  readonly bases: Map<string, EntityIR>
  readonly text: string
  /** Turns a node of the text into an expression; a stand-in without a type where it was refused. */
  expression(node: Expression, names: Names): Expr
}
