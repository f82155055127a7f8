import type { Part } from '../../script/index.ts'
import type { Table } from '../../storage.ts'

/** When a statement runs, in the order in which a migration goes through them. */
export const phases = [
  'keep',
  'copy',
  'shape',
  'rewrite',
  'constrain',
  'fill',
  'require',
  'sweep',
  'recompute',
  'require formulas',
  'sweep formulas',
  'validate',
  'settle',
  'index',
] as const

/** A time of a migration; everything of one is done before the next begins. */
export type Phase = (typeof phases)[number]

/** What a step does at one time: statements that are held for a moment, or a part of its own. */
export interface Piece {
  phase: Phase
  table: Table
  statements: string[]
  /** What cannot stand in a transaction with others. */
  own?: Part
  /** What is to be changed in a table that is written anew, as `ALTER TABLE` lists it. */
  actions?: string[]
}

/** Statements of one phase. */
export function piece(phase: Phase, table: Table, statements: readonly string[]): Piece[] {
  return statements.length === 0 ? [] : [{ phase, table, statements: [...statements] }]
}

/** A part of its own in one phase. */
export function ownPart(phase: Phase, table: Table, part: Part): Piece {
  return { phase, table, statements: [], own: part }
}
