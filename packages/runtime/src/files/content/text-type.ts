/** Kinds of text that no browser runs; of text only the name can tell them apart. */
const byExtension: { readonly [extension: string]: string } = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  json: 'application/json',
  ics: 'text/calendar',
  vcf: 'text/vcard',
}

/** What no text has: control characters that are no white space. */
const control = /(?!\s)\p{Cc}/u

/**
 * The type of content without a signature: of markup by its first tag, of other text by its name, and what is no text is
 * `application/octet-stream`.
 */
export function textTypeOf(head: Uint8Array, name: string): string {
  const text = decode(head)
  if (text === undefined || control.test(text)) return 'application/octet-stream'
  const start = text.trimStart().slice(0, 4_096).toLowerCase()
  if (start.startsWith('<')) return markupType(start)
  const extension = name.toLowerCase().match(/\.([a-z0-9]+)$/)?.[1] ?? ''
  return Object.hasOwn(byExtension, extension) ? (byExtension[extension] as string) : 'text/plain'
}

function markupType(start: string): string {
  if (/<svg[\s>]/.test(start)) return 'image/svg+xml'
  return start.startsWith('<?xml') ? 'application/xml' : 'text/html'
}

/** A character that is cut off at the end is no fault. */
function decode(head: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return undefined
  }
}
