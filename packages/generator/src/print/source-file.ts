import { type Part, paragraphs } from './code.ts'
import { createImports } from './imports.ts'
import type { Name } from './name.ts'
import { render } from './writer.ts'

export interface SourceFile {
  /** From the project's root: `src/tasks/task.queries.gen.ts`. */
  path: string
  /** The line that says where the file comes from; `null` for an owned file. */
  header: string | null
  /** Names the file declares or keeps for itself: an import that would clash gets another name. */
  declares: readonly string[]
  /** Names of other modules that mean the same wherever they stand in the file: no other import may have them. */
  foreign?: readonly Name[]
  /** Top-level pieces, an empty line between them. */
  body: readonly Part[]
}

/** The text of a TypeScript file: header, imports, body. */
export function printSource({ path, header, declares, foreign = [], body }: SourceFile): string {
  const imports = createImports(path, { declares, foreign }, body)
  const text = render(paragraphs(body), imports.nameOf)
  const head = [header === null ? '' : `// ${header}`, imports.print(), text]
  return `${head.filter((part) => part !== '').join('\n\n')}\n`
}
