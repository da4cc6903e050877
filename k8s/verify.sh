#!/usr/bin/env bash
# Tries the local overlay on the cluster of the current context, with nothing but kubectl: waits for a model, asks for an estimate, kills
# each service once, and takes everything away again. Refuses where there is a namespace toise already.
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
overlay_of=local
prefix=toise/
tag=latest
patience=900
keep=false
namespace=toise
services=(ingest-service clean-service train-service predict-service)

usage() {
  cat <<'USAGE'
Usage: k8s/verify.sh [--overlay local|local-gpu] [--image-prefix <prefix>] [--tag <tag>] [--patience <seconds>] [--keep]
  --overlay <overlay>      local or local-gpu   (local)
  --image-prefix <prefix>  before each image's name, with its slash   (toise/)
  --tag <tag>              of the images   (latest)
  --patience <seconds>     for the first model   (900)
  --keep                   leave everything running
USAGE
}

say() {
  printf '%4ds  %s\n' "$SECONDS" "$*"
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --overlay) overlay_of=${2:?--overlay needs a value}; shift 2 ;;
    --image-prefix) prefix=${2:?--image-prefix needs a value}; shift 2 ;;
    --tag) tag=${2:?--tag needs a value}; shift 2 ;;
    --patience) patience=${2:?--patience needs a value}; shift 2 ;;
    --keep) keep=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

[ -f "$home/overlays/$overlay_of/kustomization.yaml" ] || fail "There is no overlay '$overlay_of': expected local or local-gpu"
command -v kubectl >/dev/null || fail "There is no kubectl"
kubectl version >/dev/null 2>&1 || fail "The cluster of the context '$(kubectl config current-context 2>/dev/null)' does not answer"
if kubectl get namespace "$namespace" >/dev/null 2>&1; then
  fail "There is a namespace $namespace already, and this would remove it in the end"
fi

overlay=$(mktemp -d "$home/overlays/verify-XXXXXX")
forward=
applied=false

clean_up() {
  local status=$?
  [ -z "$forward" ] || kill "$forward" 2>/dev/null || true
  if $applied && [ $status -ne 0 ]; then
    echo "--- what there was when it failed" >&2
    kubectl -n "$namespace" get pods,jobs -o wide >&2 || true
    kubectl -n "$namespace" get events --sort-by=.lastTimestamp 2>/dev/null | tail -n 30 >&2 || true
    for service in "${services[@]}"; do
      echo "--- $service" >&2
      kubectl -n "$namespace" logs "deployment/$service" --tail=15 >&2 || true
    done
  fi
  if $applied && ! $keep; then
    say "Taking everything away"
    kubectl delete -k "$overlay" --ignore-not-found --timeout=180s >/dev/null || status=1
    if kubectl get namespace "$namespace" >/dev/null 2>&1; then
      echo "The namespace $namespace is still there" >&2
      status=1
    fi
  fi
  rm -rf "$overlay"
  exit $status
}
trap clean_up EXIT
trap 'exit 130' INT TERM

{
  echo "apiVersion: kustomize.config.k8s.io/v1beta1"
  echo "kind: Kustomization"
  echo "resources:"
  echo "  - ../$overlay_of"
  echo "images:"
  for image in local-stack cleaning-job training-job training-job-gpu "${services[@]}"; do
    printf '  - name: toise/%s\n    newName: %s%s\n    newTag: "%s"\n' "$image" "$prefix" "$image" "$tag"
  done
} >"$overlay/kustomization.yaml"

# A request over a port that kubectl forwards, for there may be no curl. Prints the body; fails on any status but 200.
request() {
  local method=$1 path=$2 body=${3:-} log port answer
  log=$(mktemp)
  kubectl -n "$namespace" port-forward service/predict-service :8080 >"$log" 2>&1 &
  forward=$!
  for _ in $(seq 50); do
    port=$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$log")
    [ -z "$port" ] || break
    sleep 0.2
  done
  if [ -z "$port" ]; then
    cat "$log" >&2
    kill "$forward" 2>/dev/null || true
    rm -f "$log"
    return 1
  fi
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$method" "$path" "$(printf %s "$body" | wc -c)" "$body" >&3
  answer=$(timeout 30 cat <&3) || true
  exec 3>&-
  kill "$forward" 2>/dev/null || true
  wait "$forward" 2>/dev/null || true
  forward=
  rm -f "$log"
  case ${answer%%$'\r\n'*} in
    "HTTP/1."?" 200"*) printf '%s\n' "${answer#*$'\r\n\r\n'}" ;;
    *) printf '%s\n' "$answer" >&2; return 1 ;;
  esac
}

# For a flat that every model of Paris knows a neighbourhood of.
estimate() {
  request POST /api/v1/estimates '{"location": {"longitude": 2.3455, "latitude": 48.8805}, "livingArea": 43, "rooms": 2}'
}

version() {
  request GET /api/v1/model | tr -d ' \n' | sed -n 's/.*"version":"\([^"]*\)".*/\1/p'
}

say "Applying the overlay $overlay_of with the images $prefix…:$tag"
applied=true
kubectl apply -k "$overlay" >/dev/null
kubectl -n "$namespace" rollout status statefulset/local-stack --timeout=180s >/dev/null
say "The broker and the S3 server answer"
for service in ingest-service clean-service train-service; do
  kubectl -n "$namespace" rollout status "deployment/$service" --timeout=180s >/dev/null
done
say "The services are ready; waiting for the first model"
kubectl -n "$namespace" wait --for=condition=Available deployment/predict-service --timeout="${patience}s" >/dev/null
live=$(version)
[ -n "$live" ] || fail "predict-service is ready and names no live model"
say "Model $live is live"
estimate >/dev/null || fail "There was no estimate"
say "It gives estimates"

for service in "${services[@]}"; do
  kubectl -n "$namespace" delete pod -l "app.kubernetes.io/name=$service" --wait=true --timeout=120s >/dev/null
  kubectl -n "$namespace" rollout status "deployment/$service" --timeout=300s >/dev/null
  say "$service was killed and is back"
done
[ "$(version)" = "$live" ] || fail "After the kills another model is live: $(version) instead of $live"
estimate >/dev/null || fail "There was no estimate after the kills"

jobs=$(kubectl -n "$namespace" get jobs -o jsonpath='{range .items[*]}{.metadata.name}{"\n"}{end}')
[ "$(printf '%s\n' "$jobs" | grep -c '^clean-')" = 1 ] || fail "Expected one cleaning job, found: $jobs"
[ "$(printf '%s\n' "$jobs" | grep -c '^train-')" -ge 1 ] || fail "Expected a training job, found: $jobs"
say "Nothing was done twice. All is well."
