#!/usr/bin/env bash
# The distributed platform on this machine, for trying: RabbitMQ, PostgreSQL, the eight services and the gateway, each a
# process of its own on 127.0.0.1, set up as docker-compose.yml and a cluster would. Ctrl-C ends them all.
#   --port P       where the gateway listens (8080)
#   --replicas N   so many of each service (1)
#   --keep DIR     keep data, keys and logs in DIR and go on with them the next time; else a temporary folder is removed
#   --restore COPY brings a backup back first (deploy/Operator); what DIR has of servers is set aside, its keys must fit
#   --empty        no demonstration community, no invented people
#   --speed N      a trial: the platform's clock runs N times as fast, from a Sunday evening; DIR keeps it
#   --no-build     run what was built before, --configuration C (Release)
# What ends by itself is started again, unless DIR/run/NAME.hold is there. DIR/run has process ids, addresses and what an
# operator needs (settings), DIR/log what each process said.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
services=(Community SocialWork PartyBranches Volunteers ResidentUnits Matching Insights Partners)
answerers=(Community SocialWork PartyBranches Volunteers ResidentUnits Matching) # over gRPC

fail() { echo "local.sh: $*" >&2; exit 1; }

port=8080 replicas=1 keep='' configuration=Release build=yes empty=() speed='' restore=''
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=${2:?--port needs a number}; shift ;;
    --replicas) replicas=${2:?--replicas needs a number}; shift ;;
    --keep) keep=${2:?--keep needs a folder}; shift ;;
    --restore) restore=${2:?--restore needs a folder}; shift ;;
    --configuration) configuration=${2:?--configuration needs Debug or Release}; shift ;;
    --no-build) build='' ;;
    --speed) speed=${2:?--speed needs a number}; shift ;;
    --empty) empty=(--empty) ;;
    *) fail "'$1' is not understood; known are --port P, --replicas N, --keep DIR, --restore COPY, --empty, --speed N," \
      "--no-build, --configuration C." ;;
  esac
  shift
done
[[ $port =~ ^[0-9]+$ && $replicas =~ ^[1-9]$ ]] || fail "--port takes a port, --replicas 1 to 9."
[ -z "$restore" ] || restore=$(realpath -e "$restore") || fail "there is no such backup."
[[ ${speed:-2} =~ ^[1-9][0-9]*$ ]] || fail "--speed takes a whole number."

rabbit=/usr/lib/rabbitmq/bin/rabbitmq-server
postgres=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1 || true)
[ -x "$rabbit" ] || fail "RabbitMQ is not installed here (package rabbitmq-server)."
[ -x "$postgres/initdb" ] || fail "PostgreSQL is not installed here (package postgresql)."
for tool in dotnet curl setsid setpriv; do
  command -v "$tool" >/dev/null || fail "'$tool' is not installed here."
done

if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "port $port is in use by another program; see --port."; fi

if [ -n "$build" ]; then
  for project in deploy/Standalone deploy/Operator gateway; do # Standalone references all services
    dotnet build "$project" -c "$configuration" -v q -nologo --property:WarningLevel=0 >&2
  done
fi

umask 077
if [ -n "$keep" ]; then
  mkdir -p "$keep"
  folder=$(cd "$keep" && pwd)
else
  folder=$(mktemp -d)
fi
mkdir -p "$folder"/{log,run,rabbitmq,postgres}
chmod 711 "$folder"

# --- Processes: each leads a group of its own, so that its end is ours to decide and takes its children along.

declare -A pid command

# run NAME FUNCTION ARGUMENT…: starts it in the background and remembers how.
run() {
  local name=$1
  shift
  command[$name]="$*"
  (
    while [ -e "$folder/run/$name.hold" ]; do sleep 0.2; done
    "$@"
  ) >>"$folder/log/$name.log" 2>&1 </dev/null &
  pid[$name]=$!
  echo $! >"$folder/run/$name.pid"
}

