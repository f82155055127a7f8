import { anonymous } from '../access/index.ts'
import type { Transaction } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import type { FilesWithin, FileValue, SeededFile } from '../files/index.ts'
import type { System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Context,
  committed,
  createContext,
  createRepositories,
  type Services,
  type WriteContext,
  within,
  writeMessages,
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
  let inside: WriteContext | undefined
  let files: FilesWithin | undefined
  const work = async (transaction: Transaction): Promise<void> => {
    inside = within(base, transaction)
    files = services.files?.within(transaction)
    const { system } = createRepositories(inside)
    await seed({ system, log, putFile: (file) => putFile(files, file) })
    await writeMessages(inside, transaction, inside.messages)
  }
  try {
    await database.transaction(work, { alone: true, timeLimitMs: 0 })
  } catch (error) {
    await files?.undo()
    throw error
  }
  if (inside) await committed(inside)
}

async function putFile(files: FilesWithin | undefined, file: SeededFile): Promise<FileValue> {
  if (files) return files.put(file)
  throw new StartupError('No entity of the model has a field for files', {
    hint: 'Give one a file() or image()',
  })
}
