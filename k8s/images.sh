#!/usr/bin/env bash
# Builds the images of the services and jobs with whichever of docker, podman and buildah is found, from what mvn package left.
# ./toise images starts it.
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
prefix=docker.io/toise/
tag=latest
tool=
gpu=false
record=true
only=()
arguments=()

usage() {
  cat <<'USAGE'
Usage: ./toise images [--prefix <prefix>] [--tag <tag>] [--tool docker|podman|buildah] [--base-image <image>]
                      [--gpu] [--gpu-base-image <image>] [<image>...]
Builds the images of the services and jobs from what mvn package left.
  --prefix <prefix>         before each name, with its slash: registry.example.org/toise/   (docker.io/toise/, which is what the manifests mean by toise/)
  --tag <tag>               of each image   (latest)
  --tool <tool>             docker, podman or buildah   (the first that is there and works)
  --base-image <image>      to build upon; it has a JRE 17 or newer and a shell
  --no-class-lists          don't run the loop once, here and on made-up sales, to learn which classes jobs load; they start slower then
  --gpu                     the image for training on GPUs, too
  --gpu-base-image <image>  with PyTorch 2.7.1 for CUDA 12.8
  <image>...                only these: local-stack ingest-service clean-service cleaning-job train-service training-job
                            training-job-gpu predict-service
USAGE
}

fail() {
  printf '%s\n' "$@" >&2
  exit 2
}

value() {
  [ $# -ge 2 ] && [ -n "$2" ] || fail "$1 needs a value. Try: ./toise images --help"
  printf '%s' "$2"
}

while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=$(value "$@"); shift 2 ;;
    --tag) tag=$(value "$@"); shift 2 ;;
    --tool) tool=$(value "$@"); shift 2 ;;
    --base-image) arguments+=(--build-arg "BASE_IMAGE=$(value "$@")"); shift 2 ;;
    --gpu-base-image) arguments+=(--build-arg "GPU_BASE_IMAGE=$(value "$@")"); gpu=true; shift 2 ;;
    --gpu) gpu=true; shift ;;
    --no-class-lists) record=false; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) fail "'$1' is no option. Try: ./toise images --help" ;;
    *) only+=("$1"); shift ;;
  esac
done

works() {
  case $1 in
    docker) command -v docker >/dev/null && docker version >/dev/null 2>&1 ;;
    podman | buildah) command -v "$1" >/dev/null ;;
    *) fail "--tool is '$1': expected docker, podman or buildah" ;;
  esac
}

if [ -n "$tool" ]; then
  works "$tool" || fail "$tool is not there, or its engine does not answer"
else
  for candidate in docker podman buildah; do
    if works "$candidate"; then
      tool=$candidate
      break
    fi
  done
  [ -n "$tool" ] || fail "There is neither docker with an engine that answers, nor podman, nor buildah: install one of them"
fi

# name, module, Dockerfile, what the build leaves
images() {
  cat <<'IMAGES'
local-stack platform/local-stack Dockerfile target/lib
ingest-service ingest-service Dockerfile target/quarkus-app
clean-service clean-service/app Dockerfile target/quarkus-app
cleaning-job clean-service/job Dockerfile target/lib
train-service train-service/app Dockerfile target/quarkus-app
training-job train-service/job Dockerfile target/lib
predict-service predict-service Dockerfile target/quarkus-app
training-job-gpu train-service/job Dockerfile.gpu target/lib
IMAGES
}

wanted() {
  if [ ${#only[@]} -gt 0 ]; then
    [[ " ${only[*]} " == *" $1 "* ]]
  else
    [ "$1" != training-job-gpu ] || $gpu
  fi
}

for name in ${only[@]+"${only[@]}"}; do
  images | grep -q "^$name " || fail "'$name' is no image: expected some of $(images | cut -d' ' -f1 | tr '\n' ' ')"
done

# Which classes the jobs load, from a run of the whole loop: what each image's class cache is made of. Lists that are there stay.
record_class_lists() {
  local folder list module program port
  folder=$(mktemp -d)
  port=$((20000 + RANDOM % 10000))
  echo "Runs the loop once on made-up sales, to learn which classes its jobs load"
  if TOISE_JOBS_LOCAL_CLASS_CACHE='' JDK_JAVA_OPTIONS="-XX:DumpLoadedClassList=$folder/%p.lst" "$home/toise" up --once --source sample \
    --data "$folder/data" --port "$port" --kafka-port "$((port + 10))" --s3-port "$((port + 11))" >"$folder/log" 2>&1; then
    while read -r module program; do
      for list in "$folder"/*.lst; do
        if grep -q "^$program\b" "$list"; then
          # only names: what else stands there holds for one JVM only, and ours change more often than what others wrote
          grep -hv -e '^[@#]' -e 'source:' -e '^fr/toise/' "$list" | cut -d' ' -f1 | LC_ALL=C sort -u >"$home/$module/target/classes.lst"
        fi
      done
    done <<'PROGRAMS'
clean-service/job fr/toise/cleaning/CleaningJob
train-service/job fr/toise/train/job/TrainingJob
PROGRAMS
  else
    echo "It failed, so jobs start slower; its log ends with:" >&2
    tail -n 5 "$folder/log" >&2
  fi
  rm -rf "$folder"
}

if $record && { wanted cleaning-job || wanted training-job || wanted training-job-gpu; }; then
  [ -f "$home/clean-service/job/target/classes.lst" ] && [ -f "$home/train-service/job/target/classes.lst" ] || record_class_lists
fi

while read -r name module file built; do
  wanted "$name" || continue
  [ -d "$home/$module/$built" ] || fail "There is no $module/$built: run mvn package -DskipTests first"
  echo "Building $prefix$name:$tag with $tool"
  case $tool in
    # not all of its versions find the ignore file by themselves, and all would ask a registry for a base that is here
    buildah) build=(buildah bud --layers --pull=false --ignorefile "$home/$module/.dockerignore") ;;
    *) build=("$tool" build) ;;
  esac
  "${build[@]}" ${arguments[@]+"${arguments[@]}"} -t "$prefix$name:$tag" -f "$home/$module/$file" "$home/$module" </dev/null
done < <(images)