# end NAME…: asks them all to end, then makes them.
end() {
  local name
  for name in "$@"; do kill -TERM -- "-${pid[$name]}" 2>/dev/null || true; done
  for name in "$@"; do
    for _ in {1..100}; do
      kill -0 -- "-${pid[$name]}" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -KILL -- "-${pid[$name]}" 2>/dev/null || true
  done
}

stop() {
  trap '' INT TERM HUP
  local name first=() last=()
  for name in "${!pid[@]}"; do
    case $name in
      rabbitmq | postgres) last+=("$name") ;;
      *) first+=("$name") ;;
    esac
  done
  end "${first[@]}"
  end "${last[@]}"
  rm -rf -- "$folder/run"
  [ -n "$keep" ] || rm -rf -- "$folder"
}
trap stop EXIT
trap 'exit 0' INT TERM HUP

# ready NAME COMMAND…: waits until it succeeds; a process that ended meanwhile ends everything.
ready() {
  local name=$1
  shift
  for _ in {1..600}; do
    if "$@" >/dev/null 2>&1; then return; fi
    kill -0 "${pid[$name]}" 2>/dev/null || broken "$name"
    sleep 0.2
  done
  broken "$name"
}

broken() {
  tail -n 15 "$folder/log/$1.log" >&2
  fail "$1 did not start; what it said stands above."
}

