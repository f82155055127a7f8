import { anonymous } from '../access/index.ts'
import { StartupError } from '../errors/index.ts'
import type { FilesWithin, FileValue, SeededFile } from '../files/index.ts'
import type { System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Context,
  createContext,
  createRepositories,
  type Services,
  sendingIn,
} from '../operation/index.ts'

/** What the seed of a project is handed. */
export interface SeedContext {
  /** Every entity, without access rules, in one transaction. */
  readonly system: System
  readonly log: Logger
  /** Puts a file into the storage, of this path or content, for a record that is created with it. */
  putFile(file: SeededFile): Promise<FileValue>
}

/** Creates what the application needs or a developer wants to see. It may run again: look before you create. */
export type Seed = (context: SeedContext) => Promise<void> | void

/** Runs the seed in one transaction; when it throws, nothing of it is kept. */
export async function runSeed(services: Services, seed: Seed): Promise<void> {
  const { database, log } = services
  const call = { caller: anonymous, transport: 'seed', requestId: 'seed' } as const
  const base: Context = {
    ...createContext(services, call),
    unrestricted: true,
    outward: false,
  }
  let files: FilesWithin | undefined
  const undoFiles = async (error: unknown): Promise<never> => {
    await files?.undo()
    throw error
  }
  await sendingIn(
    base,
    (run) => database.transaction(run, { alone: true, timeLimitMs: 0 }).catch(undoFiles),
    async (inside) => {
      files = services.files?.within(inside.transaction)
      const { system } = createRepositories(inside)
      await seed({ system, log, putFile: (file) => putFile(files, file) })
    },
  )
}

async function putFile(files: FilesWithin | undefined, file: SeededFile): Promise<FileValue> {
  if (files) return files.put(file)
  throw new StartupError('No entity of the model has a field for files', {
    hint: 'Give one a file() or image()',
  })
}
