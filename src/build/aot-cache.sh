#!/usr/bin/env bash
# Makes a cache of loaded and linked classes (JEP 483, 514) next to the jar: a gateway starts, answers, and writes it when it stops.
# It serves the same JDK, jar and folder only; any other starts as if there were none.
set -euo pipefail
cd "${1:-.}"
export AIGW_ENVIRONMENT=development AIGW_AUTH__BYPASS_EXTERNAL=true
export AIGW_FASTAPI__API_HOST=127.0.0.1 AIGW_FASTAPI__METRICS_HOST=127.0.0.1
port=${AIGW_FASTAPI__API_PORT:-5052}

ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
    "$1" "${#2}" "$2" >&3
  local status
  read -r status <&3
  cat <&3 >/dev/null
  [[ $status == *' 200 '* ]]
}

file='"file_name": "add.py", "content_above_cursor": "def add(a, b):", "content_below_cursor": ""'
suggest="{\"prompt_components\": [{\"type\": \"code_editor_generation\", \"payload\": {$file, \"stream\": true}}]}"

# The image's options, as far as the cache depends on them. Without notes on which methods were used most: with them the compilers begin at
# once, which on one core makes the start longer.
java --sun-misc-unsafe-memory-access=allow -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
  -XX:AOTCacheOutput=ai-gateway.aot -jar "$PWD/ai-gateway.jar" 2>gateway.log >cache.log &
gateway=$!
trap 'kill "$gateway" 2>/dev/null || true' EXIT
until ask /v2/code/completions "{\"prompt_version\": 1, \"current_file\": {$file}}" 2>/dev/null; do
  kill -0 "$gateway" || { cat gateway.log >&2; exit 1; }
  sleep 0.2
done
ask /v4/code/suggestions "$suggest"
ask /v2/chat/agent '{"messages": [{"role": "user", "content": "hi"}]}'
kill "$gateway"
wait "$gateway" || true
test -s ai-gateway.aot
rm -f gateway.log cache.log
