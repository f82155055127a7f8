import type { SharingAsk } from '../requests/ask.ts'
import type { Grant, Row, Subject } from '../world/shape.ts'
import { allows, decidedByCaller, type Situation } from './decide.ts'
import { denied, type Expected } from './expected.ts'
import { mayRead, mayReadAny } from './sight.ts'

/** What a request about the access list of a record is answered with: the list, for who may share it. */
export function expectSharing(situation: Situation, ask: SharingAsk): Expected {
  const { graph, asker } = situation
  const { entity, id } = ask
  const { share } = graph.entity(entity).access
  const answer = { status: 200, body: undefined }
  const refused = (status: number): Expected => ({ refusals: [status], answer, rows: graph.rows })
  if (share === undefined) return refused(404)
  if (decidedByCaller(situation, share) === false) return refused(denied(asker))
  if (!mayReadAny(situation, entity)) return refused(denied(asker))
  const row = graph.find(entity, id)
  if (row === undefined || !mayRead(situation, entity, row)) return refused(404)
  if (!allows(situation, share, { entity, row })) return refused(denied(asker))
  const others = graph.rows.grants.filter((grant) => grant.entity !== entity || grant.id !== id)
  const own = graph.rows.grants.filter((grant) => !others.includes(grant))
  const left = afterwards(ask, own)
  return {
    refusals: [],
    answer: { status: 200, body: { data: listed(left) } },
    rows: { ...graph.rows, grants: [...others, ...left] },
  }
}

/** The access list of a record as who may share it sees it; undefined for others. */
export function grantsOf(
  situation: Situation,
  { entity, row }: { entity: string; row: Row },
): object[] | undefined {
  const { body } = expectSharing(situation, { kind: 'grants', entity, id: String(row.id) }).answer
  return (body as { data: object[] } | undefined)?.data
}

function afterwards(ask: SharingAsk, own: readonly Grant[]): readonly Grant[] {
  const { entity, id } = ask
  switch (ask.kind) {
    case 'grants':
      return own
    case 'share': {
      const kept = new Map(ask.grants.map((grant) => [textOf(grant), { entity, id, ...grant }]))
      return [...kept.values()]
    }
    case 'unshare': {
      const { subject, right } = ask
      const isMeant = (grant: Grant): boolean =>
        (right === undefined || right === grant.right) &&
        (subject === undefined || subjectText(subject) === subjectText(grant.subject))
      return own.filter((grant) => !isMeant(grant))
    }
  }
}

function listed(grants: readonly Grant[]): object[] {
  return [...grants]
    .sort((left, right) => (textOf(left) < textOf(right) ? -1 : 1))
    .map(({ subject, right }) => ({ ...subject, right }))
}

/** As it is ordered: by the right, then by who has it. */
function textOf({ subject, right }: Pick<Grant, 'subject' | 'right'>): string {
  return `${right} ${subjectText(subject)}`
}

function subjectText(subject: Subject): string {
  if ('user' in subject) return `user:${subject.user}`
  return 'role' in subject ? `role:${subject.role}` : 'everyone'
}
