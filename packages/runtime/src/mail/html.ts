const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML as a tagged template: every value is text, whatever stands in it, and never a tag. */
export function html(strings: TemplateStringsArray, ...values: (string | number)[]): string {
  return strings.reduce((text, part, at) => `${text}${escapeHtml(values[at - 1] ?? '')}${part}`)
}

/** The value as it may stand in text and in quoted attributes. */
export function escapeHtml(value: string | number): string {
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
