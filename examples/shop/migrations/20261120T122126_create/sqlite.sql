CREATE TABLE "orders" (
  "product_id" TEXT NOT NULL CONSTRAINT "fk_1_11" REFERENCES "products" ("id") ON DELETE RESTRICT,
  "customer_id" TEXT CONSTRAINT "fk_1_12" REFERENCES "users" ("id") ON DELETE SET NULL,
  "first_name" TEXT NOT NULL,
  "last_name" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "total_price" INTEGER NOT NULL DEFAULT 0,
  "status" TEXT NOT NULL DEFAULT 'placed' CONSTRAINT "ck_1_17" CHECK ("status" IN ('placed', 'paid', 'shipped', 'delivered', 'cancelled')),
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
CREATE INDEX "ix_1_18_-2" ON "orders" ("delivered", "created_at" DESC)
-- next
CREATE INDEX "ix_1_11_-2" ON "orders" ("product_id", "created_at" DESC)
-- next
CREATE INDEX "ix_1_12" ON "orders" ("customer_id")
-- next
CREATE UNIQUE INDEX "ux_2_11" ON "product_categories" ("name")
-- next
CREATE UNIQUE INDEX "ux_2_12" ON "product_categories" ("slug")
-- next
CREATE INDEX "ix_3_15_-2" ON "products" ("published", "created_at" DESC)
-- next
CREATE INDEX "ix_3_13" ON "products" ("price")
-- next
CREATE UNIQUE INDEX "ux_4_11" ON "users" ("email")
-- next
CREATE INDEX "ix_3_16_t" ON "products_categories" ("product_category_id")
