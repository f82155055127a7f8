import { type Database, type Dialect, inList, sql } from '../../database/index.ts'
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
    create table if not exists "cambium_files" (
      "id" text primary key, "key" text not null, "name" text not null, "type" text not null, "size" integer not null,
      "width" integer, "height" integer, "owner" text, "tenant" text not null, "state" text not null,
      "entity" text, "record_id" text, "field" text, "upload" text, "created_at" text not null, "due_at" text
    ) strict;
    create index if not exists "cambium_files_record" on "cambium_files" ("entity", "record_id");
    create index if not exists "cambium_files_due" on "cambium_files" ("due_at");
    create index if not exists "cambium_files_owner" on "cambium_files" ("owner", "due_at");
    create table if not exists "cambium_jobs" (
      "seq" integer primary key autoincrement, "id" text not null unique, "kind" text not null, "name" text not null,
      "lane" text not null, "order_key" text, "unique_key" text, "priority" integer not null, "payload" text not null,
      "origin" text not null, "created_at" text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      "run_at" text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), "attempts" integer not null default 0,
      "max_attempts" integer not null, "keep_hours" integer, "status" text not null default 'waiting', "lease" text,
      "leased_until" text, "cancelling" integer not null default 0, "progress" text, "result" text, "error" text,
      "finished_at" text, "keep_until" text
    ) strict;
    create index if not exists "cambium_jobs_ready" on "cambium_jobs" ("lane", "priority" desc, "seq")
      where "status" = 'waiting';
    create index if not exists "cambium_jobs_due" on "cambium_jobs" ("run_at") where "status" = 'delayed';
    create index if not exists "cambium_jobs_running" on "cambium_jobs" ("lane") where "status" = 'running';
    create index if not exists "cambium_jobs_order" on "cambium_jobs" ("order_key", "seq")
      where "order_key" is not null and "status" in ('waiting', 'delayed', 'behind', 'running');
    create unique index if not exists "cambium_jobs_unique" on "cambium_jobs" ("unique_key")
      where "unique_key" is not null and "status" in ('waiting', 'delayed', 'behind');
    create index if not exists "cambium_jobs_failed" on "cambium_jobs" ("attempts", "seq")
      where "status" = 'waiting' and "error" is not null;
    create index if not exists "cambium_jobs_kept" on "cambium_jobs" ("keep_until") where "keep_until" is not null;
    create table if not exists "cambium_lanes" ("lane" text primary key, "starts" text not null) strict;
    create table if not exists "cambium_steps" (
      "workflow_id" text not null, "name" text not null, "position" integer not null, "status" text not null,
      "attempts" integer not null, "result" text, "error" text, "at" text not null, primary key ("workflow_id", "name")
    ) strict, without rowid;
    create table if not exists "cambium_slots" (
      "job" text not null, "slot" text not null, "schedule" text not null, "state" text not null,
      primary key ("job", "slot")
    ) strict, without rowid;
    create table if not exists "cambium_webhooks" (
      "id" text primary key, "tenant" text, "owner" text, "roles" text not null, "url" text not null,
      "description" text, "events" text not null, "secrets" text not null, "status" text not null, "reason" text,
      "failing_since" text, "created_at" text not null, "updated_at" text not null
    ) strict;
    create table if not exists "cambium_webhook_log" (
      "id" text primary key, "webhook" text not null, "message" text not null, "job" text not null, "event" text not null,
      "record" text, "attempt" integer not null, "at" text not null, "status" integer, "ms" integer not null,
      "error" text, "answer" text
    ) strict;
    create index if not exists "cambium_webhook_log_webhook" on "cambium_webhook_log" ("webhook", "id");
    create index if not exists "cambium_webhook_log_message" on "cambium_webhook_log" ("message");
    create table if not exists "cambium_devices" (
      "id" text primary key, "owner" text not null, "tenant" text, "way" text not null, "token" text not null,
      "keys" text, "label" text, "created_at" text not null, "seen_at" text not null
    ) strict;
    create unique index if not exists "cambium_devices_token" on "cambium_devices" ("token", "way");
    create index if not exists "cambium_devices_owner" on "cambium_devices" ("owner", "seen_at");
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
    create table if not exists "cambium_files" (
      "id" text collate "C" primary key, "key" text not null, "name" text not null, "type" text not null,
      "size" bigint not null, "width" bigint, "height" bigint, "owner" text collate "C", "tenant" text not null,
      "state" text not null, "entity" text collate "C", "record_id" text collate "C", "field" text, "upload" jsonb,
      "created_at" timestamptz not null, "due_at" timestamptz
    );
    create index if not exists "cambium_files_record" on "cambium_files" ("entity", "record_id");
    create index if not exists "cambium_files_due" on "cambium_files" ("due_at");
    create index if not exists "cambium_files_owner" on "cambium_files" ("owner", "due_at");
    create table if not exists "cambium_jobs" (
      "seq" bigint generated always as identity primary key, "id" text collate "C" not null unique,
      "kind" text collate "C" not null, "name" text collate "C" not null, "lane" text collate "C" not null,
      "order_key" text collate "C", "unique_key" text collate "C", "priority" integer not null, "payload" text not null,
      "origin" text not null, "created_at" timestamptz not null default clock_timestamp(),
      "run_at" timestamptz not null default clock_timestamp(), "attempts" integer not null default 0,
      "max_attempts" integer not null, "keep_hours" integer, "status" text collate "C" not null default 'waiting',
      "lease" text collate "C", "leased_until" timestamptz, "cancelling" smallint not null default 0, "progress" text,
      "result" text, "error" text, "finished_at" timestamptz, "keep_until" timestamptz
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
    create index if not exists "cambium_jobs_ready" on "cambium_jobs" ("lane", "priority" desc, "seq")
      where "status" = 'waiting';
    create index if not exists "cambium_jobs_due" on "cambium_jobs" ("run_at") where "status" = 'delayed';
    create index if not exists "cambium_jobs_running" on "cambium_jobs" ("lane") where "status" = 'running';
    create index if not exists "cambium_jobs_order" on "cambium_jobs" ("order_key", "seq")
      where "order_key" is not null and "status" in ('waiting', 'delayed', 'behind', 'running');
    create unique index if not exists "cambium_jobs_unique" on "cambium_jobs" ("unique_key")
      where "unique_key" is not null and "status" in ('waiting', 'delayed', 'behind');
    create index if not exists "cambium_jobs_failed" on "cambium_jobs" ("attempts", "seq")
      where "status" = 'waiting' and "error" is not null;
    create index if not exists "cambium_jobs_kept" on "cambium_jobs" ("keep_until") where "keep_until" is not null;
    create table if not exists "cambium_lanes" ("lane" text collate "C" primary key, "starts" text not null);
    create table if not exists "cambium_steps" (
      "workflow_id" text collate "C" not null, "name" text collate "C" not null, "position" integer not null,
      "status" text not null, "attempts" integer not null, "result" text, "error" text, "at" timestamptz not null,
      primary key ("workflow_id", "name")
    );
    create table if not exists "cambium_slots" (
      "job" text collate "C" not null, "slot" text collate "C" not null, "schedule" text collate "C" not null,
      "state" text collate "C" not null, primary key ("job", "slot")
    );
    create table if not exists "cambium_webhooks" (
      "id" text collate "C" primary key, "tenant" text collate "C", "owner" text collate "C", "roles" jsonb not null,
      "url" text not null, "description" text, "events" jsonb not null, "secrets" jsonb not null,
      "status" text collate "C" not null, "reason" text, "failing_since" timestamptz, "created_at" timestamptz not null,
      "updated_at" timestamptz not null
    );
    create table if not exists "cambium_webhook_log" (
      "id" text collate "C" primary key, "webhook" text collate "C" not null, "message" text collate "C" not null,
      "job" text collate "C" not null, "event" text collate "C" not null, "record" text collate "C",
      "attempt" integer not null, "at" timestamptz not null, "status" integer, "ms" bigint not null, "error" text, "answer" text
    );
    create index if not exists "cambium_webhook_log_webhook" on "cambium_webhook_log" ("webhook", "id");
    create index if not exists "cambium_webhook_log_message" on "cambium_webhook_log" ("message");
    create table if not exists "cambium_devices" (
      "id" text collate "C" primary key, "owner" text collate "C" not null, "tenant" text collate "C",
      "way" text collate "C" not null, "token" text collate "C" not null, "keys" jsonb, "label" text,
      "created_at" timestamptz not null, "seen_at" timestamptz not null
    );
    create unique index if not exists "cambium_devices_token" on "cambium_devices" ("token", "way");
    create index if not exists "cambium_devices_owner" on "cambium_devices" ("owner", "seen_at");
  `,
}

/** Makes the tables of Cambium itself where they are missing. */
export async function createSystemTables(db: Database): Promise<void> {
  await db.transaction((tx) => tx.script(tables[db.dialect]), migrating)
}

/** The tables of Cambium itself that a database has not: none once it was migrated by this version. */
export async function missingSystemTables(db: Database): Promise<string[]> {
  const wanted = [...tables[db.dialect].matchAll(/create table if not exists "(\w+)"/g)].map(
    ([, name = '']) => name,
  )
  const found = await db.all<{ name: string }>(
    db.dialect === 'sqlite'
      ? sql`select "name" from sqlite_schema where ${inList(sql`"name"`, wanted)}`
      : sql`
          select table_name as "name" from information_schema.tables
          where table_schema = current_schema() and ${inList(sql`cast(table_name as text)`, wanted)}
        `,
  )
  const names = new Set(found.map(({ name }) => name))
  return wanted.filter((name) => !names.has(name))
}
