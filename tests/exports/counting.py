"""Counts of sample exports, made from their files without anything of schoolaudit: small, literal readings of what the formats'
documentation says. None in a column: the format leaves it open what counts."""

import csv
import io
import json
import os
import re
import zipfile

COLUMNS = ("posts", "comments", "messages", "media", "found", "tags", "contacts")


class Sample:
    def __init__(self, path, count, main=r"\.(json|js|html?|csv|txt|car|cbor|mbox)$", apart=None):
        self.path, self.counter = path, count
        self.main, self.apart = re.compile(main, re.I), re.compile(apart, re.I) if apart else None

    def is_main(self, path):
        return bool(self.main.search(path)) and not os.path.basename(path).startswith("._") and not (self.apart and self.apart.search(path))

    def count(self, folder):
        files = Files(folder)
        result = dict.fromkeys(COLUMNS, 0)
        self.counter(files, result)
        return result


class Files:
    """Everything below a folder, archives opened; names with '/'."""

    def __init__(self, folder):
        self.all, self.seen = {}, set()
        if os.path.isfile(folder):
            self.add(os.path.basename(folder), open(folder, "rb").read())
            return
        for here, _, names in os.walk(folder):
            for name in sorted(names):
                path = os.path.join(here, name)
                with open(path, "rb") as source:
                    self.add(os.path.relpath(path, folder), source.read())

    def add(self, path, data):
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    if not name.endswith("/") and "__MACOSX" not in name:
                        self.add(path + "!/" + name, archive.read(name))
        elif data:
            # What two archives have at the same place counts once.
            place = (path.rsplit("!/", 1)[-1].split("/")[-2:], data) if "!/" in path else None
            if place is None or repr(place) not in self.seen:
                self.all[path] = data
            self.seen.add(repr(place))

    def matching(self, pattern):
        return [(path, data) for path, data in sorted(self.all.items()) if re.search(pattern, path, re.I)]

    def json(self, pattern=r"\.json$"):
        return [(path, json.loads(data.decode("utf-8-sig"))) for path, data in self.matching(pattern)]

    def has(self, reference, parts=1):
        """Whether some file's path ends with the last parts of the reference."""
        wanted = [part for part in reference.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        tail = "/".join(wanted[-max(parts, 1):]).casefold()
        return any(("/" + path.casefold()).endswith("/" + tail) for path in self.all)


def objects(value):
    """Every object within a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def refer(files, result, uri, parts=1):
    result["media"] += 1
    result["found"] += files.has(uri, parts)


# ---- Meta ----

def inner_list(value):
    """The entries of a file: the list itself, the only list in an object, or the object."""
    if isinstance(value, list):
        return value
    lists = [inner for inner in value.values() if isinstance(inner, list)]
    return lists[0] if len(lists) == 1 and len(value) == 1 else [value]


def meta_media(files, result, value):
    for one in objects(value):
        if isinstance(one.get("uri"), str) and ("creation_timestamp" in one or "title" in one):
            refer(files, result, one["uri"])


def facebook(files, result):
    for path, value in files.json():
        meta_media(files, result, value)
        for one in objects(value):
            result["tags"] += len(one["tags"]) if isinstance(one.get("tags"), list) else 0
            result["tags"] += sum(text.count(":2048:") for text in one.values() if isinstance(text, str))
        if "/album/" in path:
            result["comments"] += sum(len(one.get("comments", [])) for one in objects(value))
        elif re.search(r"posts/[^/]*(posts|check-ins|uncategorized)[^/]*$", path):
            result["posts"] += len(inner_list(value))
        elif "comments" in path:
            result["comments"] += len(inner_list(value))
        elif "messages/" in path:
            result["messages"] += len(value["messages"])
            result["contacts"] += len(value.get("participants", []))
        elif "friends" in path or "follow" in path:
            result["contacts"] += len(inner_list(value))
    meta_pages(files, result)


def meta_pages(files, result):
    for path, data in files.matching(r"\.html$"):
        text = data.decode()
        entries = len(re.findall(r'class="[^"]*(?:\b_a6-g\b|\b_2lej\b)', text))
        result["posts" if "posts" in path else "contacts"] += entries
        for reference in set(re.findall(r'(?:src|href)="([^"]+\.(?:jpg|png|mp4))"', text)):
            refer(files, result, reference)


def instagram(files, result):
    for path, value in files.json():
        if re.search(r"(content|media)/(posts|reels|stories)[^/]*$", path):
            result["posts"] += len(inner_list(value))
            meta_media(files, result, value)
        elif re.search(r"(^|/)media\.json$", path):
            for name, entries in value.items():
                result["posts"] += len(entries) if name not in ("profile", "direct") else 0
                for one in entries:
                    refer(files, result, one["path"])
        elif "comments" in path:
            entries = inner_list(value)
            result["comments"] += len(entries)
        elif "messages/" in path:
            result["messages"] += len(value["messages"])
            result["contacts"] += len(value.get("participants", []))
        elif path.endswith("connections.json"):
            result["contacts"] += sum(len(people) for people in value.values())
        elif "follow" in path:
            result["contacts"] += len(inner_list(value))
    meta_pages(files, result)


# ---- X ----

def script(data):
    text = data.decode("utf-8-sig")
    return json.loads(re.sub(r",\s*\]\s*$", "]", text[text.index("=") + 1:].strip().rstrip(";")))


def twitter(files, result):
    for path, data in files.matching(r"\.js$"):
        name = os.path.basename(path)
        for entry in script(data) if "manifest" not in name else []:
            tweet = entry.get("tweet", entry)
            if "created_at" in tweet:
                result["posts" if not tweet.get("in_reply_to_status_id_str") else "comments"] += 1
                result["tags"] += len(tweet.get("entities", {}).get("user_mentions", []))
                shown = tweet.get("extended_entities") or tweet.get("entities", {})
                for medium in shown.get("media", []):
                    refer(files, result, "%s-%s" % (tweet["id_str"], os.path.basename(medium["media_url_https"])))
            result["posts"] += "noteTweet" in entry
            result["contacts"] += "follower" in entry or "following" in entry
            result["messages"] += len(entry.get("dmConversation", {}).get("messages", []))


# ---- WhatsApp ----

STAMP = (r"\[?(?:\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4})\.?,? (?:klo |上午|下午)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.? ?[Mm]\.?| [ap] ?m)?"
         r"(?:\]| -|:) ")


def whatsapp(files, result):
    for path, data in files.matching(r"\.txt$"):
        text = re.sub("[\u200e\u200f\u202a-\u202e\ufeff]", "", data.decode()).replace("\u202f", " ").replace("\u00a0", " ")
        lines = re.split(r"\r?\n", text)
        people = set()
        for line in lines:
            start = re.match(STAMP, line)
            if not start:
                continue
            result["messages"] += 1
            sender = re.match(r"([^:]{1,60}): ", line[start.end():])
            if sender:
                people.add(sender.group(1))
        for name in re.findall(r"<(?:bijgevoegd|attached|adjunto|Anhang|pièce jointe) ?: ?([^>]+)>|([^\s:][^:\n]*?) \((?:bestand bijgevoegd|file "
                               r"attached|Datei angehängt|archivo adjunto|fichier joint)\)", text):
            refer(files, result, (name[0] or name[1]).strip())
    result["contacts"] = None  # who is a participant depends on which lines are the program's own


# ---- Google ----

def takeout(files, result):
    for path, value in files.json():
        if isinstance(value, dict) and "photoTakenTime" in value:
            result["posts"] += 1
            result["tags"] += len(value.get("people", []))
        elif isinstance(value, dict) and "messages" in value:
            result["messages"] += len(value["messages"])
    for path, data in files.matching(r"\.csv$"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        result["comments" if "reacties" in path or "comments" in path else "posts"] += len(rows) - 1
    for path, data in files.matching(r"\.mbox$"):
        result["messages"] += len(re.findall(rb"(?m)^From \S+ .*\d{4}\r?$", data))
    result["media"] = result["found"] = result["contacts"] = None


def youtube(files, result):
    result["media"] = result["found"] = None


# ---- LinkedIn ----

def rows_of(data, escape=None):
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), escapechar=escape))
    header = next(i for i, row in enumerate(rows) if row and row[0] in ("First Name", "Date", "CONVERSATION ID"))
    names = rows[header]
    return [dict(zip(names, row)) for row in rows[header + 1:] if any(cell.strip() for cell in row)]


def linkedin(files, result):
    for path, data in files.matching(r"\.csv$"):
        name = os.path.basename(path).lower()
        if name.startswith("shares"):
            rows = rows_of(data)
            result["posts"] += len(rows)
            result["media"] += sum(row.get("MediaUrl", "").startswith("http") for row in rows)
        elif name.startswith("comments"):
            result["comments"] += len(rows_of(data, "\\"))
        elif name.startswith("connections"):
            result["contacts"] += sum(any(row.get(name, "").strip() for name in ("First Name", "Last Name", "URL"))
                                      for row in rows_of(data))
        elif name.startswith("messages"):
            rows = rows_of(data)
            result["messages"] += len(rows)
            result["contacts"] += sum(bool(row.get("TO")) for row in rows)


# ---- TikTok, Snapchat, Telegram ----

def tiktok(files, result):
    for _, value in files.json():
        post = value.get("Post", {}) or {}
        comments = ((value.get("Comment") or {}).get("Comments") or {}).get("CommentsList") or []
        profile = value.get("Profile And Settings") or value.get("Activity") or {}
        reposts = (value.get("Your Activity") or {}).get("Reposts") or {}
        live = ((value.get("TikTok Live") or {}).get("Watch Live History") or {}).get("WatchLiveMap") or {}
        result["posts"] += len((post.get("Posts") or {}).get("VideoList") or []) + len(reposts.get("RepostList") or [])
        result["media"] += len((post.get("Posts") or {}).get("VideoList") or [])
        result["comments"] += len(comments) + sum(len(one.get("Comments") or []) for one in live.values() if isinstance(one, dict))
        for name, people in (("Following", "Following"), ("Follower", "FansList")):
            result["contacts"] += len((profile.get(name) or {}).get(people) or [])


def snapchat(files, result):
    for _, value in files.json(r"memories_history\.json$"):
        for one in value["Saved Media"]:
            result["posts"] += 1
            links = [one.get("Download Link"), one.get("Media Download Url")]
            result["media"] += sum(bool(link) for link in links)
    for _, data in files.matching(r"memories_history\.html$"):
        result["posts"] += data.count(b"<tr><td")


def telegram(files, result):
    for _, value in files.json():
        chats = value["chats"]["list"] if "chats" in value else [value]
        for chat in chats:
            people = set()
            for message in chat.get("messages", []):
                result["messages"] += 1
                people.update(name for name in [message.get("from"), message.get("actor")] + (message.get("members") or []) if name)
                for key in ("photo", "file", "thumbnail"):
                    if message.get(key) and not message[key].startswith("("):
                        refer(files, result, message[key])
            result["contacts"] += len(people)


# ---- Bluesky ----

def varint(data, at):
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number, at


def cbor(data, at):
    major, kind = data[at] >> 5, data[at] & 31
    at += 1
    value = kind
    if 24 <= kind < 28:
        value = int.from_bytes(data[at:at + (1 << (kind - 24))], "big")
        at += 1 << (kind - 24)
    if major == 0:
        return value, at
    if major == 1:
        return -1 - value, at
    if major in (2, 3):
        run = data[at:at + value]
        return (run if major == 2 else run.decode()), at + value
    if major == 4:
        items = []
        for _ in range(value):
            item, at = cbor(data, at)
            items.append(item)
        return items, at
    if major == 5:
        pairs = {}
        for _ in range(value):
            key, at = cbor(data, at)
            pairs[key], at = cbor(data, at)
        return pairs, at
    if major == 6:
        inner, at = cbor(data, at)
        return ("link", inner) if value == 42 else inner, at
    return {20: False, 21: True}.get(kind), at


def records(path, data):
    if path.endswith(".cbor"):
        yield cbor(data, 0)[0], True
        return
    length, at = varint(data, 0)
    roots = cbor(data, at)[0]["roots"]
    at += length
    blocks = {}
    while at < len(data):
        length, at = varint(data, at)
        blocks[data[at:at + 36]] = cbor(data, at + 36)[0]
        at += length
    current = tree(blocks, blocks[roots[0][1][1:]]["data"][1][1:])
    for cid, value in blocks.items():
        if isinstance(value, dict) and "$type" in value:
            yield value, current is None or cid in current


def tree(blocks, cid):
    """CIDs of the records that the newest state has; None when a part of it is not in the file."""
    node, found = blocks.get(cid), set()
    if node is None:
        return None
    for link in [node.get("l")] + [entry.get("t") for entry in node["e"]]:
        inner = tree(blocks, link[1][1:]) if link else set()
        if inner is None:
            return None
        found |= inner
    return found | {entry["v"][1][1:] for entry in node["e"]}


def bluesky(files, result):
    found = [one for path, data in files.matching(r"\.(car|cbor)$") for one in records(path, data)]
    for _, value in files.json():
        found += [(one, True) for one in objects(value) if "$type" in one and "#" not in str(one["$type"])]
        result["contacts"] += sum("author" in one and "uri" in one for one in objects(value))
    for record, current in found:
        kind = record.get("$type", "")
        if kind in ("app.bsky.feed.repost", "app.bsky.feed.like"):
            result["posts"] += 1
        elif kind == "app.bsky.graph.follow":
            result["contacts"] += current
        elif kind == "app.bsky.feed.post":
            result["comments" if record.get("reply") else "posts"] += 1
            for one in objects(record):
                result["tags"] += str(one.get("$type", "")).endswith("#mention") or (one.get("type") == "mention" and "value" in one)
                result["media"] += isinstance(one.get("image"), dict) + ("thumb" in one)
        elif kind == "app.bsky.actor.profile":
            result["media"] += ("avatar" in record) + ("banner" in record)


FACEBOOK = "facebook/constructed/facebook-"
INSTAGRAM = "instagram/constructed/instagram-vlinderboom-"
SAMPLES = [
    Sample(FACEBOOK + "page-vlinderboom-2024", facebook), Sample(FACEBOOK + "vlinderboom-2019-html", facebook),
    Sample(FACEBOOK + "vlinderboom-2019-old", facebook), Sample(FACEBOOK + "vlinderboom-2021-mid", facebook),
    Sample(FACEBOOK + "vlinderboom-2024-html", facebook), Sample(FACEBOOK + "vlinderboom-2024-new", facebook),
    Sample("facebook/constructed/multipart", facebook),
    Sample("instagram/chat-miner", instagram), Sample(INSTAGRAM + "2019-old", instagram), Sample(INSTAGRAM + "2021-mid", instagram),
    Sample(INSTAGRAM + "2023", instagram), Sample(INSTAGRAM + "2023-html", instagram), Sample(INSTAGRAM + "2025", instagram),
    Sample("twitter/constructed-edge", twitter), Sample("twitter/dogsheep-fixtures", twitter),
    Sample("whatsapp/constructed-nl", whatsapp), Sample("whatsapp/timelinize/fixtures", whatsapp),
    Sample("whatsapp/whats-reader/chats", whatsapp), Sample("whatsapp/whats-reader/parser-tests", whatsapp),
    Sample("whatsapp/chat-miner", whatsapp, apart=r"target\.json$"),
    Sample("google_takeout/constructed-nl", takeout), Sample("google_takeout/immich-go", takeout), Sample("google_takeout/niimpy", takeout),
    Sample("google_takeout/google_takeout_parser", takeout, main=r"(MyActivity\.html|MyActivity\.json)$"), Sample("youtube/niimpy", youtube),
    Sample("linkedin/constructed", linkedin), Sample("linkedin/linkedin-analyzer", linkedin, main=r"\.csv$"),
    Sample("tiktok/panopticool", tiktok), Sample("snapchat/constructed", snapchat),
    Sample("telegram/constructed", telegram), Sample("telegram/chat-miner", telegram),
    Sample("bluesky/indigo", bluesky, main=r"\.(car|cbor)$|slice_record\.json$"), Sample("bluesky/marshalx", bluesky),
]
