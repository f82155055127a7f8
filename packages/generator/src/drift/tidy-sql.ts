/** A normalised statement as a person writes it: without space where none belongs. */
export function tidySql(text: string): string {
  return text
    .replaceAll(/([([]) /g, '$1')
    .replaceAll(/ (?=[),;\]])/g, '')
    .replaceAll(' : : ', '::')
    .replaceAll(' . ', '.')
}
