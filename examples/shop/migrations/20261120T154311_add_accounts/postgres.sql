CREATE TABLE "auth_sessions" (
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_a1" PRIMARY KEY,
  "expires_at" timestamptz NOT NULL,
  "token" text COLLATE "C" NOT NULL,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL,
  "ip_address" text COLLATE "C",
  "user_agent" text COLLATE "C",
  "user_id" text COLLATE "C" NOT NULL
)
-- next
CREATE TABLE "auth_accounts" (
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_a2" PRIMARY KEY,
  "account_id" text COLLATE "C" NOT NULL,
  "provider_id" text COLLATE "C" NOT NULL,
  "user_id" text COLLATE "C" NOT NULL,
  "access_token" text COLLATE "C",
  "refresh_token" text COLLATE "C",
  "id_token" text COLLATE "C",
  "access_token_expires_at" timestamptz,
  "refresh_token_expires_at" timestamptz,
  "scope" text COLLATE "C",
  "password" text COLLATE "C",
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "auth_verifications" (
  "id" text COLLATE "C" NOT NULL CONSTRAINT "pk_a3" PRIMARY KEY,
  "identifier" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  "expires_at" timestamptz NOT NULL,
  "created_at" timestamptz NOT NULL,
  "updated_at" timestamptz NOT NULL
)
-- next
CREATE TABLE "auth_roles" (
  "user_id" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "created_at" timestamptz NOT NULL,
  CONSTRAINT "pk_a4" PRIMARY KEY ("user_id", "role")
)
-- next
ALTER TABLE "auth_sessions" ADD CONSTRAINT "fk_a1_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "auth_accounts" ADD CONSTRAINT "fk_a2_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
-- next
ALTER TABLE "auth_roles" ADD CONSTRAINT "fk_a4_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
-- next
CREATE UNIQUE INDEX "ux_a1_token" ON "auth_sessions" ("token")
-- next
CREATE INDEX "ix_a1_user_id" ON "auth_sessions" ("user_id")
-- next
CREATE INDEX "ix_a2_user_id" ON "auth_accounts" ("user_id")
-- next
CREATE UNIQUE INDEX "ux_a2_together" ON "auth_accounts" ("provider_id", "account_id")
-- next
CREATE INDEX "ix_a3_identifier" ON "auth_verifications" ("identifier")
-- next
CREATE INDEX "ix_a3_expires_at" ON "auth_verifications" ("expires_at")
-- next
CREATE INDEX "ix_a4_role" ON "auth_roles" ("role")
-- next
ALTER TABLE "users" ADD COLUMN "email_verified" boolean NOT NULL DEFAULT false
