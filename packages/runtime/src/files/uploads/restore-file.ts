import { newFileKey } from '../file-key.ts'
import { type FileRow, findFile, insertFile, updateArriving } from '../rows/index.ts'
import { discardFile, orDiscard, type Receiving } from './receive-file.ts'

/** What is known of a file that another database had. */
export type RestoredFile = Pick<
  FileRow,
  'id' | 'name' | 'type' | 'size' | 'width' | 'height' | 'owner' | 'tenant' | 'createdAt'
>

/** How long a file that was brought waits for its record: as long as bringing all the others may take. */
const waitMs = 7 * 86_400_000

/**
 * Brings a file under the id it had; it waits for the record that names it. False for one that is there already. What a
 * killed process left of it is taken away first. Content of another size is refused.
 */
export async function restoreFile(
  receiving: Receiving,
  file: RestoredFile,
  content: () => AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const { database } = receiving
  const found = await findFile(database, file.id)
  if (found?.state === 'waiting' || found?.state === 'kept') return false
  if (found) await discardFile(receiving, found)
  const row: FileRow = {
    ...file,
    key: newFileKey(),
    state: 'receiving',
    entity: null,
    recordId: null,
    field: null,
    upload: null,
    dueAt: new Date(Date.now() + waitMs).toISOString(),
  }
  await insertFile(database, row)
  return orDiscard(receiving, row, async () => {
    const storage = await receiving.storage()
    const size = await storage.put(row.key, content())
    if (size !== file.size) {
      throw new Error(`The content of file ${file.id} has ${size} bytes and not ${file.size}`)
    }
    return updateArriving(database, row.id, { state: 'waiting' })
  })
}
