"""Dumps of the other platforms with a pupil in each place."""

import json

from plant import zipped


def dump(value):
    return json.dumps(value, ensure_ascii=False)


def script(kind, value):
    return "window.YTD.%s.part0 = %s" % (kind, dump(value))


def table(header, *rows):
    def cell(value):
        return '"%s"' % value.replace('"', '""') if any(sign in value for sign in ',"\n') else value
    return "".join(",".join(map(cell, row)) + "\r\n" for row in (header, *rows))


def tweet(number, text, **more):
    base = {"id_str": str(number), "created_at": "Fri Nov %02d 08:50:26 +0000 2024" % (number % 100), "full_text": text,
            "entities": {"user_mentions": [], "urls": [], "hashtags": []}}
    base.update(more)
    return {"tweet": base}


def twitter(who):
    def name(place):
        return who("x/" + place).name

    def handle(place):
        return who.plain("x/" + place).slug.replace("-", "_")

    media = {"media_url_https": "https://pbs.twimg.com/media/a.jpg", "id_str": "9", "type": "photo", "url": "https://t.co/a"}
    tweets = [
        tweet(101, "Proficiat &amp; bloemen voor %s" % name("tweet")),
        tweet(102, "Foto https://t.co/a", extended_entities={"media": [dict(media, ext_alt_text="Beker voor " + name("alt text"))]}),
        tweet(103, "Hoi @klas", entities={"user_mentions": [{"name": name("mentioned name"), "screen_name": "klas", "id_str": "5", "indices": ["4", "9"]}],
                                          "urls": [], "hashtags": []}),
        tweet(104, "@x ja", in_reply_to_screen_name=handle("answered account"), in_reply_to_status_id_str="1"),
        tweet(105, "RT @krant: Prijs voor %s" % name("retweet")),
        tweet(106, "Lees https://t.co/b", entities={"user_mentions": [], "hashtags": [], "urls": [{"url": "https://t.co/b", "expanded_url":
              "https://krant.example/%s" % who.plain("x/expanded address").slug, "display_url": "krant.example/…"}]}),
        tweet(107, "Vandaag #%s" % who.plain("x/hashtag").name.replace(" ", ""), entities={"user_mentions": [], "urls": [], "hashtags": [
            {"text": who.plain("x/hashtag").name.replace(" ", "")}]}),
        tweet(108, "Plek", place={"full_name": "Hoeve " + name("place"), "name": "x"}),
        tweet(109, "Peiling", card={"name": "poll2choice_text_only", "binding_values": [{"key": "choice1_label", "value": {"string_value": "Keuze " + name("poll choice")}}]}),
        tweet(110, "Nieuwe", edit_info={"edit": {"initialTweetId": "109", "editControlInitial": {"editTweetIds": ["109", "110"]}}}, quoted_status={
            "full_text": "Geciteerd: " + name("quoted tweet")})]
    who.add("twitter-2024-12-01-abcdef.zip", zipped([
        ("data/manifest.js", "window.__THAR_CONFIG = {\"userInfo\": {\"userName\": \"vlinderhof\", \"displayName\": \"Vlinderhof\"}}"),
        ("data/account.js", script("account", [{"account": {"username": "vlinderhof", "accountDisplayName": "Klas van " + name("account name"), "accountId": "1",
                                                             "email": "info@vlinderhof.example"}}])),
        ("data/profile.js", script("profile", [{"profile": {"description": {"bio": "Door " + name("profile"), "website": "", "location": "Dorp van " +
                                                                              name("profile location")}}}])),
        ("data/tweets.js", script("tweets", tweets)),
        ("data/tweets-part1.js", script("tweets", [tweet(120, "Tweede deel: " + name("second part"))]).replace("part0", "part1")),
        ("data/tweets_media/101-%s.jpg" % who.plain("x/media file name").slug, b"x"),
        ("data/note-tweet.js", script("note_tweet", [{"noteTweet": {"noteTweetId": "121", "createdAt": "2024-11-21T08:00:00.000Z", "core": {
            "text": "Lang verhaal over " + name("note tweet"), "mentions": [], "urls": [], "hashtags": []}}}])),
        ("data/deleted-tweets.js", script("deleted_tweets", [tweet(122, "Gewist: " + name("deleted tweet"))])),
        ("data/community-tweet.js", script("community_tweet", [tweet(123, "Kring: " + name("community tweet"))])),
        ("data/like.js", script("like", [{"like": {"tweetId": "124", "fullText": "Leuk, " + name("liked tweet"), "expandedUrl": "https://x.com/i/web/status/124"}}])),
        ("data/direct-messages.js", script("direct_messages", [{"dmConversation": {"conversationId": "1-2", "messages": [{"messageCreate": {
            "id": "125", "senderId": "2", "recipientId": "1", "text": "Is %s ziek?" % name("message"), "createdAt": "2024-11-25T08:00:00.000Z", "mediaUrls": [],
            "reactions": []}}]}}])),
        ("data/direct-messages-group.js", script("direct_messages_group", [{"dmConversation": {"conversationId": "3", "messages": [
            {"conversationNameUpdate": {"initiatingUserId": "1", "name": "Groep " + name("group message name"), "createdAt": "2024-11-25T08:00:00.000Z"}},
            {"messageCreate": {"id": "126", "senderId": "2", "text": "Dag " + name("group message"), "createdAt": "2024-11-25T08:00:00.000Z", "mediaUrls": []}}]}}])),
        ("data/lists-created.js", script("lists_created", [{"userListInfo": {"url": "https://twitter.com/vlinderhof/lists/%s" % who.plain("x/list").slug}}])),
        ("data/moment.js", script("moment", [{"moment": {"momentId": "1", "title": "Moment " + name("moment"), "tweets": []}}])),
        ("data/grok-chat-item.js", script("grok_chat_item", [{"grokChatItem": {"message": "Schrijf een rapport over " + name("grok"), "createdAt":
                                                                                  "2024-11-26T08:00:00.000Z"}}])),
        ("data/article.js", script("article", [{"article": {"id": "7", "data": {"title": "Stuk over " + name("article title"), "content": {
            "blocks": [{"text": "Inhoud van " + name("article text")}]}}}}])),
        ("data/contact.js", script("contact", [{"contact": {"id": "1", "emails": [who.plain("x/uploaded contact").slug.replace("-", ".") + "@mail.example"],
                                                             "phoneNumbers": []}}])),
        ("data/saved-search.js", script("saved_search", [{"savedSearch": {"savedSearchId": "1", "query": name("saved search")}}])),
    ]))


