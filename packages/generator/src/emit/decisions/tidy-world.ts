import { isRef, type PlannedRecord, refTo, subject, type Value, type World } from './world.ts'

/** The world without records that nothing needs any more, each one after those it refers to; the subject stays the first. */
export function tidyWorld(world: World): World {
  const kept = needed(world)
  const order = [...world.records.keys()].filter((at) => kept.has(at))
  const place = new Map(order.map((at, index) => [at, index]))
  const moved = (value: Value): Value =>
    isRef(value) && value.ref >= 0 ? refTo(place.get(value.ref) ?? 0) : value
  const values = (all: PlannedRecord['values']): PlannedRecord['values'] =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, moved(value)]))
  const { caller } = world
  return {
    ...world,
    records: order.flatMap((at) => {
      const record = world.records[at]
      return record ? [{ ...record, values: values(record.values) }] : []
    }),
    links: world.links
      .filter(({ ends }) => Object.values(ends).every((at) => kept.has(at)))
      .map(({ table, ends }) => ({
        table,
        ends: Object.fromEntries(
          Object.entries(ends).map(([column, at]) => [column, place.get(at) ?? 0]),
        ),
      })),
    grants: world.grants.map((grant) => ({ ...grant, at: place.get(grant.at) ?? 0 })),
    caller: {
      ...caller,
      record: caller.record === null ? null : (place.get(caller.record) ?? null),
    },
    changes: values(world.changes),
  }
}

/** All but fillers that nobody refers to. */
function needed(world: World): Set<number> {
  const kept = new Set<number>([subject])
  const pending = [...world.records.keys()].filter(
    (at) => at === subject || at === world.caller.record || !world.records[at]?.isFiller,
  )
  for (const value of Object.values(world.changes)) if (isRef(value)) pending.push(value.ref)
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at < 0) continue
    kept.add(at)
    const referred = Object.values(world.records[at]?.values ?? {})
    const linked = world.links.flatMap(({ ends }) =>
      Object.values(ends).includes(at) ? Object.values(ends) : [],
    )
    for (const next of [...referred.flatMap((value) => (isRef(value) ? value.ref : [])), ...linked])
      if (!kept.has(next)) pending.push(next)
  }
  return kept
}
