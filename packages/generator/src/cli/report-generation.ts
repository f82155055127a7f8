import { hasErrors, printDiagnostics } from '../read/index.ts'
import { colourPatch } from './colour-patch.ts'
import type { Terminal } from './command.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Generation } from './generate-project.ts'

/** Says what a generation did, in words, and gives the exit code. */
export function reportGeneration(terminal: Terminal, generation: Generation): ExitCode {
  const { diagnostics, model, result } = generation
  terminal.answer(asJson(generation))
  const text = printDiagnostics(diagnostics, terminal.colour)
  if (text !== '') terminal.complain(text.trimEnd())
  if (!model || !result) return exitCode.problems
  reportRefused(terminal, generation)
  if (result.written) reportWritten(terminal, generation)
  reportEjected(terminal, generation)
  if (result.written) reportMigration(terminal, generation)
  const isFine = result.refused.length === 0 && !hasErrors(diagnostics)
  return isFine ? exitCode.ok : exitCode.problems
}

/** Shows each edited file with its edit and the two ways out. */
export function reportRefused(terminal: Terminal, { plan, result }: Generation): void {
  const refused = plan?.entries.filter((entry) => entry.action === 'refused') ?? []
  for (const { path, patch, exact } of refused) {
    terminal.complain(`error CAM320  ${path} is generated and was edited. The edit:`)
    if (!exact)
      terminal.complain(
        '  (with what the model changed since: the text it was made from is not on this machine)',
      )
    terminal.complain(colourPatch(patch.trimEnd(), terminal.colour))
    terminal.complain(`  Keep the edit, the file becomes yours:  cambium eject ${path}`)
    terminal.complain(`  Give it up, a copy is kept:             cambium restore ${path}\n`)
  }
  if (refused.length > 0 && result?.written === false) {
    terminal.complain(
      'Nothing was written. To write all other files: cambium generate --skip-edited',
    )
  }
}

function reportWritten(terminal: Terminal, { result, model }: Generation): void {
  if (!result) return
  const count = model?.entities.length ?? 0
  const changes = [
    listed('created', result.created, 8),
    listed('changed', result.updated, 8),
    listed('deleted', result.deleted, 8),
    ...(result.unchanged.length === 0 ? [] : [`unchanged ${result.unchanged.length}`]),
  ].filter((part) => part !== '')
  terminal.say(`${count} ${count === 1 ? 'entity' : 'entities'}: ${changes.join(', ')}`)
  for (const path of result.untouched) {
    terminal.complain(`${path} changed while it was written and was left alone: generate again`)
  }
  if (result.leftovers.length > 0) {
    terminal.say(`Left over, yours to delete: ${result.leftovers.join(', ')}`)
  }
}

/** Shows what each ejected file is missing. */
export function reportEjected(terminal: Terminal, { ejected }: Generation): void {
  for (const { owned, missing } of ejected) {
    if (missing === '') continue
    terminal.complain(
      `warning CAM321  ${owned} is ejected, and the model changed. The patch it is missing:`,
    )
    terminal.complain(colourPatch(missing.trimEnd(), terminal.colour))
    terminal.complain(`  Merge it: cambium merge ${owned}`)
    terminal.complain(`  Or by hand, and then: cambium eject --merged ${owned}\n`)
  }
}

function reportMigration(terminal: Terminal, { migration }: Generation): void {
  if (migration.created) terminal.say(`First migration: migrations/${migration.created}`)
  if (migration.pending) {
    terminal.say(
      'The tables changed since the last migration: cambium migrate save writes the next one',
    )
  }
}

/** A few names are listed, many counted. */
function listed(word: string, paths: readonly string[], most: number): string {
  if (paths.length === 0) return ''
  return paths.length > most
    ? `${word} ${paths.length}`
    : `${word} ${paths.length} (${paths.join(', ')})`
}

/** A generation as `--json` prints it. */
export function asJson({
  diagnostics,
  model,
  plan,
  result,
  ejected,
  migration,
}: Generation): object {
  const entries = plan?.entries ?? []
  const paths = (action: string) =>
    entries.filter((entry) => entry.action === action).map((entry) => entry.path)
  return {
    ok: model !== null && paths('refused').length === 0 && !hasErrors(diagnostics),
    written: result?.written ?? false,
    entities: model?.entities.map((entity) => entity.name) ?? [],
    created: paths('create'),
    changed: paths('update'),
    deleted: paths('delete'),
    unchanged: paths('unchanged').length,
    refused: entries
      .filter((entry) => entry.action === 'refused')
      .map(({ path, patch, exact }) => ({ path, patch, exact })),
    ejected: ejected.map(({ path, owned, missing }) => ({ path, owned, missing })),
    leftovers: plan?.leftovers ?? [],
    migration,
    diagnostics,
  }
}
