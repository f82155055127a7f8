CREATE TABLE "_gone_3_19_20261120T183516" AS SELECT "id", "image" FROM "products"
-- next
ALTER TABLE "products" DROP COLUMN "image"
