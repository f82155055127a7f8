/** Thrown where a plan cannot know a value: what the server makes up, or what two languages say differently. */
export class Undecided extends Error {
  override name = 'Undecided'
}

/** Ends a decision that cannot be told. */
export function undecided(): never {
  throw new Undecided('cannot be told from the plan')
}