def whatsapp(who):
    def name(place):
        return who("whatsapp/" + place).name

    android = [
        "21-06-2024 10:00 - Berichten en gesprekken worden end-to-end versleuteld.",
        "21-06-2024 10:01 - Juf: Vandaag las %s voor" % name("message"),
        "21-06-2024 10:02 - %s: Goed" % name("sender"),
        "21-06-2024 10:03 - Juf: \u200eIMG-20240621-WA0001.jpg (bestand bijgevoegd)", "Hier staat %s" % name("caption on the next line"),
        "21-06-2024 10:04 - Juf heeft %s toegevoegd" % name("system line"),
        "21-06-2024 10:05 - Juf: PEILING:", "Wie gaat met %s?" % name("poll question"), "OPTIE: %s (3 stemmen)" % name("poll option"),
        "21-06-2024 10:06 - Juf: \u200e%s.vcf (bestand bijgevoegd)" % name("address card's file name"),
        "21-06-2024 10:07 - Juf: locatie: Huis van %s https://maps.google.com/?q=52.1,5.2" % name("location"),
        "21-06-2024 10:08 - Juf: @%s kom je? <Dit bericht is bewerkt>" % name("mention"),
        "21-06-2024 10:09 - Juf heeft het onderwerp gewijzigd van \"Klas van %s\" in \"Groep 7\"" % name("earlier subject"),
        "21-06-2024 10:10 - Mama %s: ja" % name("child in the sender's name"),
        "21-06-2024 10:11 - Juf: eerste regel", "tweede regel met %s erin" % name("second line"),
        "21-06-2024 10:12 - Juf: Rapport %s.pdf • 3 pagina's" % name("document's name")]
    who.add("WhatsApp-chat met Ouders van %s.txt" % who.plain("whatsapp/chat's name").name, "\n".join(android) + "\n")
    ios = ["[21-06-2024, 10:15:30] Groep 8: \u200eBerichten zijn versleuteld", "[21-06-2024, 10:15:31] ~\u00a0%s: hoi" % name("sender on iOS"),
           "[21-06-2024, 10:15:32] Juf: \u200e<bijgevoegd: 00000014-PHOTO-2024-06-21-10-15-30.jpg>", "\u200e[21-06-2024, 10:15:33] Juf: %s.pdf • \u200e3 pagina's "
           "\u200e<bijgevoegd: 00000015-%s.pdf>" % (name("document on iOS"), name("attachment on iOS")), "[21-06-2024, 10:15:34] Juf: knap van %s" % name("message on iOS")]
    who.add("WhatsApp Chat - Groep 8.zip", zipped([("_chat.txt", "\r\n".join(ios) + "\r\n")]))


