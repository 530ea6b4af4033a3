"""A server to send to, and a sender whose signature it takes: what the flow tests of live intake share."""
import base64
import hashlib
import hmac
import http.client
import json
import signal
import subprocess
import time

import tl

SECRET = "whsec_0123456789abcdef"


class Server:
    def __init__(self, where, *more):
        self.p = subprocess.Popen([tl.BIN, "serve", where, "--listen", "127.0.0.1:0", *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.p.stdout.readline().decode()
        if " on http://" not in line:
            raise SystemExit(f"Bail out! serve: {line} {self.p.stderr.read()}")
        self.port = int(line.rsplit(":", 1)[1].strip().rstrip("/"))

    def ask(self, method, target, body=None, headers=None, timeout=30):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            c.request(method, target, body=body, headers=headers or {})
            r = c.getresponse()
            text = r.read()
            return r.status, json.loads(text) if text else None
        finally:
            c.close()

    def settle(self, seconds=120):
        """Until nothing waits."""
        end = time.monotonic() + seconds
        while True:
            s = self.ask("GET", "/api/v1/intake")[1]
            if not s["waiting"] or time.monotonic() > end:
                return s
            time.sleep(0.1)

    def stop(self, how=signal.SIGTERM):
        self.p.send_signal(how)
        self.p.communicate()


def zendesk(body):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    mac = hmac.new(SECRET.encode(), stamp.encode() + body, hashlib.sha256).digest()
    return {"X-Zendesk-Webhook-Signature": base64.b64encode(mac).decode(), "X-Zendesk-Webhook-Signature-Timestamp": stamp}


def ticket(number, organisation, subject, text, day):
    """A ticket as Zendesk tells of it, made on `day`."""
    at = f"{day.isoformat()}T08:00:00Z"
    return {"type": "zen:event-type:ticket.created", "id": f"evt-{number}", "subject": f"zen:ticket:{number}", "time": at,
            "detail": {"id": str(number), "subject": subject, "description": text, "status": "OPEN", "priority": "HIGH", "requester_id": "88001", "organization_id": organisation,
                       "created_at": at, "updated_at": at, "tags": ["live"]}, "event": {}}
