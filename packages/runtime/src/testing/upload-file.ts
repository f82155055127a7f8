import { randomUUID } from 'node:crypto'
import type { FileValue } from '../files/index.ts'
import type { Server } from '../http/index.ts'

/** A file of a test. */
export interface TestFile {
  readonly name: string
  readonly content: string | Uint8Array
}

/** Uploads a file through the whole HTTP layer, without a network. Throws where it is refused. */
export async function uploadFile(
  server: Server,
  { name, content }: TestFile,
  authorization: string | undefined,
): Promise<FileValue> {
  const boundary = randomUUID()
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const answer = await server.inject({
    method: 'POST',
    url: '/api/files',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(authorization !== undefined && { authorization }),
    },
    payload: Buffer.concat([
      Buffer.from(head),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  const { data } = JSON.parse(answer.body) as { data?: readonly FileValue[] }
  const [file] = data ?? []
  if (file) return file
  throw new Error(`The upload of ${name} was refused: ${answer.body}`)
}
