import * as modelLanguage from '@cambium/model'
import { checkImports } from './check-imports.ts'
import type { Diagnostic } from './diagnostic.ts'
import { diagnosticAt } from './locate.ts'
import { type ParsedSource, parseSource } from './parse-source.ts'
import type { SourceFile } from './source-files.ts'

/** The parsed files of a project; files that are in `diagnostics` cannot be imported. */
export interface Sources {
  parsed: Map<string, ParsedSource>
  diagnostics: Diagnostic[]
}

/** Parses model files and settings, and says where the text or an import is wrong. */
export function readSources(files: readonly SourceFile[]): Sources {
  const sources: Sources = { parsed: new Map(), diagnostics: [] }
  const exported = Object.keys(modelLanguage)
  for (const file of files) {
    const parsed = parseSource(file)
    sources.parsed.set(file.path, parsed)
    const problems =
      parsed.errors.length > 0 ? syntaxErrors(parsed) : checkImports(parsed, exported)
    sources.diagnostics.push(...problems)
  }
  return sources
}

/** What the parser could not read, each at its place. */
export function syntaxErrors({ errors, file, text }: ParsedSource): Diagnostic[] {
  return errors.map(({ message, labels, helpMessage }) => {
    const label = labels[0]
    const span = { start: label?.start ?? 0, end: label?.end ?? 1 }
    const statement = {
      code: 'CAM301',
      message: `This file does not parse: ${message}`,
      hint: helpMessage ?? label?.message ?? null,
    }
    return diagnosticAt(statement, { file, text, span })
  })
}
