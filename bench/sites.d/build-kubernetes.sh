# Builds kube-apiserver and etcd from Go's module proxy into the folder $1; a quarter of an hour on two
# cores, once.
set -euo pipefail
VERSION=1.34.2 ETCD=3.6.4
mkdir -p "$1/apiserver" "$1/server"
cd "$1/apiserver"
module=$(go mod download -json "k8s.io/kubernetes@v$VERSION" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
{
  printf 'module apiserver\n\ngo 1.24.0\n\nrequire k8s.io/kubernetes v%s\n\nreplace (\n' "$VERSION"
  # In its own repository these are folders; the proxy has each as a module.
  sed -n 's#^\t\(k8s.io/[a-z-]*\) => ./staging.*#\1#p' "$module/go.mod" | sort -u |
    while IFS= read -r staged; do printf '\t%s => %s v0.%s\n' "$staged" "$staged" "${VERSION#1.}"; done
  printf ')\n'
} >go.mod
printf 'package tools\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver/app"\n' >tools.go
go mod tidy
go build -o ../kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver
cd ../server
printf 'module server\n\ngo 1.24.0\n' >go.mod
go get "go.etcd.io/etcd/server/v3@v$ETCD"
go build -o ../etcd go.etcd.io/etcd/server/v3
