const words: Readonly<Record<string, string>> = {
  ArrowFunctionExpression: 'a function outside some(), every() and the like',
  FunctionExpression: 'a function',
  AssignmentExpression: 'an assignment',
  UpdateExpression: '++ or --',
  AwaitExpression: 'await',
  NewExpression: 'new',
  ObjectExpression: 'an object literal',
  ArrayExpression: 'a list outside includes()',
  SequenceExpression: 'a comma',
  ThisExpression: 'this',
  TaggedTemplateExpression: 'a tagged template',
  TSNonNullExpression: '! after a value, which TypeScript believes and nobody checks,',
  TSAsExpression: 'a type assertion',
  TSSatisfiesExpression: 'satisfies',
  ImportExpression: 'import()',
  ClassExpression: 'a class',
}

/** What a reader calls a kind of node. */
export function wordsFor(nodeType: string): string {
  return words[nodeType] ?? 'this expression'
}
