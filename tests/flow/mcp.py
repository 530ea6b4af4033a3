"""Assistants: the Model Context Protocol over pipes, with a client and a schema validator of this test's own."""
import http.client
import json
import os
import re
import select
import subprocess
import time

import tl

d = tl.folder()
book = os.path.join(d, "m.book")
tl.demo(os.path.join(d, "s"), accounts=120, events=3000, responses=500)
r = tl.run("run", book, os.path.join(d, "s"), "--quiet", "--report", os.path.join(d, "r.html"))
tl.check("the main job ends well", r.code in (0, 3), r)

MODERN = "2026-07-28"
META = {"io.modelcontextprotocol/protocolVersion": MODERN, "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "flow test", "version": "1"}}


class Client:
    def __init__(self, where=book):
        self.p = subprocess.Popen([tl.BIN, "mcp", where], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.rest, self.n = b"", 0

    def send(self, message):
        raw = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.p.stdin.write(raw + b"\n")
        self.p.stdin.flush()

    def receive(self, seconds=60):
        """The next line, parsed; None when there is none in time or the end is reached."""
        until = time.monotonic() + seconds
        while b"\n" not in self.rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.p.stdout], [], [], left)[0]:
                return None
            more = os.read(self.p.stdout.fileno(), 1 << 20)
            if not more:
                return None
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line)

    def ask(self, method, params=None, modern=True, **more):
        self.n += 1
        params = dict(params or {})
        if modern:
            params["_meta"] = META
        self.send({"jsonrpc": "2.0", "id": self.n, "method": method, "params": params, **more})
        got = self.receive()
        assert got is None or got.get("id") == self.n or "id" in more, got
        return got

    def call(self, tool, **arguments):
        return self.ask("tools/call", {"name": tool, "arguments": arguments})

    def close(self):
        self.p.stdin.close()
        code = self.p.wait(30)
        return code, self.p.stdout.read(), self.p.stderr.read()


