#!/bin/sh
# Starts the builds of a build-trigger URL and follows them to their end. Needs curl and nothing else.
#
#   TRIGGER_URL=https://slipway.example.com/api/build/v1/source/…/trigger/…/call/ ./trigger-build.sh [body]
#
# The body is one of Docker Hub's, such as {"source_type":"Tag","source_name":"v1.1"}; {"build":true} without one.
# Exits with 0 when every build succeeded, 1 when one did not, 2 when there was nothing to build, 3 when Slipway
# can't be reached any more.
set -eu

body=${1:-'{"build":true}'}
builds=${TRIGGER_URL%call/}builds

answer=$(curl -fsS -H 'Content-Type: application/json' -d "$body" "$TRIGGER_URL")
ids=$(printf '%s' "$answer" | tr ',{}' '\n\n\n' | sed -n 's/.*"build_code":"\([^"]*\)".*/\1/p' | sort -u)
[ -n "$ids" ] || { echo "nothing to build: $answer" >&2; exit 2; }

result=0
for id in $ids; do
  while :; do
    state=$(curl -fsS --retry 5 "$builds/$id" | tr ',{}' '\n\n\n' | sed -n 's/.*"state":"\([^"]*\)".*/\1/p')
    case $state in
      queued | building | pushing) sleep 1 ;;
      '') echo "build $id: no answer" >&2; exit 3 ;;
      *) break ;;
    esac
  done
  echo "build $id: $state"
  [ "$state" = success ] || result=1
done
exit $result
