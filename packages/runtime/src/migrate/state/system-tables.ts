import type { Database, Dialect } from '../../database/index.ts'
import { migrating } from '../lock/index.ts'

/** The tables of Cambium itself, in one text for each database. */
const tables: { readonly [Name in Dialect]: string } = {
  sqlite: `
    create table if not exists "cambium_migrations" (
      "id" text primary key, "hash" text not null, "applied_at" text not null
    ) strict;
    create table if not exists "cambium_migration_parts" (
      "migration" text not null, "part" integer not null, "hash" text not null, "reached" text,
      "rows" integer not null, "finished" integer not null, primary key ("migration", "part")
    ) strict;
    create table if not exists "cambium_schema" ("hash" text not null) strict;
    create table if not exists "cambium_instances" (
      "id" text primary key, "hash" text not null, "seen_at" text not null
    ) strict;
    create table if not exists "cambium_acl" (
      "entity" text not null, "record_id" text not null, "subject" text not null, "right" text not null,
      primary key ("entity", "record_id", "right", "subject")
    ) strict, without rowid;
    create index if not exists "cambium_acl_subject" on "cambium_acl" ("subject", "entity");
    create table if not exists "cambium_history" (
      "id" text primary key, "entity" text not null, "record_id" text not null, "version" integer,
      "operation" text not null, "actor" text, "at" text not null, "changes" text not null
    ) strict;
    create index if not exists "cambium_history_record" on "cambium_history" ("entity", "record_id", "id");
    create table if not exists "cambium_idempotency" (
      "caller" text not null, "key" text not null, "digest" text not null, "status" integer not null,
      "headers" text not null, "body" text, "at" text not null, primary key ("caller", "key")
    ) strict;
    create index if not exists "cambium_idempotency_at" on "cambium_idempotency" ("at");
  `,
  postgres: `
    create table if not exists "cambium_migrations" (
      "id" text collate "C" primary key, "hash" text not null, "applied_at" timestamptz not null
    );
    create table if not exists "cambium_migration_parts" (
      "migration" text collate "C" not null, "part" integer not null, "hash" text not null, "reached" text,
      "rows" bigint not null, "finished" smallint not null, primary key ("migration", "part")
    );
    create table if not exists "cambium_schema" ("hash" text not null);
    create table if not exists "cambium_instances" (
      "id" text collate "C" primary key, "hash" text not null, "seen_at" timestamptz not null
    );
    create table if not exists "cambium_acl" (
      "entity" text collate "C" not null, "record_id" text collate "C" not null,
      "subject" text collate "C" not null, "right" text collate "C" not null,
      primary key ("entity", "record_id", "right", "subject")
    );
    create index if not exists "cambium_acl_subject" on "cambium_acl" ("subject", "entity");
    create table if not exists "cambium_history" (
      "id" text collate "C" primary key, "entity" text collate "C" not null, "record_id" text collate "C" not null,
      "version" bigint, "operation" text not null, "actor" text collate "C", "at" timestamptz not null,
      "changes" jsonb not null
    );
    create index if not exists "cambium_history_record" on "cambium_history" ("entity", "record_id", "id");
    create table if not exists "cambium_idempotency" (
      "caller" text collate "C" not null, "key" text collate "C" not null, "digest" text not null,
      "status" integer not null, "headers" text not null, "body" text, "at" timestamptz not null,
      primary key ("caller", "key")
    );
    create index if not exists "cambium_idempotency_at" on "cambium_idempotency" ("at");
  `,
}

/** Makes the tables of Cambium itself where they are missing. */
export async function createSystemTables(db: Database): Promise<void> {
  await db.transaction((tx) => tx.script(tables[db.dialect]), migrating)
}
