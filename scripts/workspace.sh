#!/usr/bin/env bash
# Proves the recipes of docs/large-repositories.md: a workspace in which a second run does nothing, on this machine and
# on another that shares a remote cache with it, and shards that are merged. Needs dist/ (npm run build), git, and npm.
#
#     scripts/workspace.sh [--verbose]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
verbose=${1:-}
export TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 TURBO_NO_UPDATE_NOTIFIER=1
export GIT_AUTHOR_NAME=guidelint GIT_AUTHOR_EMAIL=guidelint@example.com GIT_COMMITTER_NAME=guidelint GIT_COMMITTER_EMAIL=guidelint@example.com

folder=$(mktemp -d)
# Nothing is found in the cache of the user, nor left there.
export XDG_CACHE_HOME=$folder/cache
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

passed=0
# expect WHAT PATTERN TEXT: the text has to have a line that fits the pattern.
expect() {
  if grep -Eq -- "$2" <<<"$3"; then
    passed=$((passed + 1))
    echo "ok: $1"
  else
    printf 'not ok: %s, expected /%s/ in:\n%s\n' "$1" "$2" "$3"
    exit 1
  fi
}

run() {
  local output
  output=$(npx turbo run guides --continue 2>&1) || true
  [ -z "$verbose" ] || printf '$ npx turbo run guides --continue\n%s\n\n' "$output" >&2
  printf '%s' "$output"
}

# The workspace as its users have it, with this guidelint in the place of the published one.
tarball=$folder/$(npm pack --silent --ignore-scripts --pack-destination "$folder")
first=$folder/first
cp -r fixtures/projects/workspace "$first"
cd "$first"
git init --quiet --initial-branch main
npm pkg set "devDependencies.guidelint=file:$tarball" "packageManager=npm@$(npm --version)"
npm install --silent --no-audit --no-fund
git add .
git commit --quiet --message 'Guides of the observatory'

expect 'the first run checks all packages' '^Cached: +0 cached, 3 total' "$(run)"
cp packages/dome/guides.json "$folder/dome.json"
rm packages/*/guides.json
expect 'the second run checks none' 'FULL TURBO' "$(run)"
cmp packages/dome/guides.json "$folder/dome.json"
expect 'and has all reports again' '^packages/weather-mast/docs/rain-sensor.md: no issues found$' "$(npm run --silent report)"

sed -i.before 's/for ten minutes/for a quarter of an hour/' packages/dome/docs/shutter.md
rm packages/dome/docs/shutter.md.before
output=$(run)
expect 'a guide changed: its package alone is checked' '^Cached: +2 cached, 3 total' "$output"
expect 'and it is that package' '^dome:guides: cache miss' "$output"

echo 'Not about guides.' >packages/telescope/notes.txt
expect 'something else changed: nothing is checked' 'FULL TURBO' "$(run)"

printf '\n## Spare Parts (Optional)\n\n[What lies in the store]\n' >>templates/instrument.md
expect 'the template changed: all packages are checked' '^Cached: +0 cached, 3 total' "$(run)"

printf '\n## Fautls\n' >>packages/telescope/docs/mount.md
expect 'a guide with an error fails the run' '^Failed: +telescope#guides' "$(run)"
output=$(run)
expect 'and fails again, since what failed is not cached' '^Failed: +telescope#guides' "$output"
expect 'while the others are' '^Cached: +2 cached, 3 total' "$output"
expect 'merge tells what it is' 'mount.md' "$(npm run --silent report || true)"
git checkout --quiet .

# Turborepo's protocol of a remote cache, as far as it goes here: artifacts by hash, with their duration and tag.
cat >"$folder/remote-cache.mjs" <<'SERVER'
import {createServer} from 'node:http'
import {buffer} from 'node:stream/consumers'
import {appendFileSync, writeFileSync} from 'node:fs'

const [folder] = process.argv.slice(2)
const artifacts = new Map()
const server = createServer(async (request, response) => {
  const {pathname} = new URL(request.url, 'http://localhost')
  const hash = /^\/v8\/artifacts\/([0-9a-f]+)$/.exec(pathname)?.[1]
  const found = hash && artifacts.get(hash)
  appendFileSync(`${folder}/requests.txt`, `${request.method} ${pathname} ${found ? 'hit' : 'miss'}\n`)
  if (request.headers.authorization !== 'Bearer a-token') return response.writeHead(401).end()
  if (pathname === '/v8/artifacts/status') return response.end(JSON.stringify({status: 'enabled'}))
  if (pathname === '/v8/artifacts/events') return response.end()
  if (request.method === 'PUT' && hash) {
    const {'x-artifact-duration': duration = '0', 'x-artifact-tag': tag} = request.headers
    artifacts.set(hash, {content: await buffer(request), headers: {'x-artifact-duration': duration, ...(tag && {'x-artifact-tag': tag})}})
    return response.writeHead(202).end(JSON.stringify({urls: []}))
  }
  if (!found) return response.writeHead(404).end()
  response.writeHead(200, {...found.headers, 'content-length': found.content.length}).end(request.method === 'HEAD' ? undefined : found.content)
})
server.listen(0, '127.0.0.1', () => writeFileSync(`${folder}/port.txt`, String(server.address().port)))
SERVER
node "$folder/remote-cache.mjs" "$folder" &
server=$!
for _ in $(seq 100); do [ -s "$folder/port.txt" ] && break || sleep 0.1; done
export TURBO_API="http://127.0.0.1:$(cat "$folder/port.txt")" TURBO_TOKEN=a-token TURBO_TEAM=observatory

rm -rf .turbo node_modules/.cache "$XDG_CACHE_HOME"
expect 'with a remote cache, the first machine fills it' '^Cached: +0 cached, 3 total' "$(run)"
git clone --quiet "$first" "$folder/second"
cd "$folder/second"
npm ci --silent --no-audit --no-fund
expect 'a fresh clone on a second machine checks nothing' 'FULL TURBO' "$(run)"
cmp packages/dome/guides.json "$folder/dome.json"
expect 'and takes it from the remote cache' '^GET /v8/artifacts/[0-9a-f]+ hit$' "$(cat "$folder/requests.txt")"

# Shards, as the jobs of a matrix run them.
whole=$(npx guidelint packages --format json --no-cache)
for shard in 1 2 3; do npx guidelint packages --shard "$shard/3" --format json --output "guides-$shard.json"; done
[ "$(npx guidelint merge guides-1.json guides-2.json guides-3.json --format json)" = "$whole" ]
expect 'three shards merged are one run' '^packages/dome/docs/rotation.md: no issues found$' "$(npx guidelint merge guides-*.json)"

printf '\n%s passed, 0 failed\n' "$passed"
