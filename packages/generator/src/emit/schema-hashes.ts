import type { ModelHashes } from '@cambium/model'
import type { EmittedFile } from './emitted-file.ts'

/** Where the hashes of the model stand. */
export const schemaHashesPath = '.cambium/schema.json'

/**
 * The file that says which model the code was generated from: at boot the runtime compares `storage` with what the
 * database was migrated to. The hashes stand in a file of their own, so that no generated text changes with them.
 */
export function emitSchemaHashes(hashes: ModelHashes): EmittedFile {
  const { storage, api, policy } = hashes
  const text = `${JSON.stringify({ storage, api, policy }, null, 2)}\n`
  return { path: schemaHashesPath, text, owned: false }
}
