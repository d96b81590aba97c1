"""Runs the pods of a Kubernetes API server as processes of this machine: a kubelet without containers.

    python Kubelet.py SERVER TOKEN_FILE SPARK_HOME JAR_FOLDER WORK

Each pod gets an address of the loopback network and a mount namespace of its own, in which /opt/spark is
SPARK_HOME, /opt/linesweep the folder of the jar, and its volumes (emptyDir, configMap, projected tokens)
stand where the pod says. It runs as user 185, as in Spark's image, whose entry point this plays: `driver`
is spark-submit in client mode, `executor` Spark's KubernetesExecutorBackend. Needs root.
"""
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

server, token_file, spark_home, jar_folder, work = sys.argv[1:6]
USER = 185
PORT = server.rsplit(":", 1)[1]
context = ssl._create_unverified_context()  # Of a server that this machine started with its own certificate.
headers = {"Authorization": "Bearer " + open(token_file).read().strip(), "Content-Type": "application/json"}
running, addresses = {}, {}


def call(method, path, body=None, kind="application/json"):
    request = urllib.request.Request(server + path, method=method, headers={**headers, "Content-Type": kind},
                                     data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, context=context) as answer:
        return json.load(answer)


def attempt(*call_arguments):
    try:
        return call(*call_arguments)
    except urllib.error.HTTPError as failure:
        print(call_arguments[:2], failure.code, failure.read()[:300], flush=True)
        return None


def path_of(pod):
    return f"/api/v1/namespaces/{pod['metadata']['namespace']}/pods/{pod['metadata']['name']}"


