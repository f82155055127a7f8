/** The SQL a text is written in, as far as it shows. */
export type DetectedDialect = 'postgres' | 'sqlite' | 'mysql' | 'mssql' | 'oracle' | null

interface Sign {
  dialect: Exclude<DetectedDialect, null>
  pattern: RegExp
  weight: number
}

const signs: readonly Sign[] = [
  { dialect: 'postgres', pattern: /^copy\s[\s\S]{1,2000}?\sfrom\s+stdin\b/im, weight: 9 },
  { dialect: 'postgres', pattern: /^-- PostgreSQL database dump/m, weight: 9 },
  { dialect: 'postgres', pattern: /\b(?:big|small)?serial\b\s*(?:primary|not|,|\))/i, weight: 3 },
  {
    dialect: 'postgres',
    pattern: /\bcreate\s+(?:type|domain|sequence|extension|schema)\b/i,
    weight: 4,
  },
  { dialect: 'postgres', pattern: /[\w')]::\w/, weight: 4 },
  { dialect: 'postgres', pattern: /\b(?:timestamptz|jsonb|bytea|tsvector)\b/i, weight: 4 },
  { dialect: 'postgres', pattern: /\bcomment\s+on\s+(?:table|column)\b/i, weight: 2 },
  {
    dialect: 'postgres',
    pattern: /\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b/i,
    weight: 3,
  },
  {
    dialect: 'postgres',
    pattern: /\bgen_random_uuid\(\)|\bset\s+search_path\b|\blanguage\s+'?plpgsql/i,
    weight: 4,
  },
  { dialect: 'postgres', pattern: /\btimestamp\s+with(?:out)?\s+time\s+zone\b/i, weight: 3 },
  { dialect: 'sqlite', pattern: /^\s*pragma\s+\w+/im, weight: 9 },
  { dialect: 'sqlite', pattern: /\bautoincrement\b/i, weight: 9 },
  {
    dialect: 'sqlite',
    pattern: /\bwithout\s+rowid\b|\bsqlite_sequence\b|\)\s*strict\s*;/i,
    weight: 9,
  },
  {
    dialect: 'sqlite',
    pattern: /\b(?:strftime|datetime|julianday)\s*\(\s*'|\bunixepoch\s*\(/i,
    weight: 4,
  },
  { dialect: 'sqlite', pattern: /^\s*\.(?:mode|import|headers)\b/im, weight: 4 },
  { dialect: 'sqlite', pattern: /`/, weight: 1 },
  { dialect: 'sqlite', pattern: /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?\[\w+\]/i, weight: 3 },
  { dialect: 'sqlite', pattern: /\binsert\s+or\s+(?:ignore|replace)\b/i, weight: 4 },
  { dialect: 'mysql', pattern: /\bengine\s*=\s*\w+/i, weight: 9 },
  { dialect: 'mysql', pattern: /\bauto_increment\b/i, weight: 9 },
  { dialect: 'mysql', pattern: /^-- (?:MySQL|MariaDB) dump/m, weight: 9 },
  { dialect: 'mysql', pattern: /\/\*!\d{5}/, weight: 9 },
  {
    dialect: 'mysql',
    pattern: /\block\s+tables\s+`|\bunsigned\b|\btinyint\(1\)|\bdefault\s+charset\b/i,
    weight: 4,
  },
  { dialect: 'mysql', pattern: /^\s*delimiter\s/im, weight: 4 },
  { dialect: 'mysql', pattern: /`/, weight: 1 },
  { dialect: 'mssql', pattern: /^\s*go\s*$/im, weight: 4 },
  {
    dialect: 'mssql',
    pattern: /\bidentity\s*\(\s*1\s*,\s*1\s*\)|\[dbo\]\./i,
    weight: 9,
  },
  { dialect: 'oracle', pattern: /\bvarchar2\s*\(|\bnumber\s*\(\d+(?:,\s*\d+)?\)\s/i, weight: 6 },
]

/** Tells a dialect by what only it has, in the beginning of a file; `null` where nothing tells. */
export function detectDialect(text: string): DetectedDialect {
  const bare = text.replaceAll(/'(?:[^'\\\n]|''|\\.)*'/g, (part) =>
    part.length > 200 ? "''" : part,
  )
  const scores = new Map<Exclude<DetectedDialect, null>, number>()
  for (const { dialect, pattern, weight } of signs) {
    if (pattern.test(bare)) scores.set(dialect, (scores.get(dialect) ?? 0) + weight)
  }
  const [best, second] = [...scores].toSorted((a, b) => b[1] - a[1])
  if (best === undefined || best[1] === second?.[1]) return null
  return best[0]
}
