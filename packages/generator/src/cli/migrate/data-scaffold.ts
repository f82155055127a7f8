/** The text of a `data.ts` that says how one is written. */
export function dataScaffold(title: string): string {
  return `import { dataStep, sql } from '@cambium/runtime/migrate'

/** ${sentence(title)} */
export default dataStep({
  // Runs after the SQL of this migration, and again when it was broken off: change only rows that still need it.
  // A table that may be large, some thousand rows at a time:
  //
  //   async up({ eachBatch }) {
  //     await eachBatch({ table: 'people', by: 'id' }, async ({ db, where }) => {
  //       await db.run(sql\`update "people" set "first_name" = "name" where "first_name" is null and \${where}\`)
  //     })
  //   },
  //
  // The way back, where there is one: async down({ db }) { ... }
  async up({ log }) {
    log('Nothing is written here yet')
  },

  // How many rows still need it: the migration counts as applied only when this is 0.
  invariant: sql\`select 0\`,
})
`
}

function sentence(title: string): string {
  const text = title.trim().replaceAll('*/', '') || 'changes rows'
  return `${text[0]?.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}
