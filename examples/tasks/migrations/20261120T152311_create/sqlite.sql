CREATE TABLE "memberships" (
  "project_id" TEXT NOT NULL CONSTRAINT "fk_1_11" REFERENCES "projects" ("id") ON DELETE CASCADE,
  "user_id" TEXT NOT NULL CONSTRAINT "fk_1_12" REFERENCES "users" ("id") ON DELETE CASCADE,
  "level" TEXT NOT NULL DEFAULT 'editor' CONSTRAINT "ck_1_13" CHECK ("level" IS NULL OR "level" IN ('viewer', 'editor')),
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
  "status" TEXT NOT NULL DEFAULT 'pending' CONSTRAINT "ck_4_13" CHECK ("status" IS NULL OR "status" IN ('pending', 'in_progress', 'completed')),
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
CREATE TABLE "cambium_search_2_rows" (
  "row" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE
) STRICT
-- next
CREATE VIRTUAL TABLE "cambium_search_2" USING fts5("f_name", "f_description", content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER "cambium_search_2_insert" AFTER INSERT ON "projects" BEGIN
  INSERT INTO "cambium_search_2_rows" ("id") VALUES (new."id");
  INSERT INTO "cambium_search_2" ("rowid", "f_name", "f_description") SELECT (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = new."id"), new."name", new."description";
END
-- next
CREATE TRIGGER "cambium_search_2_update" AFTER UPDATE OF "name", "description" ON "projects" WHEN old."name" IS NOT new."name" OR old."description" IS NOT new."description" BEGIN
  DELETE FROM "cambium_search_2" WHERE "rowid" = (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = new."id");
  INSERT INTO "cambium_search_2" ("rowid", "f_name", "f_description") SELECT (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = new."id"), new."name", new."description";
END
-- next
CREATE TRIGGER "cambium_search_2_delete" AFTER DELETE ON "projects" BEGIN
  DELETE FROM "cambium_search_2" WHERE "rowid" = (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = old."id");
  DELETE FROM "cambium_search_2_rows" WHERE "id" = old."id";
END
-- next
CREATE TABLE "cambium_search_4_rows" (
  "row" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE
) STRICT
-- next
CREATE VIRTUAL TABLE "cambium_search_4" USING fts5("f_title", "f_notes", content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER "cambium_search_4_insert" AFTER INSERT ON "tasks" BEGIN
  INSERT INTO "cambium_search_4_rows" ("id") VALUES (new."id");
  INSERT INTO "cambium_search_4" ("rowid", "f_title", "f_notes") SELECT (SELECT "row" FROM "cambium_search_4_rows" WHERE "id" = new."id"), new."title", new."notes";
END
-- next
CREATE TRIGGER "cambium_search_4_update" AFTER UPDATE OF "title", "notes" ON "tasks" WHEN old."title" IS NOT new."title" OR old."notes" IS NOT new."notes" BEGIN
  DELETE FROM "cambium_search_4" WHERE "rowid" = (SELECT "row" FROM "cambium_search_4_rows" WHERE "id" = new."id");
  INSERT INTO "cambium_search_4" ("rowid", "f_title", "f_notes") SELECT (SELECT "row" FROM "cambium_search_4_rows" WHERE "id" = new."id"), new."title", new."notes";
END
-- next
CREATE TRIGGER "cambium_search_4_delete" AFTER DELETE ON "tasks" BEGIN
  DELETE FROM "cambium_search_4" WHERE "rowid" = (SELECT "row" FROM "cambium_search_4_rows" WHERE "id" = old."id");
  DELETE FROM "cambium_search_4_rows" WHERE "id" = old."id";
END
