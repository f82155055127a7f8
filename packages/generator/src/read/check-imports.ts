import type { ImportDeclaration } from 'oxc-parser'
import type { Diagnostic } from './diagnostic.ts'
import { diagnosticAt } from './locate.ts'
import { nearestName } from './nearest-name.ts'
import type { ParsedSource } from './parse-source.ts'

const modelPackage = '@cambium/model'

/**
 * What is wrong with the imports of a model file or of the settings: it may import `@cambium/model` and nothing else
 * (types may come from anywhere), and only names that package has.
 */
export function checkImports(source: ParsedSource, exported: readonly string[]): Diagnostic[] {
  return source.program.body.flatMap((statement): Diagnostic[] => {
    if (statement.type === 'ExportAllDeclaration') return [foreign(source, statement.source)]
    if (statement.type === 'ExportNamedDeclaration' && statement.source) {
      return statement.exportKind === 'type' ? [] : [foreign(source, statement.source)]
    }
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return []
    if (statement.source.value !== modelPackage) return [foreign(source, statement.source)]
    return unknownNames(source, statement, exported)
  })
}

/** The names a file imports from `@cambium/model` that the package does not have, whatever else it imports. */
export function unknownImports(source: ParsedSource, exported: readonly string[]): Diagnostic[] {
  return source.program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' &&
    statement.importKind !== 'type' &&
    statement.source.value === modelPackage
      ? unknownNames(source, statement, exported)
      : [],
  )
}

function unknownNames(
  source: ParsedSource,
  { specifiers }: ImportDeclaration,
  exported: readonly string[],
): Diagnostic[] {
  return specifiers.flatMap((specifier) => {
    if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') return []
    const { imported } = specifier
    const name = imported.type === 'Identifier' ? imported.name : imported.value
    return exported.includes(name) ? [] : [unknownName(source, imported, { name, exported })]
  })
}

function foreign(
  { file, text }: ParsedSource,
  specifier: { value: string; start: number; end: number },
): Diagnostic {
  return diagnosticAt(
    {
      code: 'CAM305',
      message: `A model file may import only from ${modelPackage}, not from '${specifier.value}'.`,
      hint: 'A model is data: write the value here. Logic belongs in the hooks file beside it.',
    },
    { file, text, span: specifier },
  )
}

function unknownName(
  { file, text }: ParsedSource,
  span: { start: number; end: number },
  { name, exported }: { name: string; exported: readonly string[] },
): Diagnostic {
  const nearest = nearestName(name, exported)
  return diagnosticAt(
    { code: 'CAM306', message: `${modelPackage} has no '${name}'.`, nearest },
    { file, text, span },
  )
}