def encrypted(who):
    """What Messenger gives of encrypted conversations: its own archive, without folders."""
    def name(place):
        return who("facebook/end-to-end " + place).name

    who.add("messages.zip", zipped([("ouders_1.json", json.dumps({"participants": ["Juf", "Ouder"], "threadName": "Over " + name("thread"), "messages": [
        {"senderName": name("sender"), "text": "Ziek: " + name("message"), "timestamp": 1714636800000, "type": "text", "media": [], "reactions": [], "isUnsent": False}]}))]))


def linkedin(who):
    def name(place):
        return who("linkedin/" + place).name

    contact = who("linkedin/connection")
    who.add("Basic_LinkedInDataExport_06-21-2024.zip", zipped([
        ("Shares.csv", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n2024-06-21 08:00:00,https://www.linkedin.com/feed/1,\"Trots op\"\"\n\"\"%s\"\"\n\"\""
         " vandaag\",https://a.example/%s,,PUBLIC\r\n" % (name("share"), who.plain("linkedin/shared address").slug)),
        ("Comments.csv", "Date,Link,Message\r\n2024-06-22 08:00:00,https://www.linkedin.com/feed/2,\"Hij zei \\\"top\\\" tegen %s\"\r\n" % name("comment")),
        ("Connections.csv", "Notes:\r\n\"When exporting, some may be missing\"\r\n\r\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
         "%s,%s,https://www.linkedin.com/in/x,,School,Stagiair,21 Jun 2024\r\n" % (contact.first, contact.surname)),
        ("messages.csv", table("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER".split(","), [
            "1", "Over " + name("conversation title"), name("sender"), "https://x", name("receiver"), "https://y", "2024-06-23 08:00:00 UTC", "Vraag van " +
            name("subject"), "Kent u %s?" % name("message"), "INBOX"])),
        ("Profile.csv", table(["First Name", "Last Name", "Summary", "Headline"], ["De", "Vlinderhof", "Met " + name("profile"), "x"])),
        ("Rich_Media.csv", table(["Date/Time", "Media Description", "Media Link"], ["x", "Foto van " + name("media description"), "https://a.example/1"])),
        ("Recommendations_Received.csv", table(["First Name", "Last Name", "Company", "Text"], ["x", "y", "z", "Stage met " + name("recommendation")])),
        ("Invitations.csv", table(["From", "To", "Sent At", "Message", "Direction"], ["Juf", name("invitation"), "6/21/24, 8:00 AM", "x", "OUTGOING"])),
        ("Articles/Articles/artikel.html", "<html><head><title>Artikel over %s</title></head><body><p>Tekst</p></body></html>" % name("article"))]))


