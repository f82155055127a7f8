import type { FilesConfig } from './config.ts'
import type { Variables } from './variables.ts'

const units: { readonly [unit: string]: number } = { KB: 1e3, MB: 1e6, GB: 1e9 }

/** Where the bytes of files are, and what an upload may come to. */
export function readFiles(variables: Variables): FilesConfig {
  const storageUrl = variables.get('STORAGE_URL') ?? 'file:./data/files'
  if (!/^file:./.test(storageUrl) && !isBucket(storageUrl)) {
    // The address may hold a secret, so it is not repeated.
    variables.refuse(
      'STORAGE_URL must be file:<folder> or s3://<key>:<secret>@<host>/<bucket>?region=<region>.',
    )
  }
  return { storageUrl, maxBytes: readBytes(variables), maxPixels: readPixels(variables) }
}

function isBucket(text: string): boolean {
  const url = URL.parse(text)
  if (url?.protocol !== 's3:') return false
  return url.username !== '' && url.password !== '' && url.pathname.length > 1
}

function readBytes(variables: Variables): number | undefined {
  const text = variables.get('FILES_MAX')
  if (text === undefined) return undefined
  const [, digits, unit = ''] = text.match(/^(\d{1,6}(?:\.\d{1,3})?)(KB|MB|GB)$/) ?? []
  const bytes = Math.round(Number(digits) * (units[unit] ?? 0))
  if (bytes > 0) return bytes
  variables.refuse('FILES_MAX must be the size of the largest file: 100MB.')
  return undefined
}

function readPixels(variables: Variables): number | undefined {
  const text = variables.get('FILES_MAX_PIXELS')
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text)
  variables.refuse('FILES_MAX_PIXELS must be a number of pixels: 50000000.')
  return undefined
}