# Ports below the range that the system gives to outgoing connections.
free_port() {
  local candidate
  while :; do
    candidate=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if [ -z "${taken[$candidate]:-}" ] && ! (: <"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; then
      taken[candidate]=yes
      printf -v "$1" '%s' "$candidate"
      return
    fi
  done
}
taken=()

# as USER: how root runs a server that refuses root.
as() { if [ "$(id -u)" = 0 ]; then echo "setpriv --reuid=$1 --regid=$(id -g "$1") --init-groups"; fi; }

# --- Secrets: made once for each folder.

if [ ! -f "$folder/secrets" ]; then
  for name in password client_secret encryption_key index_key person_key; do
    echo "$name='$(head -c 32 /dev/urandom | base64)'"
  done >"$folder/secrets"
fi
. "$folder/secrets"
password=${password//[^[:alnum:]]/}

# --- The two servers.

postgres_server() {
  cd "$folder/postgres"
  local script='[ -s data/PG_VERSION ] \
      || "$1/initdb" -D data -U five -A scram-sha-256 --pwfile <(echo "$2") -E UTF8 --locale=C
    exec "$1/postgres" -D data -p "$3" -k "$PWD" -c listen_addresses=127.0.0.1 -c max_connections=500'
  exec setsid $(as postgres) bash -ec "$script" - "$postgres" "$password" "$postgres_port"
}

rabbitmq_server() {
  cd "$folder/rabbitmq"
  echo '[rabbitmq_management].' >enabled_plugins
  : >env.conf
  printf '%s\n' "listeners.tcp.1 = 127.0.0.1:$rabbit_port" 'default_user = five' "default_pass = $password" \
    'disk_free_limit.absolute = 50MB' 'management.tcp.ip = 127.0.0.1' "management.tcp.port = $management_port" \
    >rabbitmq.conf
  [ "$(id -u)" != 0 ] || chown rabbitmq: ./*
  export HOME=$PWD ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$epmd_port RABBITMQ_DIST_PORT=$dist_port
  export RABBITMQ_NODENAME=five@localhost RABBITMQ_CONF_ENV_FILE=$PWD/env.conf RABBITMQ_CONFIG_FILE=$PWD/rabbitmq
  export RABBITMQ_ENABLED_PLUGINS_FILE=$PWD/enabled_plugins RABBITMQ_MNESIA_BASE=$PWD/data RABBITMQ_LOG_BASE=$PWD/log
  export RABBITMQ_LOGS=- RABBITMQ_PID_FILE=$PWD/pid
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  exec setsid $(as rabbitmq) bash -c "epmd -address 127.0.0.1 & exec $rabbit"
}

ask_postgres() {
  PGPASSWORD=$password "$postgres/psql" -h 127.0.0.1 -p "$postgres_port" -U five -d postgres -qAtc "$1"
}

free_port rabbit_port && free_port management_port && free_port epmd_port && free_port dist_port && free_port postgres_port
if [ "$(id -u)" = 0 ]; then
  chown postgres: "$folder/postgres"
  chown rabbitmq: "$folder/rabbitmq"
fi
echo "Starting RabbitMQ and PostgreSQL in $folder" >&2
run rabbitmq rabbitmq_server
run postgres postgres_server
ready postgres ask_postgres 'SELECT 1'
ready rabbitmq bash -c ": </dev/tcp/127.0.0.1/$rabbit_port && : </dev/tcp/127.0.0.1/$management_port"

server="Host=127.0.0.1;Port=$postgres_port;Username=five;Password=$password;Maximum Pool Size=20"
{
  printf '%s\n' "RabbitMQ:Uri=amqp://five:$password@127.0.0.1:$rabbit_port" \
    "RabbitMQ:Management=http://127.0.0.1:$management_port"
  for name in "${services[@]}"; do
    [ "$name" = Matching ] || echo "ConnectionStrings:$name=$server;Database=${name,,}" # which has no database
  done
} >"$folder/run/settings"

if [ -n "$restore" ]; then
  (
    while IFS= read -r line; do export "${line/:/__}"; done <"$folder/run/settings"
    exec dotnet "deploy/Operator/bin/$configuration/net10.0/FiveSocieties.Operator.dll" restore --from "$restore" >&2
  ) || fail "the backup is not brought back."
fi
for service in "${services[@]}"; do
  [ "$(ask_postgres "SELECT 1 FROM pg_database WHERE datname = '${service,,}'")" = 1 ] \
    || ask_postgres "CREATE DATABASE ${service,,}"
done

# --- The services: everything they must know is in their environment.

url=http://127.0.0.1:$port
settings=(
  DOTNET_TieredPGO=0 # most code runs for minutes, not days: nine processes need not watch themselves
  Bus=RabbitMQ "RabbitMQ__Uri=amqp://five:$password@127.0.0.1:$rabbit_port" Database=PostgreSQL
  "Identity__Authority=$url" "Identity__ClientSecret=$client_secret" Identity__AllowDemo=true
  "Records__EncryptionKey=$encryption_key" "Records__IndexKey=$index_key" "Records__PersonKey=$person_key"
)
clients=(
  Identity__Clients__0__Id=internal "Identity__Clients__0__Secret=$client_secret"
  Identity__Clients__0__Scopes__0=internal
  Identity__Clients__1__Id=demo Identity__Clients__1__Secret=demo-only 'Identity__Clients__1__Scopes__0=*'
  Identity__Clients__1__Communities__0=510104001001
  Identity__Clients__1__Roles__{0=staff,1=linker,2=sub-district,3=branch,4=contact}
)

# A trial's clock: the machine's instant $since is the platform's instant $at, in all processes and after each start. What
# a day needs to be played to its end is set with it; deploy/Scenarios says why.
if [ -n "$speed" ] && [ ! -f "$folder/clock" ]; then
  printf '%s\n' "speed=$speed" "since=$(date -u +%FT%T.%NZ)" "at=$(TZ=Asia/Shanghai date -d 'next monday -4 hours' +%FT%T%:z)" \
    >"$folder/clock"
fi
if [ -f "$folder/clock" ]; then
  . "$folder/clock"
  settings+=(
    "Clock__Speed=$speed" "Clock__Since=$since" "Clock__At=$at"
    "Whistle__AnswerPeriod=${Whistle__AnswerPeriod:-03:00:00}"
    "Linkage__RoundEvery=${Linkage__RoundEvery:-01:00:00}"
  )
  clients+=(
    Identity__Clients__2__Id=scenarios Identity__Clients__2__Secret=demo-only 'Identity__Clients__2__Scopes__0=*'
    Identity__Clients__2__Communities__{0=510104002001,1=510104003001,2=510104004001}
    Identity__Clients__2__Societies__{0=SocialWork,1=PartyBranches,2=Volunteers,3=ResidentUnits}
    Identity__Clients__2__Roles__{0=staff,1=linker,2=sub-district,3=branch,4=contact}
  )
fi
declare -A http grpc
destinations=()
for service in "${services[@]}"; do
  cluster=$(sed 's/\B[A-Z]/-&/g' <<<"$service" | tr '[:upper:]' '[:lower:]')
  addresses=
  for ((replica = 1; replica <= replicas; replica++)); do
    free_port "http[$service-$replica]" && free_port "grpc[$service-$replica]"
    addresses+=,http://127.0.0.1:${grpc[$service-$replica]}
    name=$([ "$replica" = 1 ] && echo service || echo "replica-$replica")
    address=http://127.0.0.1:${http[$service-$replica]}/
    echo "$address" >"$folder/run/$service-$replica.url"
    destinations+=("--ReverseProxy:Clusters:$cluster:Destinations:$name:Address=$address")
  done
  [[ " ${answerers[*]} " != *" $service "* ]] || settings+=("Services__$service=${addresses#,}")
done

# program FOLDER NAME ARGUMENT…
program() {
  local at=$1 name=$2
  shift 2
  cd "$root/$at"
  exec setsid env "${settings[@]}" dotnet "bin/$configuration/net10.0/FiveSocieties.$name.dll" "$@"
}

# service NAME REPLICA ARGUMENT…
service() {
  local name=$1 replica=$2
  shift 2
  settings+=(
    "ConnectionStrings__$name=$server;Database=${name,,}"
    "Kestrel__Endpoints__Http__Url=http://127.0.0.1:${http[$name-$replica]}"
    "Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:${grpc[$name-$replica]}" Kestrel__Endpoints__Grpc__Protocols=Http2
  )
  if [ "$name" = Partners ]; then settings+=("${clients[@]}"); fi
  program "services/$name" "$name" "$@"
}

gateway() { program gateway Gateway "--Urls=$url" "${destinations[@]}"; }

is_healthy() { curl -fsS -m 3 "$1/health/ready" | grep -q '"status":"Healthy"'; }

echo 'Preparing databases and queues' >&2
for name in "${services[@]}"; do run "$name-migrate" service "$name" 1 --migrate; done
for name in "${services[@]}"; do
  wait "${pid[$name-migrate]}" || broken "$name-migrate"
  unset "pid[$name-migrate]"
  rm "$folder/run/$name-migrate.pid"
done

echo "Starting $((${#services[@]} * replicas)) services and the gateway" >&2
run gateway gateway
for name in "${!http[@]}"; do run "$name" service "${name%-*}" "${name##*-}"; done
ready gateway is_healthy "$url"
for name in "${!http[@]}"; do ready "$name" is_healthy "http://127.0.0.1:${http[$name]}"; done

# --- What Standalone does too: greet, load the demonstration, let its people answer.

demonstration() {
  exec setsid dotnet "$root/deploy/Standalone/bin/$configuration/net10.0/FiveSocieties.Standalone.dll" \
    --at "$url" --data "$folder" "${empty[@]}" >&3 2>&3
}
run demonstration demonstration 3>&1

while :; do
  code=0
  wait -n -p ended || code=$?
  for name in "${!pid[@]}"; do
    [ "${pid[$name]}" = "${ended:-}" ] || continue
    echo "$name has ended ($code) and is started again" >&2
    sleep 1
    run $name ${command[$name]}
  done
done
