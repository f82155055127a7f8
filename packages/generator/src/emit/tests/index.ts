export function emitTests(): { path: string; text: string; owned: boolean } {
  return { path: 'src/none.gen.ts', text: '', owned: false }
}
