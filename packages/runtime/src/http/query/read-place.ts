/** What `near` and `within` are written as, in a sentence. */
export const placeForms: { readonly near: string; readonly within: string } = {
  near: 'latitude,longitude,metres such as 46.5,7.4,1000',
  within: 'two corners, south,west,north,east such as 46,7,47,8',
}

const number = /^-?\d{1,9}(\.\d{1,20})?$/

/** The text as the operator takes it, or undefined where it is none. What the numbers may be is checked with the filter. */
export function readPlace(operator: 'near' | 'within', text: string): object | undefined {
  const parts = text.split(',').map((part) => part.trim())
  if (!parts.every((part) => number.test(part))) return undefined
  const [first = 0, second = 0, third = 0, fourth = 0] = parts.map(Number)
  if (operator === 'near') {
    return parts.length === 3 ? { lat: first, lng: second, metres: third } : undefined
  }
  if (parts.length !== 4) return undefined
  return { south: first, west: second, north: third, east: fourth }
}
