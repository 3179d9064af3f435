#!/usr/bin/env bash
# Builds everything and runs every test, on a bare machine with the .NET SDK: installs what the tests need and is missing
# (RabbitMQ and PostgreSQL, as programs: their services are never used), then ends with one line "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_CLI_UI_LANGUAGE=en DEBIAN_FRONTEND=noninteractive

results=$(mktemp -d)
compiler=five-$$ # one compiler for all projects, of this run alone
trap 'pkill -f -- "-pipename:$compiler\$" || true; rm -rf -- "$results"' EXIT

say() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

# Runs a step quietly; shows what it said only if it failed.
quietly() {
  local log="$results/step.log"
  "$@" >"$log" 2>&1 && return
  local code=$?
  tail -n 80 "$log"
  echo "failed: $*"
  exit "$code"
}

# deploy/local.sh, which tests/Apart starts, wants both as programs, whatever else is there.
missing_servers() {
  if [ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ]; then echo rabbitmq-server; fi
  if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then echo postgresql; fi
  if ! command -v curl >/dev/null; then echo curl; fi
}

install_servers() {
  local packages
  mapfile -t packages < <(missing_servers)
  if [ "${#packages[@]}" -eq 0 ]; then return; fi
  say "installing ${packages[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n --preserve-env=DEBIAN_FRONTEND); fi
  quietly "${as_root[@]}" apt-get update -q
  quietly "${as_root[@]}" apt-get install -qy --no-install-recommends "${packages[@]}"
}

install_servers

say "restore"
quietly dotnet restore FiveSocieties.sln

say "format"
quietly dotnet format whitespace FiveSocieties.sln --no-restore --verify-no-changes --exclude '**/Migrations/**'

say "build"
quietly dotnet build FiveSocieties.sln --no-restore -nodeReuse:false --property:UseSharedCompilation=true \
  --property:SharedCompilationId="$compiler"

say "test"
code=0
dotnet test FiveSocieties.sln --no-build --results-directory "$results" --logger trx --logger 'console;verbosity=minimal' \
  --blame-hang --blame-hang-timeout 15m --blame-hang-dump-type none -m:1 || code=$? # a test that hangs is named, and the rest goes on

# One trx file per project; each has one <Counters total= passed= failed= …/> line.
shopt -s nullglob
files=("$results"/*.trx)
if [ "${#files[@]}" -eq 0 ]; then
  echo "0 passed, 0 failed: no test ran"
  exit 1
fi
awk -v code="$code" '
  function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
  /<Counters / { total += count("total"); executed += count("executed"); passed += count("passed") }
  END {
    failed = executed - passed; skipped = total - executed
    if (code && !failed) print "a test run ended before its tests did"
    printf "\n%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
    exit failed || !passed || code ? 1 : 0
  }' "${files[@]}"
