import type { ModelHashes, ModelIR } from '@cambium/model'
import { emitApp } from './app/index.ts'
import { planDecisions } from './decisions/index.ts'
import type { EmittedFile } from './emitted-file.ts'
import { createExpressionPrinter } from './expression-printer.ts'
import { emitLogic } from './logic/index.ts'
import { emitModel } from './model/index.ts'
import { emitOpenapi } from './openapi/index.ts'
import { emitOperations } from './operations/index.ts'
import { emitPolicy } from './policy/index.ts'
import { type EntityPlan, planProject } from './project-names.ts'
import { emitQueries } from './queries/index.ts'
import { emitRoutes } from './routes/index.ts'
import { emitScaffold } from './scaffold/index.ts'
import { emitSchema } from './schema/index.ts'
import { emitSchemaHashes } from './schema-hashes.ts'
import { emitTests } from './tests/index.ts'

export interface EmitOptions {
  /** Of this model, for the runtime to compare with the database. */
  hashes: ModelHashes
  /**
   * Paths of files that have been ejected, by either name: `src/tasks/task.routes.ts`. Others import the owned file; the
   * generated text is still returned under its generated path, for the patch that the owned one is missing.
   */
  ejected?: readonly string[]
}

/** Every file of a project, in a fixed order: the same model gives the same bytes. */
export function emitProject(model: ModelIR, options: EmitOptions): EmittedFile[] {
  const project = planProject(model, new Set(options.ejected))
  const print = createExpressionPrinter(model)
  const decisions = planDecisions(model)
  const ofEntity = (plan: EntityPlan): EmittedFile[] => {
    const isServed = plan.entity.rest !== null && model.apis.rest
    return [
      emitSchema(project, plan),
      emitQueries(plan, print),
      emitOperations(project, plan, print),
      ...(isServed
        ? [
            emitRoutes(project, plan),
            emitTests(project, plan, decisions.get(plan.entity.name) ?? untried),
          ]
        : []),
    ]
  }
  const files = [
    ...project.entities.flatMap(ofEntity),
    emitModel(project),
    ...(project.logic ? emitLogic(project, project.logic) : []),
    emitApp(project),
    emitSchemaHashes(options.hashes),
    ...(model.apis.rest ? [emitOpenapi(project)] : []),
    emitPolicy(model, decisions),
    ...emitScaffold(project),
  ]
  return files.map((file) => ({ ...file, path: generatedPath(file) }))
}

const untried = { decisions: [], gaps: [] }

/** Files are planned under the name others import; what the generator makes always ends in `.gen`. */
function generatedPath({ path, owned }: EmittedFile): string {
  return owned || path.includes('.gen.') ? path : path.replace(/\.ts$/, '.gen.ts')
}
