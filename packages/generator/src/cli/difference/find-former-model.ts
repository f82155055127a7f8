import type { ModelIR } from '@cambium/model/ir'
import {
  type FormerModel,
  generatedModelFile,
  isCommit,
  modelAtCommit,
  readGeneratedModel,
} from '../../project/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** The model to compare with: of a commit, or of the last generation. Throws CommandError for a commit without one. */
export function findFormerModel(
  project: string,
  { against, now }: { against: string | null; now: ModelIR },
): FormerModel {
  if (against === null) {
    return readGeneratedModel(project) ?? { model: { ...now, entities: [] }, from: 'nothing' }
  }
  const model = modelAtCommit(project, against)
  if (model) return { model, from: against }
  if (!isCommit(project, against)) {
    throw new CommandError(
      exitCode.environment,
      `git knows no commit ${against}. In continuous integration fetch it first: git fetch origin ${against}`,
    )
  }
  throw new CommandError(
    exitCode.environment,
    `${against} has no ${generatedModelFile}: run cambium generate there and commit what it wrote`,
  )
}
