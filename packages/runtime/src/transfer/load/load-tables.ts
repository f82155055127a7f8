import type { Database, Dialect } from '../../database/index.ts'

/** How far loads are, and what waits in them for records that come later. */
const tables: { readonly [Name in Dialect]: string } = {
  sqlite: `
    create table if not exists "cambium_loads" (
      "load" text not null, "unit" text not null, "position" text, "written" integer not null,
      "present" integer not null, "rejected" integer not null, "finished" integer not null,
      primary key ("load", "unit")
    ) strict, without rowid;
    create table if not exists "cambium_load_waiting" (
      "seq" integer primary key autoincrement, "load" text not null, "unit" text not null, "property" text not null,
      "record" text, "target" text, "row" text
    ) strict;
    create index if not exists "cambium_load_waiting_unit"
      on "cambium_load_waiting" ("load", "unit", "property", "seq");
  `,
  postgres: `
    create table if not exists "cambium_loads" (
      "load" text collate "C" not null, "unit" text collate "C" not null, "position" text, "written" bigint not null,
      "present" bigint not null, "rejected" bigint not null, "finished" bigint not null, primary key ("load", "unit")
    );
    create table if not exists "cambium_load_waiting" (
      "seq" bigint generated always as identity primary key, "load" text collate "C" not null,
      "unit" text collate "C" not null, "property" text collate "C" not null, "record" text collate "C",
      "target" text collate "C", "row" text
    );
    create index if not exists "cambium_load_waiting_unit"
      on "cambium_load_waiting" ("load", "unit", "property", "seq");
  `,
}

/** Makes the tables of loads where they are missing: who never loads has none. */
export async function createLoadTables(database: Database): Promise<void> {
  await database.transaction((tx) => tx.script(tables[database.dialect]), { alone: true })
}
