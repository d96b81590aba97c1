"""An S3-compatible server (moto) on loopback behind a proxy that answers some requests with 503.

    python S3.py PORT SHARE BUCKET

SHARE of the requests, drawn with a seed, is answered "503 Slow Down" as S3 does under load. A line
says when it stands; PORT/faults answers how many it has injected.
"""
import random
import sys
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from moto.server import ThreadedMotoServer

port, share, bucket = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
SLOW_DOWN = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>"
draw, lock, injected = random.Random(13), threading.Lock(), 0


def unlucky():
    global injected
    with lock:
        if draw.random() >= share:
            return False
        injected += 1
        return True


class Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        length = int(self.headers.get("Content-Length", 0))
        body = self.chunks() if "chunked" in self.headers.get("Transfer-Encoding", "") else self.rfile.read(length)
        if self.path == "/faults":
            self.answer(200, {}, str(injected).encode())
            return
        if unlucky():
            self.answer(503, {"Content-Type": "application/xml"}, SLOW_DOWN)
            return
        server = HTTPConnection("127.0.0.1", port + 1)
        headers = {key: value for key, value in self.headers.items() if key.lower() != "transfer-encoding"}
        server.request(self.command, self.path, body, headers)
        found = server.getresponse()
        kept = {key: value for key, value in found.getheaders()
                if key.lower() not in ("transfer-encoding", "connection", "date", "server")}
        self.answer(found.status, kept, found.read())
        server.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = forward

    def chunks(self):
        body = b""
        while size := int(self.rfile.readline().strip() or b"0", 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, status, headers, body):
        self.send_response(status)
        for key, value in headers.items():
            if key.lower() != "content-length" or self.command == "HEAD":
                self.send_header(key, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(body)))
        elif not any(key.lower() == "content-length" for key in headers):
            self.send_header("Content-Length", "0")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


moto = ThreadedMotoServer(ip_address="127.0.0.1", port=port + 1, verbose=False)
moto.start()
made = HTTPConnection("127.0.0.1", port + 1)
made.request("PUT", "/" + bucket)
made.getresponse().read()
proxy = ThreadingHTTPServer(("127.0.0.1", port), Proxy)
print("S3 stands", flush=True)
proxy.serve_forever()