def tiktok(who):
    def name(place):
        return who("tiktok/" + place).name

    def handle(place):
        return who.plain("tiktok/" + place).slug.replace("-", ".")

    who.add("TikTok_Data_1718957730.zip", zipped([("user_data_tiktok.json", dump({
        "Profile And Settings": {"Profile Info": {"ProfileMap": {"userName": "vlinderhof", "bioDescription": "Met " + name("profile")}},
                                 "Follower": {"FansList": [{"Date": "2024-06-21 08:00:00", "UserName": handle("follower")}]},
                                 "Following": {"Following": [{"Date": "2024-06-21 08:00:00", "UserName": handle("following")}]}},
        "Post": {"Posts": {"VideoList": [{"Date": "2024-06-21 08:00:00", "Link": "https://www.tiktok.com/1", "Title": "Dans van " + name("title"), "AlternateText":
                                           "Zie " + name("alt text"), "Sound": "Lied van " + name("sound"), "Location": "Zaal " + name("location")}]},
                 "Drafts": {"x": [{"Title": "Concept " + name("draft")}]}},
        "Comment": {"Comments": {"CommentsList": [{"date": "2024-06-22 08:00:00", "comment": "Mooi " + name("comment"), "photo": "N/A", "url": ""}]}},
        "Direct Message": {"Direct Messages": {"ChatHistory": {"Chat History with %s:" % handle("chat"): [
            {"Date": "2024-06-23 08:00:00", "From": handle("sender"), "Content": "Ha " + name("message")}]}}},
        "Your Activity": {"Searches": {"SearchList": [{"Date": "2024-06-24 08:00:00", "SearchTerm": name("search")}]}}}))]))


def snapchat(who):
    def name(place):
        return who("snapchat/" + place).name

    chat = {"%s" % who.plain("snapchat/conversation").slug.replace("-", "_"): [{"From": who.plain("snapchat/sender").slug.replace("-", "_"), "Media Type": "TEXT",
            "Created": "2024-06-21 08:00:00 UTC", "Content": "Ben jij %s?" % name("message"), "Conversation Title": "Klas van " + name("conversation title"),
            "IsSender": False, "Created(microseconds)": 1718956800000000}]}
    who.add("mydata~1718957730.zip", zipped([
        ("json/chat_history.json", dump(chat)),
        ("json/friends.json", dump({"Friends": [{"Username": "x1", "Display Name": name("friend"), "Creation Timestamp": "2024-06-21 08:00:00 UTC", "Source": "x"}]})),
        ("json/memories_history.json", dump({"Saved Media": [{"Date": "2024-06-21 08:00:00 UTC", "Media Type": "Image", "Location": "Latitude, Longitude: 52.1, 5.2",
                                                              "Caption": "Dag met " + name("memory")}]})),
        ("json/account.json", dump({"Basic Information": {"Username": "vlinderhof", "Name": "Klas " + name("account name")}})),
        ("json/talk_history.json", dump({"Calls": [{"With": name("call"), "Date": "2024-06-21 08:00:00 UTC"}]}))]))


