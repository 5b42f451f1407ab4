"""Random requests over every route, from every capacity: none may be answered by an error of ours.

`python -m tests.safety.fuzz --requests 20000 [--seed 7]` prints what broke, each fault once; the suite runs 1 500 of them.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import traceback
from collections import Counter
from typing import Any
from urllib.parse import quote_from_bytes

NUMBERS = [
    "0", "1", "2", "-1", "00", "1e9", "3.5", "²",
    "٣", "2147483648", "9223372036854775808", "1" + "0" * 30, "9" * 5000, "0x10", "NaN", "",
]  # fmt: skip
DAYS = [
    "2011-11-23", "0000-00-00", "0001-01-01", "9999-12-31",
    "2011-02-30", "11/23/2011", "10000-01-01", "-2011-01-01", "2011-11-23T00:00",
]  # fmt: skip
TEXTS = [
    "",
    " ",
    "a",
    "é" * 300,
    "x" * 20_001,
    "y" * 120_000,
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "\u202e\u2066txt",
    "\u2028",
    "\x1b[2J",
    "\ufeff",
    "' OR 1=1 --",
    '"><script>__xss(1)</script>',
    "{{7*7}}",
    "{% include 'x' %}",
    "%(name)s %s %d {0} {x.__class__}",
    "../../../etc/passwd",
    "%00",
    "%",
    "%%",
    "\\",
    "$HOME `id`",
    "\r\nSet-Cookie: a=b",
    "null",
    "[]",
    "{}",
    "true",
    "👩‍👩‍👧‍👦" * 40,
    "ﬀ",
    "İ",
    "ß" * 80,
    "\t\n\r ",
    "*",
    '"a" "b',
    "NEAR(",
    "a OR",
    "-a",
    "col:x",
    "^a*",
    "(",
    ")",
    "AND",
    "http://[",
    "//ailleurs.test",
    "javascript:alert(1)",
    "term-1",
    "coordination",
    "new",
    "action-1",
    "a@exemple.test",
    "a@",
    "@",
    "up-1",
    "down-" + "9" * 5000,
    "up-²",
    "b1",
    "o1",
    "b²",
    "w",
    "[" * 100_000,
    '{"id":"a","rawId":"a","type":"public-key","response":{}}',
    '{"response":1,"id":2}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"YQ","attestationObject":"YQ","authenticatorData":"YQ","signature":"YQ"}}',
    '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"a","attestationObject":"a","authenticatorData":"a","signature":"a"}}',
    '{"id":[],"rawId":{},"type":1,"response":{"clientDataJSON":null}}',
    "under_way",
    "lead",
]
KEYS = [
    "q",
    "page",
    "etat",
    "pour",
    "avec",
    "section",
    "role",
    "instance",
    "action",
    "dues",
    "next",
    "objectif",
    "organisme",
    "annee",
    "mots",
    "par",
    "maintenant",
    "demande",
    "back",
    "seen",
    "by",
    "revision",
    "who_0",
    "who_99999999",
    "who_²",
    "role_0",
    "target_0",
    "what_0",
    "per_0",
    "files",
    "text",
    "once",
    "on",
    "move",
    "kept",
    "other",
    "other_revision",
    "file",
    "a[b]",
    "",
    "\x00",
    "é",
    "words_2011",
    "year_2011",
    "chosen",
    "as_of",
    "known",
    "email",
    "login",
    "code",
    "password",
    "credential",
    "langue",
    "tri",
    "format",
    "dated_on",
    "status",
    "capacity",
    "where",
]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=rien",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=é",
    "multipart/form-data; boundary=b",
    "application/json",
    "text/plain",
    "",
    "a",
    "multipart/form-data; boundary=" + "b" * 300,
    "application/xml",
]
HEADERS: list[dict[str, str]] = [
    {},
    {},
    {},
    {"HTTP_HX_REQUEST": "true"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://["},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
    {"HTTP_ACCEPT_LANGUAGE": "en;q=é"},
    {"HTTP_COOKIE": "langue=" + "x" * 200},
    {"HTTP_COOKIE": 'session="\\000; csrf=;;;=\x01'},
    {"HTTP_IF_NONE_MATCH": '"' * 90},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_MODIFIED_SINCE": "hier"},
    {"HTTP_RANGE": "bytes=9-1,2-"},
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4, \x00, ::1"},
    {"HTTP_X_FORWARDED_PROTO": "gopher"},
    {"HTTP_REFERER": "http://[::"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "\xff", "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"},
    {"REMOTE_ADDR": ""},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_USER_AGENT": "\x00" * 9},
    {"HTTP_EXPECT": "100-continue"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
]
MULTIPART = [
    b"",
    b"--b--",
    b"--b\r\n\r\n--b--",
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
    b'--b\r\nContent-Disposition: form-data; name="files"; filename=""\r\nContent-Type: \xff\r\n\r\nabc\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="files"; filename="../\\x00\x00.txt"\r\n\r\nabc\r\n--b--\r\n',
    b"--b\r\nContent-Disposition: form-data; name=\"files\"; filename*=utf-8''%ff%fe.txt\r\n\r\nabc\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="text"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\x00\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="' + b"a" * 2000 + b'.txt"\r\n\r\nabc\r\n--b--\r\n',
]


class Fuzzer:
    """Makes one request after another from a seed, sends it, and keeps each fault once."""

    def __init__(self, world: Any, seed: int) -> None:
        from ententes.web.access import ACCESS

        self.world, self.dice = world, random.Random(seed)
        self.routes = [(route, method) for route, row in ACCESS.items() for method in row]
        self.codes: Counter[int] = Counter()
        self.faults: dict[str, str] = {}
        self._broke: BaseException | None = None

    def run(self, count: int) -> None:
        from django.core.signals import got_request_exception

        got_request_exception.connect(self._keep)
        try:
            for _ in range(count):
                self.one()
        finally:
            got_request_exception.disconnect(self._keep)

    def _keep(self, sender: Any, **_rest: Any) -> None:
        import sys

        self._broke = sys.exc_info()[1]

    def one(self) -> None:
        from .conftest import undone

        self._broke = None
        method, path, query, body, kind, headers, capacity = self._request()
        with undone():
            client = self.world.client(capacity, raise_request_exception=False)
            client.handler.enforce_csrf_checks = self.dice.random() < 0.02
            try:
                answer = client.generic(method, path, body, kind, QUERY_STRING=query, **headers)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                self.codes[answer.status_code] += 1
                broken = answer.status_code >= 500
            except Exception as error:
                self._broke, broken = error, True
                self.codes[599] += 1
        if broken:
            at = traceback.extract_tb(self._broke.__traceback__) if self._broke else []
            ours = next(
                (f"{one.filename.rpartition('/main/')[2]}:{one.lineno}" for one in reversed(at) if "/ententes/" in one.filename), ""
            )
            fault = f"{ours} {type(self._broke).__name__} {str(self._broke)[:90]!r}"
            name = f"{ours} {type(self._broke).__name__}" if ours else re.sub(r"\d+", "N", fault)
            told = f"{capacity}: {method} {path[:160]}?{query[:160]} {kind} {headers} {body[:200]!r}"
            self.faults.setdefault(name, f"{fault}\n    {told}")

    def _value(self) -> str:
        pool = self.dice.choice((NUMBERS, TEXTS, DAYS, TEXTS))
        return self.dice.choice(pool)

    def _word(self, text: str) -> str:
        """Percent-encoded, now and then bytes that are no UTF-8."""
        raw = text.encode("utf-8", "surrogatepass")
        if self.dice.random() < 0.03:
            raw += self.dice.choice([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
        return quote_from_bytes(raw)

    def _pairs(self, fields: dict[str, Any], longest: int = 10**9) -> str:
        pairs = [(key, one) for key, value in fields.items() for one in (value if isinstance(value, list) else [value])]
        return "&".join(f"{self._word(str(key))}={self._word(str(value)[:longest])}" for key, value in pairs)

    def _request(self) -> tuple[str, str, str, bytes, str, dict[str, str], str]:
        from django.urls import get_resolver

        from .forms import FORMS
        from .world import CAPACITIES, params

        dice = self.dice
        route, method = dice.choice(self.routes)
        capacity = dice.choice(("coordinator",) * 5 + ("opener", "technician", "working_member", "anonymous") * 2 + CAPACITIES)
        if route.startswith(("upload", "import")) and dice.random() < 0.8:
            capacity = "opener"
        if route.startswith("account_") and method == "POST" and dice.random() < 0.5:
            capacity = "technician"
        pattern = max((one[0][0] for one in get_resolver().reverse_dict.getlist(route)), key=lambda one: len(one[1]))[0]
        parts = {name: str(value) for name, value in self.world.parts(route).items()}
        if dice.random() < 0.35:
            for name in params(route):
                if dice.random() < 0.5:
                    parts[name] = self._value()[:6000]
        path = "/" + pattern % {name: self._word(value).replace("/", "%2F") for name, value in parts.items()}
        if dice.random() < 0.03:
            path = dice.choice(
                ["/" + self._word(self._value()[:3000]), path.rstrip("/"), path + self._word(self._value()[:50]), "//" + path, path.upper()]
            )
        query = self._pairs({dice.choice(KEYS): self._value() for _ in range(dice.randrange(1, 5))}, 3000) if dice.random() < 0.5 else ""
        if dice.random() < 0.02:
            query = dice.choice(["%", "&&&=", "a" * 9000, "q=" + "%ff" * 50, "page=1;page=2", "&".join(["action=1"] * 1500), "=" * 3000])
        headers = dice.choice(HEADERS)
        if method != "POST":
            return dice.choice([method] * 8 + ["HEAD", "OPTIONS", "PUT"]), path, query, b"", "text/plain", headers, capacity
        return (method, path, query, *self._body(FORMS[route](self.world)), headers, capacity)

    def _body(self, fields: dict[str, Any]) -> tuple[bytes, str]:
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        dice = self.dice
        if dice.random() < 0.08:
            return dice.choice(
                [*MULTIPART, b"\x00" * 99, b"{", b"a=" + b"x" * 2_200_000, b"&".join(b"a=1" for _ in range(1200)), b"%"]
            ), dice.choice(TYPES)
        for name in list(fields):
            fate = dice.random()
            if fate < 0.25:
                fields[name] = self._value()
            elif fate < 0.30:
                del fields[name]
            elif fate < 0.35:
                fields[name] = [self._value() for _ in range(3)]
        for _ in range(dice.choice((0, 0, 1, 3))):
            fields[dice.choice(KEYS)] = self._value()
        if dice.random() < 0.7:
            fields["once"] = dice.choice(["", "x", "00000000-0000-4000-8000-000000000001", f"{dice.getrandbits(128):032x}"])
        files = {name: value for name, value in fields.items() if isinstance(value, SimpleUploadedFile)}
        if dice.random() < 0.15:
            name = dice.choice(
                ["a.txt", "a" * 400 + ".txt", "..", "", "\u202e.txt", "a.svg", "é.docx", "x.pdf", "a\nb.txt", ".txt", "a/b.csv"]
            )
            content = dice.choice(
                [b"", b"texte", b"%PDF-1.4 rien", b"PK\x03\x04" + b"\x00" * 40, b"<svg onload=x>", b"\x00\x01", b"a,b\n1,2", b"\xff\xfe"]
            )
            upload = SimpleUploadedFile("a.txt", content)
            upload._name = name
            files[dice.choice(["file", "files", "files"])] = upload
        if files:
            plain = {name: one for name, one in fields.items() if name not in files}
            clean = {name: str(one).encode("utf-8", "replace").decode() for name, one in plain.items() if not isinstance(one, list)}
            return encode_multipart(BOUNDARY, clean | files), MULTIPART_CONTENT
        return self._pairs(fields).encode(), "application/x-www-form-urlencoded"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.safety.fuzz")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import logging

    import django

    django.setup()
    logging.disable()
    from django.test.utils import override_settings, setup_databases, setup_test_environment

    from tests.cast import TODAY

    from .conftest import undone
    from .world import make_world

    setup_test_environment()
    setup_databases(verbosity=-1, interactive=False)
    with override_settings(ENTENTES_TODAY=TODAY), undone():
        fuzzer = Fuzzer(make_world(), given.seed)
        fuzzer.run(given.requests)
    print(", ".join(f"{code}: {count}" for code, count in sorted(fuzzer.codes.items())))
    for fault in fuzzer.faults.values():
        print(f"✗ {fault}")
    return 1 if fuzzer.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
