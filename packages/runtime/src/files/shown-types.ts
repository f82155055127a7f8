/** What a browser shows without running anything: raster pictures, sound and video. */
const shown = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
])

/** Pictures a server may decode, and every browser shows. */
const pictures = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
])

/** May a browser show it in place? Everything else is handed over as an attachment. */
export function isShown(type: string): boolean {
  return shown.has(type)
}

/** Is it a picture that smaller versions can be made of? */
export function isPicture(type: string): boolean {
  return pictures.has(type)
}

/** Does a type meet one of a list such as `image/*`, `application/pdf`? */
export function isTypeAmong(type: string, accepted: readonly string[]): boolean {
  return accepted.some((one) =>
    one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : one.toLowerCase() === type,
  )
}