def telegram(who):
    def name(place):
        return who("telegram/" + place).name

    def message(number, text, **more):
        return dict({"id": number, "type": "message", "date": "2024-06-21T10:15:%02d" % number, "date_unixtime": str(1718957700 + number), "from": "Juf", "from_id": "user1",
                     "text": text, "text_entities": []}, **more)

    messages = [
        message(1, "Dag van " + name("message")),
        message(2, ["Zie ", {"type": "bold", "text": name("part of a text")}, " nu"]),
        message(3, "Hoi", **{"from": name("sender")}),
        message(4, "Doorgestuurd", forwarded_from=name("forwarded from")),
        message(5, "", poll={"question": "Kiest u %s?" % name("poll question"), "closed": False, "total_voters": 1, "answers": [{"text": "Liever " + name("poll answer"),
                                                                                                                                 "voters": 1, "chosen": False}]}),
        {"id": 6, "type": "service", "date": "2024-06-21T10:15:06", "actor": name("service actor"), "actor_id": "user3", "action": "invite_members", "members": [
            name("service member"), None], "text": ""},
        {"id": 7, "type": "service", "date": "2024-06-21T10:15:07", "actor": "Juf", "action": "edit_group_title", "title": "Groep " + name("service title"), "text": ""},
        message(8, "", contact_information={"first_name": who("telegram/sent contact").first, "last_name": who("telegram/sent contact").surname, "phone_number": "0031"}),
        message(9, "Onderschrift: " + name("photo caption"), photo="photos/photo_1.jpg", width=1, height=1),
        message(10, "", file="files/x.pdf", file_name="Verslag %s.pdf" % name("file name"), mime_type="application/pdf"),
        message(11, "", place_name="Speeltuin " + name("place name"), address="Laan van " + name("place address"), location_information={"latitude": 52.1, "longitude": 5.2}),
        message(12, "x", text_entities=[{"type": "text_link", "text": "x", "href": "https://a.example/" + who.plain("telegram/link").slug}]),
        message(13, "Antwoord", reactions=[{"type": "emoji", "count": 1, "emoji": "x", "recent": [{"from": name("reaction"), "from_id": "user4", "date": "2024-06-21T10:16:00"}]}]),
        message(14, "", media_type="audio_file", file="(File not included. Change data exporting settings to download.)", performer=name("performer"), title="x")]
    who.add("telegram/ChatExport_2024-06-21/result.json", dump({"name": "Ouders van " + name("chat's name"), "type": "private_group", "id": 1, "messages": messages}))
    who.add("telegram/DataExport_2024-06-21/result.json", dump({"about": "x", "personal_information": {"first_name": "Juf", "last_name": "x", "bio": "Bij " + name("bio")},
            "contacts": {"about": "x", "list": [{"first_name": who("telegram/contact").first, "last_name": who("telegram/contact").surname, "phone_number": "0031", "date":
                                                  "2024-06-21T10:15:00"}]}, "frequent_contacts": {"list": [{"id": 1, "category": "people", "type": "user", "name":
                                                                                                           name("frequent contact")}]}, "chats": {"list": []}}))
    body = "".join("<div class='message default clearfix' id='message%d'><div class='body'><div class='pull_right date details' title='21.06.2024 10:15:%02d UTC+02:00'>10:15"
                   "</div>%s</div></div>" % (number, number, inner) for number, inner in enumerate((
                       "<div class='from_name'>%s</div><div class='text'>Ook %s</div>" % (name("html sender"), name("html message")),
                       "<div class='from_name'>Juf</div><div class='forwarded body'><div class='from_name'>%s <span class='date details'>1</span></div><div class='text'>ja</div>"
                       "</div>" % name("html forwarded"),
                       "<div class='from_name'>Juf</div><div class='media_wrap clearfix'><div class='media clearfix pull_left media_file'><div class='body'><div class='title "
                       "bold'>%s.docx</div><div class='status details'>1 KB</div></div></div></div>" % name("html file")), 1))
    who.add("telegram/ChatExport_2024-06-22/messages.html", "<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class='page_wrap'><div class='page_header'>"
            "<div class='content'><div class='text bold'>Klas van %s</div></div></div><div class='page_body chat_page'><div class='history'><div class='message service' id='m0'>"
            "<div class='body details'>%s joined</div></div>%s</div></div></div></body></html>" % (name("html chat's name"), name("html service"), body))


def fediverse(who):
    def name(place):
        return who("mastodon/" + place).name

    def note(number, **more):
        return {"id": "https://m.example/users/s/statuses/%d/activity" % number, "type": "Create", "actor": "https://m.example/users/s", "published": "2024-06-%02dT08:00:00Z" % number,
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [], "object": dict({
                    "id": "https://m.example/users/s/statuses/%d" % number, "type": "Note", "content": "<p>x</p>", "published": "2024-06-%02dT08:00:00Z" % number, "summary": None,
                    "inReplyTo": None, "attachment": [], "tag": [], "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
                    "url": "https://m.example/@s/%d" % number}, **more)}

    actor = {"@context": ["https://www.w3.org/ns/activitystreams"], "id": "https://m.example/users/s", "type": "Person", "preferredUsername": "vlinderhof", "name": "Klas van " + name("account name"), "summary": "<p>Wij zijn %s</p>" %
             name("account summary"), "attachment": [{"type": "PropertyValue", "name": "Voorzitter", "value": name("account field")}]}
    outbox = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "orderedItems": [
        note(1, content="<p>Feest van <span>%s</span></p>" % name("post").replace(" ", "</span> <span>")),
        note(2, summary="Let op: " + name("content warning")),
        note(3, attachment=[{"type": "Document", "mediaType": "image/jpeg", "url": "/media_attachments/files/1/x.jpg", "name": "Foto van " + name("alt text")}]),
        note(4, tag=[{"type": "Mention", "href": "https://m.example/users/x", "name": "@%s@m.example" % who.plain("mastodon/mention").slug.replace("-", "_")}]),
        note(5, type="Question", oneOf=[{"type": "Note", "name": "Ja, " + name("poll option"), "replies": {"totalItems": 1}}]),
        note(6, contentMap={"nl": "<p>Vertaald: %s</p>" % name("translation")}),
        note(7, tag=[{"type": "Hashtag", "href": "https://m.example/tags/x", "name": "#" + who.plain("mastodon/hashtag").name.replace(" ", "")}])]}
    who.add("mastodon/archive-1/actor.json", dump(actor))
    who.add("mastodon/archive-1/outbox.json", dump(outbox))


