/** How many records one request may create, change or delete. */
export const maxMany = 1000