def fits(value, schema, root, at="$"):
    """The first place where a value breaks a schema: the part of JSON Schema 2020-12 that the server uses."""
    known = {"type", "$ref", "$defs", "properties", "required", "items", "anyOf", "format", "additionalProperties", "description",
             "minimum", "maximum", "maxLength"}
    if set(schema) - known:
        return f"{at}: unknown keyword {set(schema) - known}"
    if "$ref" in schema:
        bad = fits(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
        if bad:
            return bad
    if "anyOf" in schema:
        tried = [fits(value, s, root, at) for s in schema["anyOf"]]
        return None if None in tried else tried[0]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(isinstance(value, kinds[t]) and (t == "boolean" or not isinstance(value, bool)) for t in types):
        return f"{at}: {type(value).__name__} is not {types}"
    if isinstance(value, dict):
        missing = set(schema.get("required", [])) - set(value)
        if missing:
            return f"{at}: lacks {missing}"
        for k, v in value.items():
            bad = fits(v, schema.get("properties", {}).get(k, {}), root, f"{at}.{k}")
            if bad:
                return bad
    if isinstance(value, list) and "items" in schema:
        for i, v in enumerate(value):
            bad = fits(v, schema["items"], root, f"{at}[{i}]")
            if bad:
                return bad
    return None


tl.check("the validator sees what is wrong", fits({"a": 1}, {"type": "object", "properties": {"a": {"type": "string"}}}, {})
         and fits({}, {"type": "object", "required": ["a"]}, {}) and fits(True, {"type": "integer"}, {}) and fits([1], {"type": "array", "items": {"type": "null"}}, {}), "")

# The current revision: each request says its own version.
c = Client()
got = c.ask("server/discover")["result"]
tl.check("server/discover names the revisions, the capabilities and itself",
         MODERN in got["supportedVersions"] and set(got["capabilities"]) == {"tools", "resources"} and got["resultType"] == "complete"
         and got["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "throughline" and got["cacheScope"] == "private", got)
tools = c.ask("tools/list")["result"]["tools"]
by_name = {t["name"]: t for t in tools}

# No second list: what the route table has for readers, in JSON, is a tool.
routes = open(os.path.join(tl.ROOT, "src", "serve", "routes.c"), encoding="utf-8").read()
want = [m[1] for m in re.finditer(r'\{ READ, \.path = "[^"]+", \.name = "(\w+)",((?:(?!\{ (?:READ|CHANGE)).)*?)\.schema = "', routes, re.S)
        if ".type =" not in m[2]]
tl.equal("every reading route with a JSON answer is a tool, in the table's order", [t["name"] for t in tools], want)
tl.check("tools say that they only read", all(t["annotations"]["readOnlyHint"] is True for t in tools), "")

ids = {"comment": tl.sql(book, "SELECT min(key) AS n FROM d_comment_key")[0]["n"], "issue": tl.sql(book, "SELECT min(issue_id) AS n FROM d_issue")[0]["n"], "account": tl.sql(book, "SELECT min(account_id) AS n FROM d_account")[0]["n"]}
sizes = {}
for t in tools:
    name, arguments = t["name"], {}
    if "id" in t["inputSchema"].get("required", []):
        arguments["id"] = ids.get(name, 1)
    got = c.call(name, **arguments)["result"]
    text = got["content"][0]["text"]
    if name == "story":                                # nobody has put one together
        tl.check("a story that is not there is a failure that the model can read", got["isError"] is True and "structuredContent" not in got, text[:200])
        continue
    tl.check(f"{name}: answers", got["isError"] is False, text[:300])
    if got["isError"]:
        continue
    sizes[name] = len(text)
    tl.check(f"{name}: the text holds the same as the structured answer", json.loads(text) == got["structuredContent"], "")
    bad = fits(got["structuredContent"], t["outputSchema"], t["outputSchema"])
    tl.check(f"{name}: the answer fits its schema", bad is None, bad)
    tl.check(f"{name}: no charts", "<svg" not in text, "")
tl.note("largest answers: " + ", ".join(f"{k} {v // 1024} KiB" for k, v in sorted(sizes.items(), key=lambda x: -x[1])[:4]))
money = c.call("money")["result"]["structuredContent"]
tl.equal("the figures are those of the command line", [i["cost_of_doing_nothing_minor"] for i in money["issues"]],
         [i["cost_of_doing_nothing_minor"] for i in tl.run("issues", book, "--json").json["issues"]])

two = c.call("accounts", per_page=2, page=3)["result"]["structuredContent"]
tl.check("parameters are taken", len(two["accounts"]) == 2 and two["page"] == 3, two.get("page"))
for name, arguments, word in (("accounts", {"per_page": 0}, "per_page"), ("accounts", {"colour": "red"}, "colour"), ("issue", {}, "id"), ("issue", {"id": "1"}, "id"),
                              ("issue", {"id": 10 ** 17}, ""), ("accounts", {"per_page": 2.5}, "per_page"), ("comments", {"q": "x" * 600}, "q"),
                              ("accounts", {"q": ["x"]}, "q"), ("accounts", {f"a{i}": 1 for i in range(50)}, "")):
    got = c.call(name, **arguments)["result"]
    tl.check(f"{name} {str(arguments)[:40]}: refused as something that the model can mend", got["isError"] is True and word in got["content"][0]["text"], got)
got = c.call("no_such_tool")
tl.check("a tool that is not there is an error of the protocol", got["error"]["code"] == -32602, got)
tl.check("what changes the book is no tool", c.call("decide")["error"]["code"] == -32602 and c.call("recompute")["error"]["code"] == -32602, "")

listed = c.ask("resources/list")["result"]["resources"]
templates = c.ask("resources/templates/list")["result"]["resourceTemplates"]
tl.check("resources are listed, those with an id as templates", len(listed) > 15 and len(templates) >= 3 and all("{id}" in t["uriTemplate"] for t in templates), listed[:2])
for one in listed:
    got = c.ask("resources/read", {"uri": one["uri"]})
    part = got.get("result", {}).get("contents", [{}])[0]
    tl.check(f"{one['uri']} can be read", part.get("mimeType") == one["mimeType"] and len(part.get("text", "")) > 1, str(got)[:300])
got = c.ask("resources/read", {"uri": "throughline:/api/v1/report.html"})["result"]["contents"][0]["text"]
tl.check("the report is a resource, byte for byte", got == open(os.path.join(d, "r.html"), encoding="utf-8").read(), len(got))
got = c.ask("resources/read", {"uri": f"throughline:/api/v1/issues/{ids['issue']}"})["result"]["contents"][0]
tl.check("a template is filled, and has its charts", json.loads(got["text"])["id"] == ids["issue"] and "<svg" in got["text"], "")
for uri in ("throughline:/api/v1/nothing", "file:///etc/passwd", "throughline:/api/v1/../../etc/passwd", "throughline:/api/v1/issues/x", "", "throughline:/healthz"):
    tl.check(f"{uri!r} is no resource", c.ask("resources/read", {"uri": uri})["error"]["code"] == -32602, "")

# Messages that are none.
for raw, code in ((b"{", -32700), (b"\xff\xfe", -32700), (b'"text"', -32600), (b"17", -32600), (b"{}", -32600), (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600),
                  (b'{"jsonrpc":"2.0","id":1}', -32600), (b'{"jsonrpc":"2.0","id":null,"method":"tools/list"}', -32600),
                  (b'{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}', -32600), (b'{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"tools/list"}', -32700),
                  (b'{"jsonrpc":"2.0","id":{},"method":"tools/list"}', -32600), (b"[]", -32600), (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600),
                  (b'{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', -32700), (b"[" * 100000, -32700), (b'{"a":"' + b"x" * 2000000 + b'"}', -32700),
                  (b'{"jsonrpc":"2.0","id":1,"method":5}', -32600)):
    c.send(raw)
    got = c.receive()
    tl.check(f"{raw[:60]!r}: {code}", got and got.get("error", {}).get("code") == code, got)
for params in ([], {"_meta": 1}, {"_meta": {"io.modelcontextprotocol/protocolVersion": 3}}, {"_meta": META, "arguments": [1], "name": "money"}):
    c.send({"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params})
    tl.check(f"params {str(params)[:60]}: not taken", c.receive()["error"]["code"] == -32602, "")
for big in (2 ** 53 + 1, 2 ** 63 - 1, -(2 ** 63), "a text", "", "\u00e4\"\\ \u2028"):
    got = c.ask("server/discover", id=big)
    tl.check(f"the id {big!r} comes back as it was", got.get("id") == big and type(got["id"]) is type(big) and "result" in got, got)
got = c.ask("tools/list", id="x" * 2000)
tl.check("an endless id is refused", got["error"]["code"] == -32600, got["error"])
for method in ("nothing", "prompts/list", "completion/complete", "subscriptions/listen", "ping", "initialize", "logging/setLevel", "tools/list/"):
    got = c.ask(method)
    tl.check(f"{method}: there is no such method in this revision", got["error"]["code"] == -32601, got)
tl.check("a cursor of somebody else's is refused", c.ask("tools/list", {"cursor": "x"})["error"]["code"] == -32602, "")
c.send({"jsonrpc": "2.0", "method": "notifications/whatever"})
c.send({"jsonrpc": "2.0", "id": 1, "result": {}})
c.send(b"   ")
tl.check("notices, replies and blank lines are not answered", c.ask("server/discover").get("result") is not None, "")
bad = {"io.modelcontextprotocol/protocolVersion": "1900-01-01", "io.modelcontextprotocol/clientCapabilities": {}}
got = c.ask("tools/list", {"_meta": bad}, modern=False)
tl.check("a revision that is not spoken is refused, with those that are", got["error"]["code"] == -32022 and MODERN in got["error"]["data"]["supported"]
         and got["error"]["data"]["requested"] == "1900-01-01", got)
got = c.ask("tools/list", {"_meta": {"io.modelcontextprotocol/protocolVersion": MODERN}}, modern=False)
tl.check("capabilities of the client must be said", got["error"]["code"] == -32602, got)
got = c.ask("tools/list", modern=False)
tl.check("without a version and before initialize nothing is answered", got["error"]["code"] == -32602, got)

# While nobody asks, others may write the book.
time.sleep(2.5)
r = tl.run("set", book, "margin", "0.31")
tl.check("the book can be written between two questions", r.code == 0, r)
money = c.call("money")["result"]["structuredContent"]
tl.check("and the next answer shows it", any(s["name"] == "margin" and abs(s["value"] - 0.31) < 1e-12 for s in money["settings"]), money["settings"])
code, out, err = c.close()
tl.check("the end of the input ends the server with 0 and nothing more", (code, out, err) == (0, b"", b""), (code, out[:200], err[:200]))

# The revisions that begin with initialize.
for asked, agreed in (("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"), ("2024-11-05", "2024-11-05"), ("2031-01-01", "2025-11-25")):
    c = Client()
    got = c.ask("initialize", {"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}, modern=False)["result"]
    tl.equal(f"initialize with {asked} agrees on {agreed}", got["protocolVersion"], agreed)
    tl.check(f"{asked}: no promises that are not kept", got["capabilities"] == {"tools": {}, "resources": {}} and got["serverInfo"]["name"] == "throughline", got)
    c.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
    tl.equal(f"{asked}: ping", c.ask("ping", modern=False)["result"], {})
    tl.equal(f"{asked}: the same tools", [t["name"] for t in c.ask("tools/list", modern=False)["result"]["tools"]], want)
    got = c.ask("tools/call", {"name": "book"}, modern=False)["result"]
    tl.check(f"{asked}: a tool answers", got["isError"] is False and "resultType" not in got, got)
    tl.equal(f"{asked}: a resource that is not there", c.ask("resources/read", {"uri": "throughline:/api/v1/no"}, modern=False)["error"]["code"], -32002)
    c.send([{"jsonrpc": "2.0", "id": "a", "method": "ping"}, {"jsonrpc": "2.0", "method": "notifications/x"}, {"jsonrpc": "2.0", "id": "b", "method": "nothing"}, 5])
    got = c.receive()
    if asked == "2025-03-26":
        tl.check("a batch is answered in one array", isinstance(got, list) and [x.get("id") for x in got] == ["a", "b", None], got)
    else:
        tl.check(f"{asked} has no batches", got["error"]["code"] == -32600, got)
    tl.equal(f"{asked}: ends with 0", c.close()[0], 0)

# Cancelling, many at once, a client that goes away.
c = Client()
for i in range(1, 21):
    c.send({"jsonrpc": "2.0", "id": i, "method": "tools/call", "params": {"name": "data", "_meta": META}})
for i in range(6, 21):
    c.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": i, "reason": "no longer wanted"}})
c.send({"jsonrpc": "2.0", "id": 99, "method": "server/discover", "params": {"_meta": META}})
seen = []
while not seen or seen[-1] != 99:
    got = c.receive()
    if got is None:
        break
    seen.append(got["id"])
tl.check("what was cancelled before its turn is not answered, the rest in order", seen[-1:] == [99] and seen == sorted(seen) and 20 not in seen and len(seen) < 21, seen)
tl.equal("ends with 0 after cancelling", c.close()[0], 0)
c = Client()
c.p.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": META}}).encode())
c.p.stdin.close()
got = c.receive()
tl.check("a last line without a line feed is answered", got and got["id"] == 1, got)
tl.equal("and then it ends with 0", c.p.wait(30), 0)
c = Client()
c.p.stdout.close()
c.send({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": META}})
code = c.p.wait(30)
err = c.p.stderr.read().decode()
tl.check("a client that is gone ends it with 1 in one line", code == 1 and err.startswith("throughline: ") and err.count("\n") == 1, (code, err))
r = tl.run("mcp", os.path.join(d, "none.book"))
tl.check("without a book: ends with 1 in one line", r.code == 1 and tl.one_line_message(r), r)

# A book that another program holds: the model is told, and the server stays.
holder = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE)
holder.stdout.readline()
c = Client()
got = c.call("book")["result"]
tl.check("a book in use is told to the model", got["isError"] is True and "in use" in got["content"][0]["text"], got)
holder.terminate()
holder.wait()
tl.check("and answered when it is free again", c.call("book")["result"]["isError"] is False, "")
c.close()

# Over HTTP with a token: the same answers, for whom they are meant.
PASSWORD = "a password with words"
account = tl.sql(book, "SELECT a.account_id AS id, a.name FROM d_account AS a JOIN f_response AS r ON TRUE ORDER BY a.account_id LIMIT 1")[0]
for name, *role in (("ada", "admin"), ("vic", "viewer"), ("mia", "manager", f"account {account['name']}")):
    p = subprocess.run([tl.BIN, "users", book, "add", name, *role], input=PASSWORD + "\n", capture_output=True, text=True, timeout=120, check=False)
    tl.check(f"{name} is a user", p.returncode == 0, p.stderr)
tokens = {}
for name, scopes in (("ada", ["read"]), ("vic", ["read"]), ("mia", ["read"])):
    r = tl.run("tokens", book, "add", name, "assistant", *scopes, "--days", "30")
    tokens[name] = re.search(r"tl_[\w-]+", r.out)[0]
r = tl.run("tokens", book, "add", "ada", "blind", "decide")
tokens["blind"] = re.search(r"tl_[\w-]+", r.out)[0]
holder = subprocess.Popen([tl.BIN, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
port = int(holder.stdout.readline().decode().rsplit(":", 1)[1].strip().rstrip("/"))


class Web:
    """A client of the Streamable HTTP transport: one connection, a revision agreed on, JSON answers."""

    def __init__(self, token, revision="2025-06-18"):
        self.c, self.n, self.revision = http.client.HTTPConnection("127.0.0.1", port, timeout=60), 0, revision
        self.head = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        if token:
            self.head["Authorization"] = f"Bearer {token}"

    def raw(self, body, method="POST", **more):
        head = {**self.head, **({"MCP-Protocol-Version": self.revision} if self.revision else {}), **{k.replace("_", "-"): v for k, v in more.items()}}
        self.c.request(method, "/mcp", body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode(), head)
        r = self.c.getresponse()
        self.headers = {k.lower(): v for k, v in r.getheaders()}
        data = r.read()
        return r.status, json.loads(data) if data and "json" in self.headers.get("content-type", "") else data

    def ask(self, method, params=None, **more):
        self.n += 1
        code, got = self.raw({"jsonrpc": "2.0", "id": self.n, "method": method, "params": params or {}}, **more)
        return got if code == 200 else (code, got)

    def call(self, tool, **arguments):
        return self.ask("tools/call", {"name": tool, "arguments": arguments})["result"]


for revision in ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"):
    web = Web(tokens["ada"], None)
    got = web.ask("initialize", {"protocolVersion": revision, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}})["result"]
    tl.equal(f"HTTP: initialize agrees on {revision}", got["protocolVersion"], revision)
    web.revision = revision
    tl.equal(f"HTTP, {revision}: a notice is accepted and not answered", web.raw({"jsonrpc": "2.0", "method": "notifications/initialized"}), (202, b""))
    tl.equal(f"HTTP, {revision}: the same tools as over pipes", [t["name"] for t in web.ask("tools/list")["result"]["tools"]], want)
    batch = web.raw([{"jsonrpc": "2.0", "id": "a", "method": "ping"}, {"jsonrpc": "2.0", "id": "b", "method": "nothing"}])
    if revision == "2025-03-26":
        tl.check("HTTP: a batch is answered in one array, where there are batches", batch[0] == 200 and [x["id"] for x in batch[1]] == ["a", "b"], batch)
    else:
        tl.check(f"HTTP, {revision}: there are no batches", batch[1]["error"]["code"] == -32600, batch)
web = Web(tokens["vic"])
one = web.call("money")
tl.check("HTTP: a viewer is answered", one["isError"] is False and json.loads(one["content"][0]["text"]) == one["structuredContent"], str(one)[:300])
tl.equal("HTTP: the figures are those of the pipe", one["structuredContent"]["headline"], money["headline"])
tl.check("HTTP: kept-alive, without a session, never kept by a cache", web.headers.get("connection", "").lower() != "close" and "mcp-session-id" not in web.headers
         and web.headers["cache-control"] == "no-store" and web.headers["content-type"] == "application/json", web.headers)
listed = web.ask("resources/list")["result"]["resources"]
tl.check("HTTP: resources can be read", all("result" in web.ask("resources/read", {"uri": r["uri"]}) for r in listed) and len(listed) > 15, "")
mia = Web(tokens["mia"])
own = [t["name"] for t in mia.ask("tools/list")["result"]["tools"]]
tl.check("HTTP: an account manager is offered what a manager may ask", 0 < len(own) < len(want) and "accounts" in own and "money" not in own, own)
got = mia.call("accounts")["structuredContent"]
tl.equal("HTTP: and is told of own accounts only", [a["name"] for a in got["accounts"]], [account["name"]])
other = next(a["id"] for a in web.call("accounts")["structuredContent"]["accounts"] if a["name"] != account["name"])
tl.check("HTTP: another account is not there", mia.call("account", id=other)["isError"] is True and mia.call("account", id=account["id"])["isError"] is False, "")
tl.check("HTTP: what a manager is not told is refused, as tool and as resource", mia.call("money")["isError"] is True
         and "error" in mia.ask("resources/read", {"uri": "throughline:/api/v1/money"}), "")
for name, who, code in (("without a token", None, 401), ("with a wrong token", "tl_" + "A" * 43, 401), ("with a token that may not read", tokens["blind"], 403)):
    tl.equal(f"HTTP: {name} {code}", Web(who).ask("tools/list")[0], code)
web = Web(None)
web.raw({})
tl.equal("HTTP: who lacks a token is told which kind", web.headers.get("www-authenticate"), 'Bearer realm="throughline"')
for name, body, more, code in (("GET", None, {"method": "GET"}, 405), ("DELETE", None, {"method": "DELETE"}, 405), ("another site's Origin", {}, {"Origin": "http://evil.example"}, 403),
                               ("a foreign Host", {}, {"Host": "evil.example"}, 403), ("a body of text", {}, {"Content_Type": "text/plain"}, 415), ("no JSON", b"{", {}, 400),
                               ("no message", b"17", {}, 400), ("an empty body", b"", {}, 400), ("an unknown revision", {}, {"MCP_Protocol_Version": "1999-01-01"}, 400),
                               ("a client that takes HTML alone", {}, {"Accept": "text/html"}, 406), ("a message over the limit", b"x" * 70000, {}, 413)):
    tl.equal(f"HTTP: {name} is {code}", Web(tokens["ada"]).raw(body, **more)[0], code)
web = Web(tokens["ada"], MODERN)
got = web.ask("server/discover", {"_meta": META})
tl.check("HTTP: the newest revision is spoken", got["result"]["resultType"] == "complete" and MODERN in got["result"]["supportedVersions"], got)
tl.equal("HTTP: header and message must name the same revision", web.ask("tools/list", {"_meta": META}, MCP_Protocol_Version="2025-06-18")[0], 400)
holder.terminate()
holder.wait()
rows = tl.sql(book, "SELECT route, count(*) AS n FROM login_trail WHERE who = 'mia' AND how LIKE 'token%' GROUP BY route ORDER BY route")
tl.check("HTTP: what was read of persons is logged by what it was", {"accounts", "account"} <= {r["route"] for r in rows} and "mcp" not in {r["route"] for r in rows}, rows)
tl.done()
