import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Diagnostic, Span, Statement } from './diagnostic.ts'
import type { LoadOutcome } from './load-files.ts'
import type { LoadFailure } from './load-protocol.ts'
import { diagnosticAt, diagnosticWithout, offsetOf } from './locate.ts'
import type { SourceFile } from './source-files.ts'

/** Says where and why a file could not be imported, without the stack. */
export function failureDiagnostic(
  project: string,
  { path, text }: SourceFile,
  failure: LoadFailure,
): Diagnostic {
  const forbidden = failure.code === 'FORBIDDEN_IMPORT'
  // a refused import has no stack; those the reader can see were refused before, so this one is a call
  const span = forbidden
    ? firstMatch(text, /\bimport\s*\(/)
    : placeInStack(failure.stack, { url: pathToFileURL(join(project, path)).href, text })
  return diagnosticAt(statementOf(failure), { file: path, text, span })
}

/** Says which file kept the loading process from finishing. */
export function unfinishedDiagnostic(outcome: LoadOutcome, file: SourceFile | null): Diagnostic {
  const statement: Statement =
    outcome.ended === 'timeout'
      ? {
          code: 'CAM309',
          message: 'Loading this file took more than 10 seconds, so it was stopped.',
          hint: 'A model is data. Look for a loop that does not end, or an await that never comes back.',
        }
      : {
          code: 'CAM310',
          message: 'The process stopped while it loaded this file.',
          hint: 'A model file must not exit the process, nor fill its memory.',
        }
  if (!file)
    return diagnosticWithout({
      ...statement,
      hint: lastLine(outcome.errorOutput) ?? statement.hint ?? null,
    })
  return diagnosticAt(statement, {
    file: file.path,
    text: file.text,
    span: firstMatch(file.text, /\b(while|for|do|await)\b/),
  })
}

function statementOf({ name, code, message }: LoadFailure): Statement {
  if (code === 'FORBIDDEN_IMPORT') {
    return {
      code: 'CAM305',
      message: `A model file may import only from @cambium/model (${message.toLowerCase()}).`,
      hint: 'A model is data: write the value here. Logic belongs in the hooks file beside it.',
    }
  }
  if (code === 'ERR_ACCESS_DENIED') {
    return {
      code: 'CAM307',
      message: 'A model file may not touch files outside the project, write, or start processes.',
      hint: 'A model is data: write the value here.',
    }
  }
  return {
    code: 'CAM308',
    message: `This file threw an error while it was loaded: ${name === 'Error' ? '' : `${name}: `}${firstLine(message)}`,
  }
}

function placeInStack(stack: string, { url, text }: { url: string; text: string }): Span {
  const at = stack.indexOf(`${url}:`)
  const [, line, column] = /^:(\d+)(?::(\d+))?/.exec(stack.slice(at + url.length)) ?? []
  if (at < 0 || line === undefined) return { start: 0, end: 1 }
  const start = offsetOf(text, Number(line), Number(column ?? 1))
  const word = /^[\w$.]+/.exec(text.slice(start))?.[0].length ?? 1
  return { start, end: start + word }
}

/** Where a file most likely does what it should not; its beginning when nothing is found. */
function firstMatch(text: string, pattern: RegExp): Span {
  const match = pattern.exec(text)
  return match ? { start: match.index, end: match.index + match[0].length } : { start: 0, end: 1 }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function lastLine(text: string): string | null {
  return text.trim().split('\n').at(-1) || null
}
