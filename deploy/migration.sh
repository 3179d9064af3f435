#!/usr/bin/env bash
# Writes a migration of one service for both engines: deploy/migration.sh Community AddSomething
set -euo pipefail
cd "$(dirname "$0")/.."
service=$1 name=$2
dotnet tool restore >/dev/null
for engine in Sqlite Postgres; do
  dotnet ef migrations add "$name" --project "services/$service" --context "$service$engine" \
    --output-dir "Migrations/$engine"
done
