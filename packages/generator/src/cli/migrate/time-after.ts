/** The time of now, or a second later than the migrations it builds on: folders sort in the order in which they were saved. */
export function timeAfter(ids: readonly string[], now: Date = new Date()): Date {
  const times = ids.flatMap((id) => {
    const [, date, time] = /^(\d{8})T(\d{6})_/.exec(id) ?? []
    if (date === undefined || time === undefined) return []
    const [day, clock] = [date.replace(/(....)(..)(..)/, '$1-$2-$3'), time.match(/../g)?.join(':')]
    const at = Date.parse(`${day}T${clock}Z`)
    return Number.isNaN(at) ? [] : [at + 1_000]
  })
  return new Date(Math.max(now.getTime(), ...times))
}
