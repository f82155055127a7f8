/**
 * The header that says whether a browser shows a file or saves it, and under which name (RFC 6266): in plain letters for
 * old programs, and in full as RFC 8187 encodes it.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\w !#$&+.^`|~()-]/g, '_')
  const header = `${kind}; filename="${plain}"`
  return plain === name ? header : `${header}; filename*=UTF-8''${encoded(name)}`
}

/** Everything but what RFC 8187 lets stand. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
