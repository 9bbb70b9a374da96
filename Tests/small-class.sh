# shellcheck shell=bash disable=SC2034
# A small class for the scripts beside this file, graded in one run, and the comparison with what came
# of it in parts. A script sources this after `set -euo pipefail`; then it is at the root of the tree,
# `work` is an empty folder that is removed at the end, and `course` is the built program.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
parts=3
seed=7

# Ends the script if a tool is missing.
need() {
    local tool=$1 package=$2
    if ! PATH=$PATH:/usr/sbin command -v "$tool" > /dev/null; then
        echo "$tool is missing: install it with \`apt-get install $package\`." >&2
        exit 2
    fi
}

# The learner's file of that path as the kit has it: its regions filled.
solved() {
    local kit
    kit=$(find Sources/Layers -name "$(basename "$1")")
    printf 'import Layers\n\n'
    sed -e '/\/\/ STUB$/,/\/\/ END SOLUTION/d' -e '/\/\/ \(BEGIN\|END\) SOLUTION/d' "$kit"
}

# The solutions, but with the given line in the hole of affine.backward.
with_affine() {
    local name=$1 line=$2
    local file=$submissions/$name/Assignment1/Affine.swift
    cp -r "$submissions/solutions" "$submissions/$name"
    sed "s/yourCodeHere(\"affine.backward\")/$line/" "$submissions/stubs/Assignment1/Affine.swift" > "$file"
    grep -qF "$line" "$file"
}

# Eight submissions: right, untouched, wrong, broken, partly handed in, packed and empty.
make_class() {
    local path file
    submissions=$work/submissions
    mkdir -p "$submissions/stubs" "$submissions/empty" "$submissions/first"
    cp -r Sources/Assignments/Assignment[1-4] "$submissions/stubs"
    cp -r "$submissions/stubs" "$submissions/solutions"
    for file in "$submissions"/solutions/*/*.swift; do
        path=${file#"$submissions/solutions/"}
        solved "$path" > "$file"
    done
    cp -r "$submissions/solutions/Assignment1" "$submissions/first"
    tar -czf "$submissions/packed.tar.gz" -C "$submissions" solutions
    with_affine wrong 'return Gradients(dx: cache.x * 0, dw: w * 0, db: b * 0)'
    with_affine crash 'fatalError()'
    with_affine broken 'return nothing('
}

# Grades the class in one run.
grade_whole() {
    "$course" grade "$submissions" --output "$work/whole" --seed "$seed" > "$work/whole.log"
}

# Merges the parts and compares them with the whole; the last line of a script.
compare() {
    "$course" merge "$@" --output "$work/merged" > /dev/null
    if cmp "$work/whole/grades.csv" "$work/merged/grades.csv"; then
        cut -d, -f1,2 "$work/merged/grades.csv"
        echo "the same"
        exit 0
    fi
    diff "$work/whole/grades.csv" "$work/merged/grades.csv" || true
    echo "grades.csv differs."
    exit 1
}

swift build --quiet --product course
course=$(swift build --show-bin-path)/course