def head(major, value):
    return bytes([major << 5 | value]) if value < 24 else bytes([major << 5 | 24, value]) if value < 256 else bytes([major << 5 | 25, value >> 8, value & 255])


def identifier(number):
    return b"\x01\x71\x12\x20" + bytes([7] * 31 + [number])


def cbor(value):
    """DAG-CBOR; a tuple is a link to a block."""
    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(cbor(key) + cbor(inner) for key, inner in value.items())
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, tuple):
        return b"\xd8\x2a\x58\x25\0" + identifier(value[0])
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return head(0, value)
    return head(2, len(value)) + value if isinstance(value, bytes) else head(3, len(value.encode())) + value.encode()


def varint(value):
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def bluesky(who):
    def name(place):
        return who("bluesky/" + place).name

    def post(number, text="x", **more):
        return "app.bsky.feed.post/3k%02d" % number, dict({"$type": "app.bsky.feed.post", "text": text, "createdAt": "2024-06-%02dT08:00:00Z" % number}, **more)

    image = {"ref": (99,), "mimeType": "image/jpeg", "size": 1}
    records = [
        post(1, "Zonnig, zegt " + name("post")),
        post(2, embed={"$type": "app.bsky.embed.images", "images": [{"alt": "Op de foto " + name("alt text"), "image": image}]}),
        post(3, embed={"$type": "app.bsky.embed.external", "external": {"uri": "https://a.example/" + who.plain("bluesky/link card address").slug, "title": "Krant over " +
             name("link card title"), "description": "Verslag van " + name("link card description")}}),
        post(4, embed={"$type": "app.bsky.embed.video", "alt": "Film van " + name("video alt text"), "video": image, "captions": []}),
        post(5, embed={"$type": "app.bsky.embed.recordWithMedia", "media": {"$type": "app.bsky.embed.images", "images": [{"alt": "Naast " + name("alt beside a quote"),
             "image": image}]}, "record": {"record": {"uri": "at://did:plc:x/app.bsky.feed.post/1"}}}),
        post(6, tags=[who.plain("bluesky/outline tag").name.replace(" ", "")]),
        ("app.bsky.actor.profile/self", {"$type": "app.bsky.actor.profile", "displayName": "Klas van " + name("account name"), "description": "Wij en " + name("profile"),
                                         "pronouns": "x"}),
        ("app.bsky.graph.list/3l01", {"$type": "app.bsky.graph.list", "name": "Lijst " + name("list"), "description": "Vrienden van " + name("list description"),
                                      "createdAt": "2024-06-20T08:00:00Z"}),
        ("app.bsky.graph.starterpack/3l02", {"$type": "app.bsky.graph.starterpack", "name": "Pakket " + name("starter pack"), "createdAt": "2024-06-20T08:00:00Z"}),
        ("chat.bsky.convo/3l03", {"$type": "chat.bsky.convo.message", "text": "Zeg " + name("other record")})]
    entries = [{"k": key.encode(), "p": 0, "t": None, "v": (number,)} for number, (key, _) in enumerate(records, 10)]
    blocks = [(1, {"did": "did:plc:s", "version": 3, "data": (2,)}), (2, {"e": entries, "l": None})]
    blocks += [(number, record) for number, (_, record) in enumerate(records, 10)]
    parts = [cbor({"roots": [(1,)], "version": 1})] + [identifier(number) + cbor(block) for number, block in blocks]
    who.add("bluesky/repo.car", b"".join(varint(len(part)) + part for part in parts))


def plant(who):
    for part in (twitter, whatsapp, encrypted, linkedin, tiktok, snapchat, telegram, fediverse, bluesky):
        part(who)
