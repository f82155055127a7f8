import { type Finding, type Lock, parseLock } from '@cambium/model/check'
import type { Diagnostic, Statement } from './diagnostic.ts'
import { diagnosticAt } from './locate.ts'
import { parseSource } from './parse-source.ts'

/** Where the identities of a project stand. */
export const lockFile = 'model.lock.json'

/** Reads the text of model.lock.json; no text is an empty lock, and what cannot be read is a diagnostic. */
export function readLock(text: string | null): { lock: Lock; diagnostics: Diagnostic[] } {
  const empty: Lock = { version: 1, entities: {} }
  if (text === null) return { lock: empty, diagnostics: [] }
  const syntax = conflictIn(text) ?? syntaxErrorIn(text)
  if (syntax) return { lock: empty, diagnostics: [syntax] }
  const { lock, findings } = parseLock(text)
  const diagnostics = findings.map((finding) => placeInLock(finding, text))
  return { lock: lock ?? empty, diagnostics }
}

/** The place of a finding about the lock: the line of the entity, and of the field in it. */
export function placeInLock(finding: Finding, text: string): Diagnostic {
  let start = 0
  let end = 1
  for (const name of finding.path.slice(1)) {
    const key = `${JSON.stringify(name)}:`
    const at = text.indexOf(key, start)
    if (at < 0) break
    start = at
    end = at + key.length - 1
  }
  return diagnosticAt(finding, { file: lockFile, text, span: { start, end } })
}

function conflictIn(text: string): Diagnostic | null {
  const conflict = /^(<{7}|={7}|>{7})( |$)/m.exec(text)
  if (!conflict) return null
  const statement: Statement = {
    code: 'CAM303',
    message: `${lockFile} holds the conflict markers of a merge.`,
    hint: 'Run: cambium check --fix. It merges the two sides by identity; where it cannot, the two sides call one thing by two names: choose one, and remove the markers.',
  }
  return diagnosticAt(statement, {
    file: lockFile,
    text,
    span: { start: conflict.index, end: conflict.index + 7 },
  })
}

function syntaxErrorIn(text: string): Diagnostic | null {
  try {
    JSON.parse(text)
    return null
  } catch {
    // the engine's message seldom says where, so the text is read once more as an expression
    const label = parseSource({ path: 'lock.ts', text: `(${text})` }).errors[0]?.labels[0]
    const start = Math.max(0, (label?.start ?? text.length) - 1)
    const statement: Statement = {
      code: 'CAM302',
      message: `${lockFile} is not valid JSON.`,
      hint: 'Take it back from version control. It holds the identities of your tables and columns, so do not delete it.',
    }
    return diagnosticAt(statement, { file: lockFile, text, span: { start, end: start + 1 } })
  }
}
