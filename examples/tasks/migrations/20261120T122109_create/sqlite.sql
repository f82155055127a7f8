CREATE TABLE "memberships" (
  "project_id" TEXT NOT NULL CONSTRAINT "fk_1_11" REFERENCES "projects" ("id") ON DELETE CASCADE,
  "user_id" TEXT NOT NULL CONSTRAINT "fk_1_12" REFERENCES "users" ("id") ON DELETE CASCADE,
  "level" TEXT NOT NULL DEFAULT 'editor' CONSTRAINT "ck_1_13" CHECK ("level" IN ('viewer', 'editor')),
  "id" TEXT NOT NULL CONSTRAINT "pk_1" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "projects" (
  "name" TEXT NOT NULL,
  "description" TEXT,
  "lead_id" TEXT CONSTRAINT "fk_2_13" REFERENCES "users" ("id") ON DELETE SET NULL,
  "id" TEXT NOT NULL CONSTRAINT "pk_2" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL,
  "deleted_at" TEXT
) STRICT
-- next
CREATE TABLE "tags" (
  "name" TEXT NOT NULL,
  "color" TEXT,
  "id" TEXT NOT NULL CONSTRAINT "pk_3" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "tasks" (
  "title" TEXT NOT NULL,
  "notes" TEXT,
  "status" TEXT NOT NULL DEFAULT 'pending' CONSTRAINT "ck_4_13" CHECK ("status" IN ('pending', 'in_progress', 'completed')),
  "priority" INTEGER NOT NULL DEFAULT 3,
  "due_at" TEXT,
  "completed_at" TEXT,
  "assignee_id" TEXT CONSTRAINT "fk_4_17" REFERENCES "users" ("id") ON DELETE SET NULL,
  "project_id" TEXT CONSTRAINT "fk_4_18" REFERENCES "projects" ("id") ON DELETE CASCADE,
  "id" TEXT NOT NULL CONSTRAINT "pk_4" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1
) STRICT
-- next
CREATE TABLE "users" (
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "id" TEXT NOT NULL CONSTRAINT "pk_5" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "tasks_tags" (
  "task_id" TEXT NOT NULL CONSTRAINT "fk_4_19_s" REFERENCES "tasks" ("id") ON DELETE CASCADE,
  "tag_id" TEXT NOT NULL CONSTRAINT "fk_4_19_t" REFERENCES "tags" ("id") ON DELETE CASCADE,
  CONSTRAINT "pk_4_19" PRIMARY KEY ("task_id", "tag_id")
) STRICT, WITHOUT ROWID
-- next
CREATE UNIQUE INDEX "ux_1_11_12" ON "memberships" ("project_id", "user_id")
-- next
CREATE INDEX "ix_1_12" ON "memberships" ("user_id")
-- next
CREATE INDEX "ix_2_13" ON "projects" ("lead_id")
-- next
CREATE UNIQUE INDEX "ux_3_11" ON "tags" ("name")
-- next
CREATE INDEX "ix_4_13_-2" ON "tasks" ("status", "created_at" DESC)
-- next
CREATE INDEX "ix_4_17_15" ON "tasks" ("assignee_id", "due_at")
-- next
CREATE INDEX "ix_4_18" ON "tasks" ("project_id")
-- next
CREATE UNIQUE INDEX "ux_5_12" ON "users" ("email")
-- next
CREATE INDEX "ix_4_19_t" ON "tasks_tags" ("tag_id")
