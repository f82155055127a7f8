import type { LeftBehind, TableName } from '../source/index.ts'
import type { Note, Renaming } from './import-design.ts'

/** What a design says beside the entities, in the order in which it is found. */
export interface DesignReport {
  renamings: Renaming[]
  left: LeftBehind[]
  notes: Note[]
  rename(renaming: Renaming): void
  leave(what: string, reason: string, suggestion: string): void
  note(topic: Note['topic'], what: string, text: string): void
}

/** A report with nothing in it but what the reader said. */
export function createDesignReport(left: readonly LeftBehind[]): DesignReport {
  const report: DesignReport = {
    renamings: [],
    left: [...left],
    notes: [],
    rename: (renaming) => {
      report.renamings.push(renaming)
    },
    leave: (what, reason, suggestion) => {
      report.left.push({ what, reason, suggestion })
    },
    note: (topic, what, text) => {
      report.notes.push({ topic, what, text })
    },
  }
  return report
}

/** `public.film` and `film` are told apart only where a source has both. */
export function tableWords({ schema, name }: TableName): string {
  return schema === null || schema === 'public' || schema === 'main' ? name : `${schema}.${name}`
}

/** A key for maps: no two tables share it. */
export function tableKey({ schema, name }: TableName): string {
  return JSON.stringify([schema, name])
}
