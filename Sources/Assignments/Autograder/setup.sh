#!/usr/bin/env bash
# Prepares Gradescope's image, once: installs Swift if there is none, builds the grader, and grades an
# empty submission, so that no student waits for the kit to be compiled.
#
# AUTOGRADER_ROOT names another folder to try this in; its folder `source` holds the unpacked zip.
set -euo pipefail

root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
export HOME=${HOME:-/root}
export PATH=$root/swift/usr/bin:$PATH

fail() {
    echo "setup.sh: $*" >&2
    exit 1
}

# What a Swift toolchain needs of Ubuntu; g++ brings the C++ library of the release.
install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends binutils ca-certificates curl g++ git \
        libc6-dev libcurl4-openssl-dev libedit2 libncurses-dev libsqlite3-0 libxml2-dev \
        libz3-dev tzdata zlib1g-dev || fail "apt-get could not install what Swift needs."
}

# Downloads the toolchain that the instructor has, for this release of Ubuntu.
download_toolchain() {
    local release machine platform url
    release=$(. /etc/os-release && echo "${ID}${VERSION_ID}")
    case $release in
        ubuntu*) ;;
        *) fail "this is $release and not Ubuntu: make the zip with --toolchain." ;;
    esac
    case $(uname -m) in
        x86_64) machine= ;;
        aarch64) machine=-aarch64 ;;
        *) fail "there is no Swift for $(uname -m): make the zip with --toolchain." ;;
    esac
    platform=$release$machine
    url=https://download.swift.org/${toolchain,,}/${platform//./}/$toolchain/$toolchain-$platform.tar.gz
    echo "Downloading $url"
    curl --fail --silent --show-error --location --retry 3 --output "$1" "$url" ||
        fail "$url could not be downloaded: choose another Ubuntu, or make the zip with --toolchain."
}

install_toolchain() {
    local archive=$source/toolchain.tar.gz
    install_packages
    [ -f "$archive" ] || download_toolchain "$archive"
    mkdir -p "$root/swift"
    tar -xzf "$archive" -C "$root/swift" --strip-components=1 ||
        fail "$archive could not be unpacked: is it a toolchain for Linux, and is the disk full?"
    rm -f "$archive"
    [ -x "$root/swift/usr/bin/swiftc" ] || fail "the toolchain holds no usr/bin/swiftc."
}

[ -f "$source/settings" ] || fail "there is no $source/settings: unpack the zip into $source."
# It sets seed and toolchain.
. "$source/settings"
if [ -f "$source/toolchain.tar.gz" ] || ! command -v swift > /dev/null; then install_toolchain; fi
swift --version || fail "Swift does not run on this Ubuntu: choose the one that the toolchain is for."

cd "$source"
# Built for any x86-64 processor: the image is not always run where it was made.
export CHAINRULE_PROCESSOR=baseline
swift build -c debug --product course || fail "the grader could not be built; the lines above say why."
trial=$(mktemp -d)
.build/debug/course grade-gradescope "$trial" "$trial/results.json" "$seed" course.txt ||
    fail "the grader was built, and could not grade an empty submission."
rm -r "$trial"
echo "setup.sh: the grader is ready."
