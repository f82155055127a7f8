CREATE TABLE "memberships" (
  "project_id" text COLLATE "C" NOT NULL,
  "user_id" text COLLATE "C" NOT NULL,
  "level" text COLLATE "C" NOT NULL DEFAULT 'editor' CONSTRAINT "ck_1_13" CHECK ("level" IN ('viewer', 'editor')),
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_1" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "projects" (
  "name" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C",
  "lead_id" text COLLATE "C",
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_2" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL,
  "deleted_at" timestamptz
)
-- next
CREATE TABLE "tags" (
  "name" text COLLATE "C" NOT NULL,
  "color" text COLLATE "C",
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_3" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "tasks" (
  "title" text COLLATE "C" NOT NULL,
  "notes" text COLLATE "C",
  "status" text COLLATE "C" NOT NULL DEFAULT 'pending' CONSTRAINT "ck_4_13" CHECK ("status" IN ('pending', 'in_progress', 'completed')),
  "priority" bigint NOT NULL DEFAULT 3,
  "due_at" timestamptz,
  "completed_at" timestamptz,
  "assignee_id" text COLLATE "C",
  "project_id" text COLLATE "C",
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_4" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL,
  "version" bigint NOT NULL DEFAULT 1
)
-- next
CREATE TABLE "users" (
  "name" text COLLATE "C" NOT NULL,
  "email" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_5" PRIMARY KEY,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "tasks_tags" (
  "task_id" text COLLATE "C" NOT NULL,
  "tag_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "pk_4_19" PRIMARY KEY ("task_id", "tag_id")
)
-- next
ALTER TABLE "memberships" ADD CONSTRAINT "fk_1_11" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "memberships" ADD CONSTRAINT "fk_1_12" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "projects" ADD CONSTRAINT "fk_2_13" FOREIGN KEY ("lead_id") REFERENCES "users" ("id") ON DELETE SET NULL
-- next
ALTER TABLE "tasks" ADD CONSTRAINT "fk_4_17" FOREIGN KEY ("assignee_id") REFERENCES "users" ("id") ON DELETE SET NULL
-- next
ALTER TABLE "tasks" ADD CONSTRAINT "fk_4_18" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "tasks_tags" ADD CONSTRAINT "fk_4_19_s" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "tasks_tags" ADD CONSTRAINT "fk_4_19_t" FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE
-- next
CREATE UNIQUE INDEX "ux_1_11_12" ON "memberships" ("project_id", "user_id")
-- next
CREATE INDEX "ix_1_-2" ON "memberships" ("created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_12" ON "memberships" ("user_id", "id")
-- next
CREATE INDEX "ix_2_11" ON "projects" ("name", "id")
-- next
CREATE INDEX "ix_2_13" ON "projects" ("lead_id", "id")
-- next
CREATE UNIQUE INDEX "ux_3_11" ON "tags" ("name")
-- next
CREATE INDEX "ix_4_13_-2" ON "tasks" ("status", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_4_17_15" ON "tasks" ("assignee_id", "due_at", "id")
-- next
CREATE INDEX "ix_4_-2" ON "tasks" ("created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_4_18" ON "tasks" ("project_id", "id")
-- next
CREATE INDEX "ix_5_11" ON "users" ("name", "id")
-- next
CREATE UNIQUE INDEX "ux_5_12" ON "users" ("email")
-- next
CREATE INDEX "ix_4_19_t" ON "tasks_tags" ("tag_id")
-- next
ALTER TABLE "projects" ADD COLUMN "cambium_search" tsvector GENERATED ALWAYS AS (ts_delete(setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("name", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'A') || to_tsvector('simple', 'cambiumgap') || setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("description", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'C'), 'cambiumgap')) STORED
-- next
CREATE INDEX "cambium_search_2" ON "projects" USING gin ("cambium_search")
-- next
ALTER TABLE "tasks" ADD COLUMN "cambium_search" tsvector GENERATED ALWAYS AS (ts_delete(setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("title", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'A') || to_tsvector('simple', 'cambiumgap') || setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("notes", ''), NFD), '[\u0300-\u036f]+', '', 'g'), '[\u0001-/:-@\u005b-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020]+', ' ', 'g')), 'C'), 'cambiumgap')) STORED
-- next
CREATE INDEX "cambium_search_4" ON "tasks" USING gin ("cambium_search")
