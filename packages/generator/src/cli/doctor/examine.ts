import { type Generation, generateProject } from '../generate-project.ts'
import { readServerSettings } from '../read-environment.ts'
import { type Examination, fine, notice, problem } from './examination.ts'
import { examineMerges } from './examine-merges.ts'
import { examineDatabase, examinePort } from './examine-server.ts'
import { examineNode, examinePackages, examineTsconfig } from './examine-setup.ts'

/** Looks at everything; writes nothing. */
export async function examine(options: {
  project: string
  version: string
}): Promise<Examination[]> {
  const { project } = options
  const settings = readServerSettings(project)
  const generation = await generateProject(project, { version: options.version, dryRun: true })
  return [
    examineNode(),
    examinePackages(options),
    examineTsconfig(project),
    ...examineGeneration(generation),
    ...examineMerges(project),
    examineDatabase(project, { ...settings, storage: generation.hashes?.storage ?? null }),
    await examinePort(settings),
  ]
}

function examineGeneration(generation: Generation): Examination[] {
  const { model, diagnostics, plan, ejected, migration } = generation
  if (!model) {
    const errors = diagnostics.filter((one) => one.severity === 'error').length
    return [problem('models', `${errors} errors`, 'See them with: cambium check')]
  }
  const entries = plan?.entries ?? []
  const edited = entries.filter((entry) => entry.action === 'refused').map((entry) => entry.path)
  const stale = entries.filter(({ action }) => ['create', 'update', 'delete'].includes(action))
  const missing = ejected.filter((file) => file.missing !== '').map((file) => file.owned)
  return [
    fine('models', `${model.entities.length} entities, no errors`),
    stale.length === 0
      ? fine('generated files', 'up to date')
      : problem('generated files', `${stale.length} out of date`, 'Run: cambium generate'),
    edited.length === 0
      ? fine('edited files', 'none')
      : problem(
          'edited files',
          edited.join(', '),
          'Keep or drop each: cambium eject, cambium restore',
        ),
    missing.length === 0
      ? fine(
          'ejected files',
          ejected.length === 0 ? 'none' : `${ejected.length}, none is missing anything`,
        )
      : notice(
          'ejected files',
          `${missing.join(', ')} are missing a patch`,
          'See it with: cambium check',
        ),
    migration.pending
      ? problem('migrations', 'the tables changed since the last one', 'Run: cambium migrate save')
      : fine('migrations', 'have the tables of the models'),
  ]
}
