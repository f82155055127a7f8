import type { DesignReport } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'

/** Says what would let the records of `User` sign in: an import does not turn it on by itself. */
export function noteAccounts({ design, table }: EntityDraft, report: DesignReport): void {
  if (design.name !== 'User' || design.accounts !== null || design.exists || table.kind === 'view')
    return
  const email = design.fields.find(({ name }) => /^e?mail(Address)?$/i.test(name))?.name ?? 'email'
  const taken = design.fields.find(({ name }) => name === 'emailVerified')
  const first =
    taken === undefined
      ? ''
      : ', after another name for emailVerified, which accounts keep themselves'
  report.note(
    'accounts',
    'User',
    `signs nobody in yet. For that: auth: { identifiers: ['${email}'] } in ${design.file}, with ${email}: email({ required: true, unique: true, lower: true, trim: true })${first}`,
  )
}
