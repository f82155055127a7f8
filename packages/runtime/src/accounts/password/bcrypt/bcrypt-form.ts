/** The most a hash that was brought along may cost: each step more takes twice as long, and 14 about two seconds. */
export const mostBcryptCost = 14
const leastCost = 4

const form = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/

/** What it costs to know a password by this hash again; `null` where it is no hash of bcrypt. */
export function bcryptCost(hash: string): number | null {
  const [, cost] = form.exec(hash) ?? []
  return cost !== undefined && Number(cost) >= leastCost ? Number(cost) : null
}
