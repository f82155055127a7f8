import { createTwoFilesPatch } from 'diff'

/** A unified patch from one text to another; empty when they are equal. */
export function editPatch(path: string, before: string, after: string): string {
  if (before === after) return ''
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  })
  return patch.replace(/^=+\n/, '')
}
