/** What one field for files takes, as the model says it. */
export interface FileField {
  /** Any number of files; their list is never null. */
  readonly many: boolean
  /** Pictures only, which have smaller versions. */
  readonly image?: boolean
  /** The largest file in bytes; what `FILES_MAX` says unless given. */
  readonly maxBytes?: number
  /** Media types that are taken, `image/*` for all of a kind; any unless given. */
  readonly types?: readonly string[]
  /** Widths and heights of the smaller versions, `200x200`. */
  readonly thumbs?: readonly string[]
  /** Whoever has the address with the id of the file may fetch it. */
  readonly public?: boolean
}