def report(pod, phase, container=None):
    address = addresses[pod["metadata"]["uid"]]
    state = container or {"running": {"startedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}}
    spec = pod["spec"]["containers"][0]
    attempt("PATCH", path_of(pod) + "/status", {"status": {
        "phase": phase, "podIP": address, "podIPs": [{"ip": address}], "hostIP": "127.0.0.1",
        "containerStatuses": [{"name": spec["name"], "image": spec["image"], "imageID": "", "restartCount": 0,
                               "ready": phase == "Running", "state": state}]}},
            "application/strategic-merge-patch+json")


def field(pod, path):
    value = pod
    if path == "status.podIP":
        return addresses[pod["metadata"]["uid"]]
    for key in path.split("."):
        value = value[key]
    return value


def environment(pod, container):
    found = {"PATH": os.environ["PATH"], "KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": PORT,
             "SPARK_HOME": "/opt/spark", "SPARK_USER": "spark"}
    if "JAVA_HOME" in os.environ:
        found["JAVA_HOME"] = os.environ["JAVA_HOME"]
    for each in container.get("env", []):
        found[each["name"]] = (field(pod, each["valueFrom"]["fieldRef"]["fieldPath"]) if "valueFrom" in each
                               else each.get("value", ""))
    return found


def write(folder, files):
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)


def config_map(pod, name):
    return call("GET", f"/api/v1/namespaces/{pod['metadata']['namespace']}/configmaps/{name}").get("data", {})


def token(pod):
    name = pod["spec"].get("serviceAccountName", "default")
    made = call("POST", f"/api/v1/namespaces/{pod['metadata']['namespace']}/serviceaccounts/{name}/token",
                {"spec": {"expirationSeconds": 3600}})
    return made["status"]["token"]


def volume(pod, spec, folder):
    os.makedirs(folder, exist_ok=True)
    if "configMap" in spec:
        write(folder, config_map(pod, spec["configMap"]["name"]))
    elif "projected" in spec:
        for source in spec["projected"]["sources"]:
            if "serviceAccountToken" in source:
                write(folder, {source["serviceAccountToken"]["path"]: token(pod)})
            elif "configMap" in source:
                write(folder, config_map(pod, source["configMap"]["name"]))
            else:
                write(folder, {"namespace": pod["metadata"]["namespace"]})
    elif "emptyDir" not in spec:
        raise ValueError(f"a volume that this kubelet does not know: {spec}")
    subprocess.run(["chown", "-R", str(USER), folder], check=True)


def entry(container):
    words = container.get("args", [])
    if words[0] == "driver":
        return ('exec /opt/spark/bin/spark-submit --conf "spark.driver.bindAddress=$SPARK_DRIVER_BIND_ADDRESS"'
                ' --conf "spark.executorEnv.SPARK_DRIVER_POD_IP=$SPARK_DRIVER_BIND_ADDRESS" --deploy-mode client "$@"',
                words[1:])
    java = "${JAVA_HOME:+$JAVA_HOME/bin/}java"
    return ('for i in $(env | grep -o "^SPARK_JAVA_OPT_[0-9]*"); do eval "set -- \\"\\$@\\" \\"\\$$i\\""; done; '
            f'exec {java} "$@" -Xms$SPARK_EXECUTOR_MEMORY -Xmx$SPARK_EXECUTOR_MEMORY'
            ' -cp "/opt/spark/conf:$SPARK_CLASSPATH:/opt/spark/jars/*"'
            ' org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend --driver-url $SPARK_DRIVER_URL'
            ' --executor-id $SPARK_EXECUTOR_ID --cores $SPARK_EXECUTOR_CORES --app-id $SPARK_APPLICATION_ID'
            ' --hostname $SPARK_EXECUTOR_POD_IP --resourceProfileId $SPARK_RESOURCE_PROFILE_ID'
            ' --podName $SPARK_EXECUTOR_POD_NAME', [])


def hosts(pod):
    """Names of headless services, as the cluster's DNS answers them."""
    namespace = pod["metadata"]["namespace"]
    own = addresses[pod["metadata"]["uid"]]
    lines = ["127.0.0.1 localhost", f"{own} {pod['metadata']['name']} {socket.gethostname()}"]
    for service in call("GET", f"/api/v1/namespaces/{namespace}/services")["items"]:
        selector = service["spec"].get("selector") or {"": None}
        for other, _ in list(running.values()) + [(pod, None)]:
            labels = other["metadata"].get("labels", {})
            if all(labels.get(key) == value for key, value in selector.items()):
                name = service["metadata"]["name"]
                lines.append(f"{addresses[other['metadata']['uid']]} {name}.{namespace}.svc {name}")
    return "\n".join(lines) + "\n"


def run(pod):
    uid, container = pod["metadata"]["uid"], pod["spec"]["containers"][0]
    addresses[uid] = f"127.0.0.{20 + len(addresses)}"
    folder = os.path.join(work, pod["metadata"]["name"])
    volumes = {each["name"]: each for each in pod["spec"].get("volumes", [])}
    users = open("/etc/passwd").read()
    write(folder, {"hosts": hosts(pod), "passwd": users + f"spark:x:{USER}:0:spark:/nonexistent:/bin/false\n"})
    mounts = ["mount -t tmpfs tmpfs /opt", "mkdir -p /opt/spark/conf /opt/linesweep",
              "mkdir -m 777 /opt/spark/work-dir",
              f"ln -s {spark_home}/bin {spark_home}/jars /opt/spark", f"mount --bind {jar_folder} /opt/linesweep",
              f"mount --bind {folder}/hosts /etc/hosts",
              f"mount --bind {folder}/passwd /etc/passwd", "mount -t tmpfs tmpfs /mnt", "mount -t tmpfs tmpfs /run"]
    for number, mount in enumerate(container.get("volumeMounts", [])):
        source = os.path.join(folder, f"volume-{number}")
        volume(pod, volumes[mount["name"]], source)
        where = mount["mountPath"].replace("/var/run/", "/run/")
        if where.startswith("/var/"):  # Spark's local directories
            mounts.append("mountpoint -q /var || mount -t tmpfs tmpfs /var")
        mounts += [f"mkdir -p {where}", f"mount --bind {source} {where}"]
    command, words = entry(container)
    mounts.append("ln -s /run /var/run 2>/dev/null || true")
    script = "set -e; " + "; ".join(mounts) + f"; cd /opt/spark/work-dir; exec setpriv --reuid={USER} --regid=0 --clear-groups sh -c '{command}' sh \"$@\""
    log = open(os.path.join(folder, "log"), "w")
    env = environment(pod, container)
    process = subprocess.Popen(["unshare", "-m", "sh", "-c", script, "sh", *words], env=env, stdout=log, stderr=log,
                               start_new_session=True)
    running[uid] = (pod, process)
    print("runs", pod["metadata"]["name"], addresses[uid], flush=True)
    attempt("POST", path_of(pod) + "/binding", {"apiVersion": "v1", "kind": "Binding",
            "metadata": {"name": pod["metadata"]["name"]},
            "target": {"apiVersion": "v1", "kind": "Node", "name": "here"}})
    report(pod, "Running")


def end(pod, process):
    code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    print("ended", pod["metadata"]["name"], code, flush=True)
    report(pod, "Failed" if code else "Succeeded",
           {"terminated": {"exitCode": code, "reason": "Error" if code else "Completed"}})


def look():
    pods = call("GET", "/api/v1/pods")["items"]
    for pod in sorted(pods, key=lambda each: each["metadata"]["creationTimestamp"]):
        uid = pod["metadata"]["uid"]
        if pod["metadata"].get("deletionTimestamp"):
            if uid in running and running[uid][1].poll() is None:
                os.killpg(running[uid][1].pid, signal.SIGKILL)
            attempt("DELETE", path_of(pod) + "?gracePeriodSeconds=0")
        elif uid not in addresses:
            try:
                run(pod)
            except urllib.error.HTTPError as failure:  # A volume that is made after its pod: wait for it.
                addresses.pop(uid)
                print("waits", pod["metadata"]["name"], failure.url, flush=True)
        elif uid in running and running[uid][1].poll() is not None:
            end(*running.pop(uid))


def stop(*_):
    for _, process in running.values():
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
print("kubelet stands", flush=True)
while True:
    look()
    time.sleep(0.3)
