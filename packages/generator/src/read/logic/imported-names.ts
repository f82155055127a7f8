import type { Program } from 'oxc-parser'

/** Where a name of a file comes from. */
export interface Origin {
  readonly from: string
  /** As its module exports it. */
  readonly name: string
}

/** The values a file imports by name, under what they are called in it. */
export function importedNames(program: Program): Map<string, Origin> {
  const names = new Map<string, Origin>()
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue
      const { imported, local } = specifier
      const name = imported.type === 'Identifier' ? imported.name : imported.value
      names.set(local.name, { from: statement.source.value, name })
    }
  }
  return names
}
