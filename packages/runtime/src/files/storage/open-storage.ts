import { StartupError } from '../../errors/index.ts'
import { createDiskStorage } from './disk-storage.ts'
import type { FileStorage } from './file-storage.ts'
import type { S3Place } from './s3-storage.ts'

/**
 * The storage at an address: `file:./data/files`, or `s3://<key>:<secret>@<host>/<bucket>`, with a prefix behind the bucket,
 * `?region=` and, for a server of this machine, `?tls=off`.
 */
export async function openStorage(address: string): Promise<FileStorage> {
  if (address.startsWith('file:')) return createDiskStorage(pathIn(address))
  const { createS3Storage } = await import('./s3-storage.ts')
  return createS3Storage(placeIn(address))
}

function pathIn(address: string): string {
  return address.startsWith('file://') ? new URL(address).pathname : address.slice('file:'.length)
}

function placeIn(address: string): S3Place {
  const { username, password, host, pathname, searchParams } = new URL(address)
  const [bucket = '', ...folders] = pathname.split('/').filter(Boolean)
  if (bucket === '' || username === '' || password === '') {
    throw new StartupError('STORAGE_URL names no bucket, or nobody who may use it', {
      hint: 'Write: s3://<key>:<secret>@<host>/<bucket>?region=<region>',
    })
  }
  const scheme = searchParams.get('tls') === 'off' ? 'http' : 'https'
  return {
    endpoint: `${scheme}://${host}/${bucket}`,
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    region: searchParams.get('region') ?? 'auto',
    prefix: folders.map((folder) => `${folder}/`).join(''),
  }
}
