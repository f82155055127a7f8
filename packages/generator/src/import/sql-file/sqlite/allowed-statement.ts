/** What is done with a statement of a file. */
export type Verdict =
  | { kind: 'run' }
  /** It says nothing of the schema and the rows. */
  | { kind: 'pass' }
  | { kind: 'refuse'; reason: string; suggestion: string }

const passed =
  /^(?:begin|commit|end|rollback|savepoint|release|pragma|analyze|reindex|explain|select|values|with\s[\s\S]*\)\s*select|detach|vacuum\s*;?$)/i
const outside = /^(?:attach|vacuum)\b/i
const known = /^(?:create|alter|drop|insert|replace|update|delete|with)\b/i

/** Somebody else's SQL is run for its tables and rows alone, in a database of its own. */
export function judgeStatement(text: string): Verdict {
  if (outside.test(text) && !/^vacuum\s*;?$/i.test(text)) {
    return refuse('it would open or write another file', 'Import that database on its own')
  }
  if (passed.test(text)) return { kind: 'pass' }
  if (known.test(text)) return { kind: 'run' }
  return refuse('SQLite knows no such statement', 'Mend it in the file; everything else was read')
}

function refuse(reason: string, suggestion: string): Verdict {
  return { kind: 'refuse', reason, suggestion }
}
