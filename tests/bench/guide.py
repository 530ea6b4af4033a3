"""Sentences of known languages: Debian's installation guide, one text in twenty languages (package installation-guide-amd64, GPL-2; none of it is in the project).

messages() gives the same of what programs say (their translations under /usr/share/locale, of whatever is installed): sentences of six words and more.

sentences() gives {code: [sentence]}: of its paragraphs, without those that have code or addresses in them, without the licence at its end, and without
what stands in two languages letter for letter, which nobody translated. Nothing of the program was made or tuned on them.
"""
import collections
import gettext
import glob
import html.parser
import os
import re

FOLDER = "/usr/share/doc/installation-guide-amd64"
OURS = ("en", "de", "fr", "es", "it", "pt", "nl")


class Paragraphs(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.text, self.bad = [], None, False

    def handle_starttag(self, tag, attrs):
        if tag == "p":
            self.text, self.bad = [], False
        elif tag in ("code", "pre", "kbd", "tt"):
            self.bad = True

    def handle_data(self, data):
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag):
        if tag == "p" and self.text is not None:
            if not self.bad:
                self.found.append(" ".join("".join(self.text).split()))
            self.text = None


def letters(s):
    return "".join(c for c in s.lower() if c.isalpha())


def sentences():
    found, of = {}, collections.Counter()
    if not os.path.isdir(FOLDER):
        return found
    for code in sorted(c for c in os.listdir(FOLDER) if os.path.isdir(os.path.join(FOLDER, c))):
        some, folder = {}, os.path.join(FOLDER, code)
        for name in sorted(n for n in os.listdir(folder) if n.endswith(".html") and not n.startswith("apf")):
            p = Paragraphs()
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as f:
                p.feed(f.read())
            for text in p.found:
                for s in re.split(r"(?<=[.!?:;。！？])\s+", text):
                    if not re.search(r"[/@=<>\\]|\d\.\d", s) and any(c.isalpha() for c in s):
                        some[letters(s)] = s
        found[code] = some
        of.update(some.keys())
    return {code: [s for key, s in some.items() if of[key] == 1] for code, some in found.items()}


def messages(codes):
    found = {}
    for code in codes:
        some = {}
        for path in sorted(glob.glob(f"/usr/share/locale/{code}/LC_MESSAGES/*.mo")):
            try:
                with open(path, "rb") as f:
                    said = gettext.GNUTranslations(f)._catalog
            except (OSError, UnicodeDecodeError, ValueError):
                continue
            for key, text in said.items():
                if isinstance(key, str) and isinstance(text, str):
                    for s in re.split(r"(?<=[.!?:;])\s+|\n\s*\n", text.replace("\n", " ")):
                        s = " ".join(s.split())
                        if s.count(" ") >= 5 and s not in key and not re.search(r"[%<>=\\/@_$`{}|]|--|\d\.\d", s):
                            some[letters(s)] = s
        found[code] = list(some.values())
    return found
