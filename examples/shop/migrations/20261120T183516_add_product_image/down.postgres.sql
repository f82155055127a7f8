-- title: make room for what is kept of products
CREATE TABLE "_gone_3_19_20261120T183516" AS SELECT "id", "image" FROM "products" WITH NO DATA
-- next
ALTER TABLE "_gone_3_19_20261120T183516" ADD PRIMARY KEY ("id")
-- next
CREATE FUNCTION "cambium_keep_e3_19"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $cambium$ BEGIN IF TG_OP = 'DELETE' THEN DELETE FROM "_gone_3_19_20261120T183516" kept WHERE kept."id" = OLD."id"; ELSE INSERT INTO "_gone_3_19_20261120T183516" VALUES (NEW."id", NEW."image") ON CONFLICT ("id") DO UPDATE SET "image" = EXCLUDED."image"; END IF; RETURN NULL; END $cambium$
-- next
CREATE TRIGGER "cambium_keep_e3_19" AFTER INSERT OR UPDATE OR DELETE ON "products" FOR EACH ROW EXECUTE FUNCTION "cambium_keep_e3_19"()
-- commit
-- batches of "products" by "id"
-- title: keep products.image aside
INSERT INTO "_gone_3_19_20261120T183516" ("id", "image") SELECT "id", "image" FROM "products" WHERE true AND "products"."id" > :after AND "products"."id" <= :upto ON CONFLICT DO NOTHING
-- commit
-- title: change products
DROP TRIGGER "cambium_keep_e3_19" ON "products"
-- next
DROP FUNCTION "cambium_keep_e3_19"()
-- next
ALTER TABLE "products" DROP COLUMN "image"
