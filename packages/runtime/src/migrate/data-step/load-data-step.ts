import { pathToFileURL } from 'node:url'
import { isSql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import type { DataStep } from './data-step.ts'

/** Loads the `data.ts` of a migration. Throws a `StartupError` that says what is wrong with it. */
export async function loadDataStep(file: string): Promise<DataStep> {
  let loaded: { readonly default?: Partial<DataStep> | undefined }
  try {
    loaded = await import(pathToFileURL(file).href)
  } catch (cause) {
    throw new StartupError(`The data step ${file} cannot be loaded: ${(cause as Error).message}`, {
      cause,
    })
  }
  const step = loaded.default
  if (typeof step?.up !== 'function') {
    throw new StartupError(`The data step ${file} has no default export with "up"`, {
      hint: "It has the form: export default dataStep({ async up({ db }) { ... } }), with dataStep from '@cambium/runtime/migrate'",
    })
  }
  if (step.invariant !== undefined && !isSql(step.invariant)) {
    throw new StartupError(`The invariant of the data step ${file} is not made by sql`, {
      hint: "Write it as sql`select count(*) ...`, with sql from '@cambium/runtime/migrate'",
    })
  }
  return step as DataStep
}
