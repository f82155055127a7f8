/** Two texts that differ only in what they would mean if they became part of a statement. */
export interface PayloadPair {
  readonly name: string
  readonly holds: string
  readonly fails: string
}

/** In each quotes and brackets that a statement may have around a value, or none. */
export const payloadPairs: readonly PayloadPair[] = [
  pair('a text', "x' or 1=1 -- ", "x' or 1=2 -- "),
  pair('a text that goes on', "x' or '1'='1", "x' or '1'='2"),
  pair('a text in brackets', "x') or ('1'='1", "x') or ('1'='2"),
  pair('two brackets', "x')) or (('1'='1", "x')) or (('1'='2"),
  pair('a number', '0 or 1=1', '0 or 1=2'),
  pair('a number in brackets', '0) or (1=1', '0) or (1=2'),
  pair('a name in double quotes', 'id" = 0 or 1=1 -- ', 'id" = 0 or 1=2 -- '),
  pair('a pattern', "%' or '%'='", "%' or 'a'='b"),
  pair('another query', "x' union select 1 where 1=1 -- ", "x' union select 1 where 1=2 -- "),
  pair(
    'an order',
    'id limit 0+(case when 1=1 then 1 else 0 end)',
    'id limit 0+(case when 1=2 then 1 else 0 end)',
  ),
  pair(
    'a statement behind',
    "x'; update users set name='taken' where 1=1 -- ",
    "x'; update users set name='taken' where 1=2 -- ",
  ),
]

/** Texts that keep a database busy for long if they are run, each with one that does not. */
export const slowPairs: readonly PayloadPair[] = [
  pair('SQLite at work', `x' or ${counting(10_000_000)} > 0 -- `, `x' or ${counting(1)} > 0 -- `),
  pair('PostgreSQL asleep', "x' or pg_sleep(2) is null -- ", "x' or pg_sleep(0) is null -- "),
]

function pair(name: string, holds: string, fails: string): PayloadPair {
  return { name, holds, fails }
}

function counting(to: number): string {
  return `(select count(*) from (with recursive c(n) as (select 1 union all select n+1 from c where n<${to}) select n from c))`
}
