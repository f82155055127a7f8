/** A piece of a script that is committed on its own, together with the record that it ran. */
export type Part = TransactionPart | OutsidePart | BatchesPart

interface PartFacts {
  /** What `-- title:` says of it, for whoever waits. */
  readonly title: string | null
  /** The number of its first statement in the whole script, from 1: for messages. */
  readonly firstStatement: number
  /** Of its text: says whether it was changed after it ran. */
  readonly hash: string
}

/** Its statements run in one transaction. */
export interface TransactionPart extends PartFacts {
  readonly kind: 'transaction'
  readonly statements: readonly string[]
}

/** Its statement runs outside any transaction, because the database refuses it in one. */
export interface OutsidePart extends PartFacts {
  readonly kind: 'outside'
  readonly statement: string
}

/** Its statement runs once for each range of a table's keys, with `:after` and `:upto` as the ends of the range. */
export interface BatchesPart extends PartFacts {
  readonly kind: 'batches'
  readonly table: string
  readonly key: string
  readonly statement: string
}

/** A script as it runs. */
export interface Script {
  readonly parts: readonly Part[]
  /** How many statements all parts have. */
  readonly statements: number
  /** Its first line is `-- foreign keys off`, because it rebuilds tables. */
  readonly foreignKeysOff: boolean
  /** The file it was read from, for messages. */
  readonly file: string
}
