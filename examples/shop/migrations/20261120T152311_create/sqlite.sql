CREATE TABLE "orders" (
  "product_id" TEXT NOT NULL CONSTRAINT "fk_1_11" REFERENCES "products" ("id") ON DELETE RESTRICT,
  "customer_id" TEXT CONSTRAINT "fk_1_12" REFERENCES "users" ("id") ON DELETE SET NULL,
  "first_name" TEXT NOT NULL,
  "last_name" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "total_price" INTEGER NOT NULL DEFAULT 0,
  "status" TEXT NOT NULL DEFAULT 'placed' CONSTRAINT "ck_1_17" CHECK ("status" IS NULL OR "status" IN ('placed', 'paid', 'shipped', 'delivered', 'cancelled')),
  "delivered" INTEGER NOT NULL DEFAULT 0 CHECK ("delivered" IN (0, 1)),
  "id" TEXT NOT NULL CONSTRAINT "pk_1" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "product_categories" (
  "name" TEXT NOT NULL,
  "slug" TEXT,
  "description" TEXT,
  "id" TEXT NOT NULL CONSTRAINT "pk_2" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "products" (
  "name" TEXT NOT NULL,
  "description" TEXT,
  "price" INTEGER NOT NULL DEFAULT 0,
  "stock" INTEGER NOT NULL DEFAULT 0,
  "published" INTEGER NOT NULL DEFAULT 1 CHECK ("published" IN (0, 1)),
  "in_stock" INTEGER NOT NULL CHECK ("in_stock" IN (0, 1)),
  "id" TEXT NOT NULL CONSTRAINT "pk_3" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "deleted_at" TEXT
) STRICT
-- next
CREATE TABLE "users" (
  "email" TEXT NOT NULL,
  "name" TEXT,
  "blocked" INTEGER NOT NULL DEFAULT 0 CHECK ("blocked" IN (0, 1)),
  "id" TEXT NOT NULL CONSTRAINT "pk_4" PRIMARY KEY,
  "created_at" TEXT NOT NULL,
  "updated_at" TEXT NOT NULL
) STRICT
-- next
CREATE TABLE "products_categories" (
  "product_id" TEXT NOT NULL CONSTRAINT "fk_3_16_s" REFERENCES "products" ("id") ON DELETE CASCADE,
  "product_category_id" TEXT NOT NULL CONSTRAINT "fk_3_16_t" REFERENCES "product_categories" ("id") ON DELETE CASCADE,
  CONSTRAINT "pk_3_16" PRIMARY KEY ("product_id", "product_category_id")
) STRICT, WITHOUT ROWID
-- next
CREATE INDEX "ix_1_18_-2" ON "orders" ("delivered", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_11_-2" ON "orders" ("product_id", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_-2" ON "orders" ("created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_1_12" ON "orders" ("customer_id", "id")
-- next
CREATE UNIQUE INDEX "ux_2_11" ON "product_categories" ("name")
-- next
CREATE UNIQUE INDEX "ux_2_12" ON "product_categories" ("slug")
-- next
CREATE INDEX "ix_3_15_-2" ON "products" ("published", "created_at" DESC, "id" DESC)
-- next
CREATE INDEX "ix_3_13" ON "products" ("price", "id")
-- next
CREATE INDEX "ix_3_-2" ON "products" ("created_at" DESC, "id" DESC)
-- next
CREATE UNIQUE INDEX "ux_4_11" ON "users" ("email")
-- next
CREATE INDEX "ix_3_16_t" ON "products_categories" ("product_category_id")
-- next
CREATE TABLE "cambium_search_2_rows" (
  "row" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE
) STRICT
-- next
CREATE VIRTUAL TABLE "cambium_search_2" USING fts5("f_name", "f_description", content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER "cambium_search_2_insert" AFTER INSERT ON "product_categories" BEGIN
  INSERT INTO "cambium_search_2_rows" ("id") VALUES (new."id");
  INSERT INTO "cambium_search_2" ("rowid", "f_name", "f_description") SELECT (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = new."id"), new."name", new."description";
END
-- next
CREATE TRIGGER "cambium_search_2_update" AFTER UPDATE OF "name", "description" ON "product_categories" WHEN old."name" IS NOT new."name" OR old."description" IS NOT new."description" BEGIN
  DELETE FROM "cambium_search_2" WHERE "rowid" = (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = new."id");
  INSERT INTO "cambium_search_2" ("rowid", "f_name", "f_description") SELECT (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = new."id"), new."name", new."description";
END
-- next
CREATE TRIGGER "cambium_search_2_delete" AFTER DELETE ON "product_categories" BEGIN
  DELETE FROM "cambium_search_2" WHERE "rowid" = (SELECT "row" FROM "cambium_search_2_rows" WHERE "id" = old."id");
  DELETE FROM "cambium_search_2_rows" WHERE "id" = old."id";
END
-- next
CREATE TABLE "cambium_search_3_rows" (
  "row" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE
) STRICT
-- next
CREATE VIRTUAL TABLE "cambium_search_3" USING fts5("f_name", "f_description", content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER "cambium_search_3_insert" AFTER INSERT ON "products" BEGIN
  INSERT INTO "cambium_search_3_rows" ("id") VALUES (new."id");
  INSERT INTO "cambium_search_3" ("rowid", "f_name", "f_description") SELECT (SELECT "row" FROM "cambium_search_3_rows" WHERE "id" = new."id"), new."name", new."description";
END
-- next
CREATE TRIGGER "cambium_search_3_update" AFTER UPDATE OF "name", "description" ON "products" WHEN old."name" IS NOT new."name" OR old."description" IS NOT new."description" BEGIN
  DELETE FROM "cambium_search_3" WHERE "rowid" = (SELECT "row" FROM "cambium_search_3_rows" WHERE "id" = new."id");
  INSERT INTO "cambium_search_3" ("rowid", "f_name", "f_description") SELECT (SELECT "row" FROM "cambium_search_3_rows" WHERE "id" = new."id"), new."name", new."description";
END
-- next
CREATE TRIGGER "cambium_search_3_delete" AFTER DELETE ON "products" BEGIN
  DELETE FROM "cambium_search_3" WHERE "rowid" = (SELECT "row" FROM "cambium_search_3_rows" WHERE "id" = old."id");
  DELETE FROM "cambium_search_3_rows" WHERE "id" = old."id";
END
