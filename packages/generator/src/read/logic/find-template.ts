import type { ParsedSource } from '../parse-source.ts'
import { exportNameOf } from './logic-folders.ts'

/**
 * The template a file of `src/mail` exports under its own name: a constant of the type `MailTemplate`. `null` for a file
 * that holds something else, such as what several templates share.
 */
export function findTemplate({
  file,
  program,
  text,
}: ParsedSource): { name: string; start: number } | null {
  const name = exportNameOf(file)
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue
    const { declaration } = statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const { id } of declaration.declarations) {
      if (id.type !== 'Identifier' || id.name !== name || !id.typeAnnotation) continue
      const { start, end } = id.typeAnnotation
      if (/^:\s*MailTemplate\b/.test(text.slice(start, end)))
        return { name, start: statement.start }
    }
  }
  return null
}
