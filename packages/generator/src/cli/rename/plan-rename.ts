import type { Lock } from '@cambium/model/check'
import type { EntityIR, ModelHashes, ModelIR } from '@cambium/model/ir'
import { emitProject } from '../../emit/index.ts'
import {
  type Diagnostic,
  hasErrors,
  logicFolderOf,
  type ParsedSource,
  parseSource,
  readConfigFile,
  readLogicFiles,
  readModelFiles,
  readText,
  type SourceFile,
} from '../../read/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { entityEdits, fieldEdits, handlerEdits } from './model/index.ts'
import { findMoves, type Moves, noMoves } from './moved-files.ts'
import type { BothSides } from './owned/index.ts'
import { renameInLock } from './rename-lock.ts'
import type { Subject } from './rename-subject.ts'
import { readStaged } from './staged-model.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'

/** The model files, the lock and the moves of a rename that was tried and found right. */
export interface RenamePlan {
  subject: Subject
  /** Model files and settings with their new text, under their old paths. */
  models: SourceFile[]
  lock: Lock
  moves: Moves
  sides: BothSides
  hashes: ModelHashes
}

interface Wanted {
  subject: Subject
  model: ModelIR
  hashes: ModelHashes
  lock: Lock
  keepColumn: boolean
}

/** Edits the model in memory and reads it as it would be; what is wrong with it then comes back. Changes nothing. */
export async function planRename(
  project: string,
  { subject, model, hashes, lock, keepColumn }: Wanted,
): Promise<RenamePlan | { diagnostics: Diagnostic[] }> {
  const files = [readConfigFile(project), ...readModelFiles(project), ...readLogicFiles(project)]
  const edited = files.map(({ path, text }) => {
    const source = parseSource({ path, text })
    return { path, text: applyEdits(text, editsOf(source, { subject, keepColumn, model })) }
  })
  const nextLock = renameInLock(lock, subject)
  const read = await readStaged(project, edited, nextLock)
  if (!read.model || !read.hashes || hasErrors(read.diagnostics))
    return { diagnostics: read.diagnostics }
  refuseUnnamed(subject, read.model)
  return {
    subject,
    models: edited.filter(({ text }, index) => text !== files[index]?.text),
    lock: read.lock,
    moves: subject.field ? noMoves : findMoves(project, subject.entity, subject.to),
    sides: {
      before: model,
      after: read.model,
      text: (path) => readText(project, path),
      emittedBefore: emitProject(model, { hashes }),
      emitted: emitProject(read.model, { hashes: read.hashes }),
    },
    hashes: read.hashes,
  }
}

function editsOf(
  source: ParsedSource,
  { subject, keepColumn, model }: Pick<Wanted, 'subject' | 'keepColumn' | 'model'>,
): TextEdit[] {
  const { field } = subject
  if (logicFolderOf(source.file)) return field ? [] : handlerEdits(source, subject)
  return field
    ? fieldEdits(source, { subject: { ...subject, field }, keepColumn, model })
    : entityEdits(source, { subject, keepColumn })
}

/** Throws CommandError when the model does not have the new name on the old identity. */
function refuseUnnamed({ entity, field, to }: Subject, after: ModelIR): void {
  const now = after.entities.find(({ id }) => id === entity.id)
  const names = now ? memberNames(now) : new Map<number, string>()
  const before = memberNames(entity)
  const isRenamed = now?.name === (field ? entity.name : to)
  const sameMembers = [...before].every(
    ([id, name]) => names.get(id) === (name === field?.name ? to : name),
  )
  if (isRenamed && sameMembers) return
  const what = field ? `${entity.name}.${field.name}` : entity.name
  throw new CommandError(
    exitCode.problems,
    `${what} is not written as a plain name in its model file, so its name cannot be edited there. Change it by hand and say so: cambium migrate save --rename ${what}=${to}`,
  )
}

function memberNames(entity: EntityIR): ReadonlyMap<number, string> {
  return new Map([
    ...entity.fields.map(({ id, name, reference }): [number, string] => [
      id,
      reference?.relation ?? name,
    ]),
    ...entity.manyToMany.map(({ id, name }): [number, string] => [id, name]),
  ])
}
