# Kubernetes: a real API server and etcd, built from Go's module proxy; pods run as processes without
# containers (Kubelet.py). The driver in a pod and on this machine, a pod that is killed, exit codes.
# No image is built and no network of containers is used.
. "$root/bench/sites.d/jobs.sh"
port=19643 etcd=19644
api=https://127.0.0.1:$port

build_kubernetes() {
  [ -x "$work/kubernetes/kube-apiserver" ] && [ -x "$work/kubernetes/etcd" ] && return
  bash "$root/bench/sites.d/build-kubernetes.sh" "$work/kubernetes" >"$out/build.log" 2>&1
}

api() { # api METHOD PATH [JSON]
  curl -sk -X "$1" -H "Authorization: Bearer $(cat "$out/token")" -H 'Content-Type: application/json' ${3:+-d "$3"} "$api$2"
}

api_server() {
  local account='{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"%s"}}'
  openssl genrsa -out "$out/accounts.key" 2048 2>/dev/null
  printf %s "$(openssl rand -hex 16)" >"$out/token"
  echo "$(cat "$out/token"),admin,1,system:masters" >"$out/tokens.csv"
  start etcd "$work/kubernetes/etcd" --data-dir "$out/etcd" --listen-client-urls "http://127.0.0.1:$etcd" \
    --advertise-client-urls "http://127.0.0.1:$etcd" --listen-peer-urls "http://127.0.0.1:$((etcd + 1))"
  start apiserver "$work/kubernetes/kube-apiserver" --bind-address 127.0.0.1 --secure-port "$port" \
    --cert-dir "$out/certificates" --etcd-servers "http://127.0.0.1:$etcd" --service-cluster-ip-range 10.96.0.0/24 \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$out/accounts.key" \
    --service-account-signing-key-file "$out/accounts.key" --token-auth-file "$out/tokens.csv" \
    --authorization-mode RBAC --endpoint-reconciler-type none
  await 120 bash -c "[ \"\$(curl -sk -H 'Authorization: Bearer $(cat "$out/token")' $api/readyz)\" = ok ]" || return 1
  await 60 bash -c "curl -sk -H 'Authorization: Bearer $(cat "$out/token")' $api/api/v1/namespaces/default | grep -q Active" || return 1
  for name in default spark; do
    api POST /api/v1/namespaces/default/serviceaccounts "${account/\%s/$name}" >/dev/null
  done
  "$python" -c 'import json, sys; print(json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "kube-root-ca.crt"}, "data": {"ca.crt": open(sys.argv[1]).read()}}))' \
    "$out/certificates/apiserver.crt" >"$out/ca.json"
  api POST /api/v1/namespaces/default/configmaps "$(cat "$out/ca.json")" >/dev/null
  # What Spark's documentation asks for; the cluster role edit is empty without a controller.
  api POST /apis/rbac.authorization.k8s.io/v1/namespaces/default/roles '{"metadata": {"name": "spark"}, "rules": [
    {"apiGroups": [""], "resources": ["pods", "services", "configmaps", "persistentvolumeclaims"], "verbs": ["*"]}]}' >/dev/null
  api POST /apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings '{
    "metadata": {"name": "spark"}, "subjects": [{"kind": "ServiceAccount", "name": "spark", "namespace": "default"}],
    "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "spark"}}' >/dev/null
}

kubernetes() { # kubernetes MODE JAR ARGS...
  local mode=$1 app=$2
  shift 2
  LIMIT=600 timeout 600 "$SPARK_HOME/bin/spark-submit" --master "k8s://$api" --deploy-mode "$mode" \
    --properties-file "$root/conf/kubernetes-$mode.conf" --conf spark.kubernetes.container.image=linesweep \
    --conf "spark.kubernetes.authenticate.submission.oauthTokenFile=$out/token" \
    --conf "spark.kubernetes.authenticate.oauthTokenFile=$out/token" \
    --conf spark.kubernetes.trust.certificates=true --conf "spark.kubernetes.driver.master=$api" \
    --conf spark.executor.instances=2 --conf spark.executor.memory=1g --conf spark.executor.memoryOverhead=1g \
    "${more[@]}" --class dev.linesweep.cli.Main "$app" "$@"
}

build_kubernetes || { tail -n 5 "$out/build.log"; not_proved "no API server could be built"; exit 1; }
api_server || exit 1
umask 0 # Pods run as another user.
mkdir -p "$out/app" "$out/runs"
cp "$jar" "$out/app/linesweep.jar" && cp "$root/jobs/line.yaml" "$out/app/"
long_job 20000 >"$out/app/long.yaml"
sed 's/epochs:/epoch:/' "$out/app/long.yaml" >"$out/app/wrong.yaml"
start kubelet "$python" -u "$root/bench/sites.d/Kubelet.py" "$api" "$out/token" "$SPARK_HOME" "$out/app" "$out/pods"
line=$(reference "$root/jobs/line.yaml")
long=$(reference "$out/app/long.yaml")
more=()

phase_of_driver() { # the phase that the API has of the driver of the application with this name
  api GET "/api/v1/namespaces/default/pods?labelSelector=spark-role%3Ddriver,spark-app-name%3D$1" |
    "$python" -c 'import json, sys; print([(p["status"]["phase"], p["status"]["containerStatuses"][0]["state"].get("terminated", {}).get("exitCode")) for p in json.load(sys.stdin)["items"]])'
}

killed_executor() {
  kubernetes cluster local:///opt/linesweep/linesweep.jar run /opt/linesweep/long.yaml --out "$out/runs/long" &
  await 90 bash -c "ls $out/runs/long/journal/*.block" || return 1
  pkill -9 -f KubernetesExecutorBackend.*executor-id.1
  wait $!
}

more=(--conf spark.driver.host=127.0.0.1)
expect 0 "client mode ends with 0" kubernetes client "$jar" run "$root/jobs/line.yaml" --out "$out/runs/client"
same "$line" "$out/runs/client/summary.csv" "client mode gives the bytes of one machine (dl4j)"
more=(--name line)
expect 0 "cluster mode" kubernetes cluster local:///opt/linesweep/linesweep.jar run /opt/linesweep/line.yaml --out "$out/runs/cluster"
same "$line" "$out/runs/cluster/summary.csv" "cluster mode gives the bytes of one machine (dl4j)"
more=(--name killed)
expect 0 "cluster mode, an executor killed" killed_executor
same "$long" "$out/runs/long/summary.csv" "it has the bytes of one machine"
more=(--name wrong)
kubernetes cluster local:///opt/linesweep/linesweep.jar run /opt/linesweep/wrong.yaml --out "$out/runs/wrong" >"$out/last.log" 2>&1
[ "$(phase_of_driver wrong)" = "[('Failed', 2)]" ] && proved "a wrong job: the driver's pod fails with exit code 2" ||
  not_proved "a wrong job: $(phase_of_driver wrong)"
