# Proves one site: bash one.sh SITE. What it starts in the background ends with it.
set -uo pipefail
root=$(cd -P "$(dirname "$0")/../.." && pwd)
. "$root/bench/sites.d/common.sh"
site=$1
out=$work/out/$site
rm -rf "$out"
mkdir -p "$out"
trap stop_all EXIT
. "$root/bench/sites.d/$site.sh"
[ "$failures" = 0 ]
