import { layOut, pieceOf } from './layout.ts'

/** The settings of a new project: its name, and the roles its rules speak of. */
export function printConfig({
  name,
  roles,
  databases,
}: {
  name: string
  roles: readonly string[]
  /** The only kinds it is for. */
  databases?: readonly string[]
}): string {
  const options = {
    name,
    roles: [...new Set([...roles, 'admin'])],
    ...(databases && { databases: [...databases] }),
  }
  const piece = pieceOf(options)
  const open =
    typeof piece !== 'string' && piece.kind === 'object' ? { ...piece, isOpen: true } : piece
  const head = 'export default '
  const call = { kind: 'call' as const, callee: 'defineConfig', args: [open] }
  return `import { defineConfig } from '@cambium/model'\n\n${head}${layOut(call, { indent: '', column: head.length })}\n`
}
