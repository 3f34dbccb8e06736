"""Reads names of HTML files from standard input and prints their Dutch text, a blank line between blocks."""
import gzip
import html.parser
import re
import sys

BLOCKS = set("p h1 h2 h3 h4 h5 h6 li td th tr div br dt dd title pre".split())
HIDDEN = set("script style code pre".split())


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


for name in sys.stdin.read().split("\n"):
    if not name or "/en/" in name or name.endswith((".en.html", ".en.html.gz")):
        continue
    with (gzip.open if name.endswith(".gz") else open)(name, "rb") as file:
        parser = Text()
        parser.feed(file.read().decode("utf-8", "replace"))
        print(re.sub(r"\s*\n\s*\n\s*", "\n\n", "".join(parser.parts)))
