import { AppError } from '../../errors/index.ts'
import type { Context } from '../context.ts'
import { checkedChanges } from '../define-update.ts'
import type { ListQuery } from '../list-query.ts'
import type {
  DeleteOperation,
  ListOperation,
  RecordId,
  UpdateOperation,
} from '../operation-types.ts'
import type { Resource } from '../resource.ts'
import { transact } from '../transact.ts'
import { maxMany } from './max-many.ts'
import { oneByOne } from './one-by-one.ts'

/** Which records are meant, and how many there must be. */
export interface Matching<Record> {
  readonly query: ListQuery<Record>
  /** Another number of records is refused with 412. */
  readonly expect?: number | undefined
}

interface Found<Record extends object> {
  resource: Resource<Record>
  list: ListOperation<Record>
}

/**
 * Changes the records that match, up to 1000 in one transaction, each as `update` does it, with its rules and hooks.
 * Where one is refused none is changed. Resolves to their ids.
 */
export async function updateMatching<Record extends object, Update>(
  context: Context,
  operations: Found<Record> & { update: UpdateOperation<Record, Update> },
  { changes, ...matching }: Matching<Record> & { changes: Update },
): Promise<RecordId[]> {
  // Wrong changes are refused also where no record matches.
  checkedChanges(context, operations.resource as unknown as Resource, changes)
  return transact(context, `${operations.resource.name}.updateMatching`, async (inside) => {
    const ids = await matchingIds(inside, operations, matching)
    await oneByOne(ids, 'ids', (id) => operations.update(inside, id, changes))
    return ids
  })
}

/** Deletes the records that match, as `updateMatching` changes them. */
export async function deleteMatching<Record extends object>(
  context: Context,
  operations: Found<Record> & { delete: DeleteOperation<Record> },
  matching: Matching<Record>,
): Promise<RecordId[]> {
  return transact(context, `${operations.resource.name}.deleteMatching`, async (inside) => {
    const ids = await matchingIds(inside, operations, matching)
    await oneByOne(ids, 'ids', (id) => operations.delete(inside, id))
    return ids
  })
}

/** Lists them as any caller does, page by page, so that nothing is found that a list would not show. */
async function matchingIds<Record extends object>(
  context: Context,
  { resource, list }: Found<Record>,
  { query, expect }: Matching<Record>,
): Promise<RecordId[]> {
  const ids: RecordId[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<ListOperation<Record>>> = await list(context, {
      ...query,
      sort: ['id'],
      fields: ['id'],
      limit: resource.maxPageSize,
      count: 'none',
      ...(after !== null && { after }),
    })
    ids.push(...page.data.map((record) => (record as { id: RecordId } & Record).id))
    after = page.page.next
  } while (after !== null && ids.length <= maxMany)
  if (ids.length > maxMany) throw tooMany()
  if (expect !== undefined && ids.length !== expect) throw notAsExpected(ids.length, expect)
  return ids
}

function tooMany(): AppError {
  return new AppError('invalid', {
    message: `More than ${maxMany} records match: narrow the filter`,
  })
}

function notAsExpected(count: number, expect: number): AppError {
  return new AppError('precondition_failed', {
    message: `${count} records match, not ${expect}`,
    details: { count },
  })
}
