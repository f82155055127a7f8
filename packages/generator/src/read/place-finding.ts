import type { Finding, SourceEntity } from '@cambium/model/check'
import type { Diagnostic, Span } from './diagnostic.ts'
import { configFile } from './find-project.ts'
import { diagnosticAt, diagnosticWithout } from './locate.ts'
import { placeInLock } from './lock-file.ts'
import type { ParsedSource } from './parse-source.ts'
import { positionOf } from './position.ts'
import type { Sources } from './read-sources.ts'

/** Gives what the checker found its file, line and column. */
export function createPlacer(
  entities: readonly SourceEntity[],
  { sources, lockText }: { sources: Sources; lockText: string },
): (finding: Finding) => Diagnostic {
  const files = new Map(entities.map(({ file, definition }) => [nameOf(definition), file]))
  return (finding) => {
    const [first = '', ...rest] = finding.path
    if (first === 'lock') return placeInLock(finding, lockText)
    const file = finding.file ?? files.get(first) ?? configFile
    const source = sources.parsed.get(file)
    return source ? place(finding, source, rest) : diagnosticWithout(finding, file)
  }
}

function place(finding: Finding, source: ParsedSource, path: readonly string[]): Diagnostic {
  const { file, text } = source
  const position = positionOf(source, path)
  const span = position?.span ?? { start: 0, end: 1 }
  if (finding.offset === undefined || !position) return diagnosticAt(finding, { file, text, span })
  return diagnosticAt(finding, {
    file,
    text,
    span: wordAt(text, position.valueStart + finding.offset),
  })
}

/** The word or sign that begins at an offset. */
function wordAt(text: string, start: number): Span {
  const word = /^(?:[\w$]+|'[^'\n]*'|[^\s\w$]+)/.exec(text.slice(start, start + 80))
  return { start, end: start + (word?.[0].length ?? 1) }
}

function nameOf(definition: SourceEntity['definition']): string {
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) return ''
  return typeof definition.name === 'string' ? definition.name : ''
}
