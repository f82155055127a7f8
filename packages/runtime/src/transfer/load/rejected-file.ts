import { type FileHandle, open } from 'node:fs/promises'
import { StartupError } from '../../errors/index.ts'

/** A row that was not written, or was written without something, as a line of the file. */
export interface RejectedLine {
  /** The entity, or the links. */
  readonly of: string
  readonly reason: string
  readonly row: unknown
}

/** The file for what could not be loaded. Lines count from the commit on that they belong to. */
export interface RejectedFile {
  readonly path: string
  /** How long it was before this load. */
  readonly from: number
  /** How long it is with all that is committed. */
  readonly bytes: number
  /** Whether anything was put into it. */
  readonly isUsed: boolean
  /** Writes lines durably, behind what is committed; the length of the file with them. */
  put(lines: readonly RejectedLine[]): Promise<number>
  /** They stay. */
  committed(bytes: number): void
  close(): Promise<void>
}

/** What an earlier run of the load had put into its file. */
export interface RejectedBefore {
  readonly path: string
  readonly bytes: number
  readonly from: number
}

/** Opens the file, made when the first line comes. What a killed run wrote and did not commit is cut off. */
export function openRejectedFile(path: string, before: RejectedBefore | undefined): RejectedFile {
  const known = before?.path === path ? before : undefined
  let bytes = known?.bytes ?? 0
  let from = known?.from ?? 0
  let handle: FileHandle | undefined

  async function opened(): Promise<FileHandle> {
    if (handle) return handle
    handle = await openFile(path)
    const { size } = await handle.stat()
    if (known === undefined) from = size
    // Somebody may have taken the file away meanwhile.
    bytes = known === undefined ? size : Math.min(size, bytes)
    return handle
  }

  return {
    path,
    get bytes() {
      return bytes
    },
    get from() {
      return from
    },
    get isUsed() {
      return bytes > from
    },
    async put(lines) {
      if (lines.length === 0 && handle === undefined) return bytes
      const file = await opened()
      const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      try {
        await file.truncate(bytes)
        await file.write(text, 0, text.length, bytes)
        await file.datasync()
      } catch (cause) {
        throw notWritable(path, cause)
      }
      return bytes + text.length
    },
    committed(reached) {
      bytes = reached
    },
    close: async () => handle?.close(),
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Rows may hold what nobody else of the machine is to read.
    return await open(path, 'a+', 0o600).then(async (made) => {
      await made.close()
      return open(path, 'r+')
    })
  } catch (cause) {
    throw notWritable(path, cause)
  }
}

function notWritable(path: string, cause: unknown): StartupError {
  return new StartupError(`${path} cannot be written: ${(cause as Error).message}`, {
    hint: 'Rows that are refused go there. Name another file with --rejected FILE.',
    cause,
  })
}
