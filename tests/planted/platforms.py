"""Accounts and chats beside the large platforms: Flickr, Slack, Discord, Teams, Hangouts, Keep, Google+, and what Facebook and Twitter gave
before 2018."""

import json

from plant import zipped


def dump(value):
    return json.dumps(value, ensure_ascii=False)


def flickr(who):
    def name(place):
        return who("flickr/" + place).name

    photo = {"id": "301", "name": "Kamp van " + name("photo name"), "description": "Hier staat " + name("photo description"), "count_views": "3", "date_taken":
             "2017-06-20 10:00:00", "date_imported": "2017-06-21 10:00:00", "photopage": "https://www.flickr.com/photos/vlinderhof/301/", "original":
             "https://live.staticflickr.com/1/301_o.jpg", "license": "All Rights Reserved", "geo": [{"latitude": "52100000", "longitude": "5200000"}],
             "albums": [{"id": "9", "title": "Album van " + name("photo album"), "url": "x"}], "tags": [{"tag": name("photo tag")}], "people": [
                 {"username": name("photo person"), "nsid": "1@N01"}], "notes": [{"text": "Links " + name("photo note")}], "privacy": "public",
             "comments": [{"id": "1", "date": "2017-06-22 10:00:00", "user": name("photo comment author"), "comment": "Mooi, " + name("photo comment"),
                           "url": "https://www.flickr.com/photos/vlinderhof/301/#comment1"}]}
    who.add("72157699_flickr_part1.zip", zipped([
        ("photo_301.json", dump(photo)),
        ("photo_302.json", dump(dict(photo, id="302", name="Besloten: " + name("private photo"), description="", albums=[], tags=[], people=[], notes=[], comments=[],
                                     privacy="friend & family", date_imported="2017-06-23 10:00:00"))),
        ("albums.json", dump({"albums": [{"photo_count": "1", "id": "9", "url": "https://www.flickr.com/photos/vlinderhof/sets/9", "title": "Map " + name("album title"),
                                          "description": "Met " + name("album description"), "created": "1498039200", "photos": ["301"]}]})),
        ("contacts_part001.json", dump({"contacts": {name("contact"): "https://www.flickr.com/people/x/"}})),
        ("comments_part001.json", dump({"comments": [{"photo_id": "5", "photo_url": "https://www.flickr.com/photos/a/5", "comment": "Dag " + name("comment elsewhere"),
                                                      "created": "2017-06-24 10:00:00"}]}))]))


def slack(who):
    def name(place):
        return who("slack/" + place).name

    who.add("Vlinderhof Slack export Jun 1 2024 - Jun 30 2024.zip", zipped([
        ("users.json", dump([{"id": "U1", "team_id": "T1", "name": "x", "real_name": name("member"), "profile": {"real_name": name("member"), "title": "Mentor van " +
                                                                                                                      name("member's title")}}])),
        ("channels.json", dump([{"id": "C1", "name": "algemeen", "created": 1718957730, "creator": "U1", "is_archived": False, "members": ["U1"], "topic": {
            "value": "Over " + name("topic")}, "purpose": {"value": "Voor " + name("purpose")}}])),
        ("algemeen/2024-06-21.json", dump([
            {"type": "message", "user": "U1", "ts": "1718957730.000100", "text": "Vandaag %s getrakteerd" % name("message"), "user_profile": {"real_name": name("author")}},
            {"type": "message", "user": "U1", "ts": "1719044130.000200", "thread_ts": "1718957730.000100", "text": "Ja, " + name("answer"), "files": [
                {"id": "F1", "name": "%s.jpg" % name("file name"), "title": "Foto van " + name("file title"), "url_private": "https://files.slack.com/a.jpg"}]}]))]))


def discord(who):
    def name(place):
        return who("discord/" + place).name

    who.add("package.zip", zipped([
        ("messages/c11/channel.json", dump({"id": "11", "type": 0, "name": "klas-" + who.plain("discord/channel name").slug, "guild": {"id": "1", "name": "Server van " +
                                                                                                                                name("server name")}})),
        ("messages/c11/messages.json", dump([{"ID": 51, "Timestamp": "2024-06-21 08:00:00", "Contents": "Wie ziet %s?" % name("own message"), "Attachments": ""}])),
        ("messages/c12/messages.csv", "ID,Timestamp,Contents,Attachments\n52,2024-06-22 08:00:00.123000+00:00,\"Dag, %s\",\n" % name("message of a table")),
        ("account/user.json", dump({"id": "1", "username": "juf", "discriminator": "0", "global_name": "Klas van " + name("account name"), "relationships": [
            {"id": "2", "user": {"username": "x", "global_name": name("friend")}}]}))]))
    who.add("discord/Vlinderhof - klas [12].json", dump({"guild": {"id": "1", "name": "Vlinderhof"}, "channel": {"id": "12", "type": "GuildTextChat", "name": "klas",
            "topic": "Over " + name("channel topic")}, "messages": [
        {"id": "61", "type": "Default", "timestamp": "2024-06-21T08:00:00+00:00", "content": "Dag " + name("message"), "author": {"name": "x", "nickname": name("author")},
         "attachments": [{"url": "https://cdn.discordapp.com/a.png", "fileName": "%s.png" % name("file name")}], "mentions": [{"nickname": name("mention")}]}]}))


def teams(who):
    def name(place):
        return who("teams/" + place).name

    who.add("8_live_juf_export/messages.json", dump({"userId": "8:live:juf", "exportDate": "2024-07-01T08:00", "conversations": [
        {"id": "19:a@thread.skype", "displayName": "Groep van " + name("conversation name"), "version": 1, "threadProperties": {"members": "[\"8:live:juf\"]", "topic":
         "Onderwerp " + name("topic")}, "MessageList": [{"id": "71", "displayName": name("sender"), "originalarrivaltime": "2024-06-21T08:00:00.000Z", "messagetype":
         "RichText", "from": "8:live:x", "content": "<p>Is <b>%s</b> er?</p>" % name("message")}]}]}))


def google(who):
    def name(place):
        return who("google more/" + place).name

    who.add("Takeout/Keep/Lijst.json", dump({"color": "DEFAULT", "isTrashed": False, "isPinned": False, "isArchived": False, "title": "Lijst van " + name("note title"),
            "textContent": "Bel " + name("note text"), "createdTimestampUsec": 1718957730000000, "labels": [{"name": name("note label")}], "listContent": [
                {"text": name("note list"), "isChecked": False}]}))
    who.add("Takeout/Hangouts/Hangouts.json", dump({"conversations": [{"conversation": {"conversation": {"name": "Gesprek over " + name("hangout name"),
            "participant_data": [{"id": {"gaia_id": "1"}, "fallback_name": name("hangout participant")}]}}, "events": [{"sender_id": {"gaia_id": "1"}, "timestamp":
            "1561104000000000", "event_id": "81", "chat_message": {"message_content": {"segment": [{"type": "TEXT", "text": "Hoi " + name("hangout message")}]}}}]}]}))
    who.add("Takeout/Google+ Stream/Posts/20170621.json", dump({"url": "https://plus.google.com/1/posts/a", "creationTime": "2017-06-21 08:00:00+0000", "author": {
        "displayName": "De Vlinderhof"}, "content": "Bloemen voor <b>%s</b>" % name("plus post"), "activityId": "91", "postAcl": {"visibleToStandardAcl": {"circles": [
            {"type": "CIRCLE_TYPE_PUBLIC"}]}}, "comments": [{"creationTime": "2017-06-22 08:00:00+0000", "author": {"displayName": name("plus comment author")},
                                                             "content": "Knap van " + name("plus comment")}]}))


def old(who):
    def name(place):
        return who("old/" + place).name

    page = ("<html><head><meta charset=\"UTF-8\"><title>De Vlinderhof - %s</title><link rel=\"stylesheet\" href=\"../html/style.css\"></head><body><div class=\"nav\"><ul><li>Profile</li>"
            "</ul></div><div class=\"contents\"><h1>De Vlinderhof</h1>%s</div><div class=\"footer\">Downloaded by De Vlinderhof (https://www.facebook.com/vlinderhof)"
            "</div></body></html>")
    timeline = ("<p><div class=\"meta\">Wednesday, June 21, 2017 at 10:00am UTC+02</div>De Vlinderhof updated status.<div class=\"comment\">Bloemen voor %s</div></p>"
                "<p><div class=\"meta\">Thursday, June 22, 2017 at 10:00am UTC+02</div>De Vlinderhof shared a photo.<div class=\"comment\">En voor %s</div></p>" % (
                    name("timeline post"), name("later timeline post")))
    head = "<div class=\"message\"><div class=\"message_header\"><span class=\"user\">%s</span><span class=\"meta\">%s</span></div></div><p>%s</p>"
    messages = "<div class=\"thread\">Juf, %s" % name("thread's people") + head % (name("message sender"), "Wednesday, June 21, 2017 at 8:53pm UTC+02", "Hoi " + name("message")) + head % (
        "Juf", "Wednesday, June 21, 2017 at 8:55pm UTC+02", "Dag " + name("later message")) + "</div>"
    who.add("facebook-vlinderhof-2017.zip", zipped([("html/timeline.htm", page % ("Timeline", timeline)), ("html/messages.htm", page % ("Messages", messages)),
                                                    ("html/friends.htm", page % ("Friends", "<h2>Friends</h2><ul><li>%s (Jun 1, 2016)</li></ul>" % name("friend")))]))
    who.add("twitter-2016/tweets.csv", "\"tweet_id\",\"in_reply_to_status_id\",\"in_reply_to_user_id\",\"timestamp\",\"source\",\"text\",\"retweeted_status_id\","
            "\"retweeted_status_user_id\",\"retweeted_status_timestamp\",\"expanded_urls\"\n\"95\",\"\",\"\",\"2016-06-21 08:00:00 +0000\",\"<a href=\"\"x\"\">web</a>\","
            "\"Trots op %s\",\"\",\"\",\"\",\"https://a.example/%s\"\n" % (name("tweet"), who.plain("old/tweet's address").slug))


def threads(who):
    who.add("instagram-juf-2024-08-03-eeee5555.zip", zipped([("your_instagram_activity/threads/threads_and_replies.json", dump({"text_post_app_text_posts": [
        {"media": [{"uri": "media/a.jpg", "creation_timestamp": 1718957730, "title": "Kamp met " + who("threads/post").name}]}]}))]))


def reddit(who):
    def name(place):
        return who("reddit/" + place).name

    def row(*cells):
        return ",".join('"%s"' % cell for cell in cells) + "\n"

    link = "https://www.reddit.com/r/school/comments/1a/x/"
    who.add("export_juf_20240601.zip", zipped([
        ("posts.csv", "id,permalink,date,ip,subreddit,gildings,title,url,body\n" + row("1a", link, "2024-05-01 10:00:00 UTC", "", "school", "0", "Wie kent " + name("post title"), link,
                                                                                      "Dit is " + name("post"))),
        ("comments.csv", "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n" + row("c1", link + "c1/", "2024-05-02 10:00:00 UTC", "", "school", "0", link, "", "Ja, " +
                                                                                                 name("comment"), "")),
        ("messages.csv", "id,permalink,thread_id,date,ip,from,to,subject,body\n" + row("m1", link, "t1", "2024-05-03 10:00:00 UTC", "", "juf", "ouder", "Over " + name("subject"),
                                                                                      "Dag " + name("message"))),
        ("chat_history.csv", "message_id,created_at,updated_at,username,message,thread_parent_message_id,channel_url,subreddit,channel_name,conversation_type\n" + row(
            "$x", "2024-05-04 10:00:00 UTC", "", "ouder", "Hoi " + name("chat"), "", "x", "", "Groep van " + name("chat's name"), "direct")),
        ("drafts.csv", "id,title,body,kind,created,spoiler,nsfw\n" + row("d1", "Concept", "Over " + name("draft"), "text", "2024-05-05 10:00:00 UTC", "", "")),
        ("friends.csv", "username,note\n" + row("x", "Vader van " + name("friend's note")))]))


def ghost(who):
    def name(place):
        return who("ghost/" + place).name

    text = dump({"root": {"children": [{"type": "paragraph", "children": [{"type": "text", "text": "Alleen hier " + name("post without HTML")}]}]}})
    post = {"id": "5f1", "slug": who.plain("ghost/short name").slug, "feature_image": "__GHOST_URL__/content/images/f.jpg", "type": "post", "status": "published",
            "visibility": "public", "published_at": "2024-05-01T10:00:00.000Z", "title": "Sportdag " + name("title"), "html": "<p>Winnaar: %s</p><img src='a.jpg' alt='%s'>" %
            (name("post"), name("alt text")), "lexical": None, "custom_excerpt": "Kort: " + name("excerpt")}
    posts = [post, dict(post, id="5f2", slug="x", title="Los", html=None, lexical=text, custom_excerpt=None, published_at="2024-05-02T10:00:00.000Z"),
             dict(post, id="5f3", slug="y", title="Later", status="draft", html="<p>%s</p>" % name("draft"), custom_excerpt=None),
             dict(post, id="5f4", slug="over", type="page", title="Over", html="<p>%s</p>" % name("page"), custom_excerpt=None)]
    tables = {"posts": posts, "posts_authors": [{"id": "a", "post_id": "5f1", "author_id": "9"}], "posts_meta": [
        {"id": "m", "post_id": "5f1", "meta_title": name("title for machines"), "feature_image_alt": name("cover's alt text"), "feature_image_caption": "<i>%s</i>" %
         name("cover's caption")}], "tags": [{"id": "t", "name": "Groep " + name("tag"), "slug": "g", "description": "Met " + name("tag's description")}],
        "users": [{"id": "9", "name": name("writer"), "email": "x@a.example", "bio": "Mentor van " + name("writer's words")}], "members": [
            {"id": "8", "name": name("member"), "email": "y@a.example"}], "comments": [{"id": "c1", "post_id": "5f1", "member_id": "8", "html": "<p>Leuk, %s</p>" % name("comment"),
                                                                                     "status": "published", "created_at": "2024-05-03T10:00:00.000Z"}],
        "settings": [{"id": "s", "key": "title", "value": "School van " + name("setting")}]}
    who.add("de-vlinderhof.ghost.2024-06-01.json", dump({"db": [{"meta": {"exported_on": 1718957730000, "version": "5.80.0"}, "data": tables}]}))


def outlook_mac(who):
    def name(place):
        return who("olm/" + place).name

    who.add("Outlook voor Mac.olm", zipped([
        ("Accounts/juf@a.example/com.microsoft.__Messages/Inbox/message_00001.xml", '<?xml version="1.0" encoding="UTF-8" ?><emails elementCount="1"><email xml:space="preserve">'
         '<OPFMessageCopyBody xml:space="preserve">&lt;html&gt;&lt;body&gt;&lt;p&gt;Beste ouders van %s&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</OPFMessageCopyBody>'
         '<OPFMessageCopySubject>Over %s</OPFMessageCopySubject><OPFMessageCopySentTime>2024-05-01T10:00:00</OPFMessageCopySentTime><OPFMessageCopyFromAddresses><emailAddress '
         'OPFContactEmailAddressAddress="x@a.example" OPFContactEmailAddressName="%s"/></OPFMessageCopyFromAddresses><OPFMessageCopyToAddresses><emailAddress '
         'OPFContactEmailAddressAddress="o@a.example" OPFContactEmailAddressName="%s"/></OPFMessageCopyToAddresses><OPFMessageCopyAttachmentList><messageAttachment '
         'OPFAttachmentName="Lijst %s.txt"/></OPFMessageCopyAttachmentList></email></emails>' % tuple(name(place) for place in ("mail", "subject", "sender", "recipient",
                                                                                                                              "attachment's name"))),
        ("Local/com.microsoft.__Messages/Inbox/com.microsoft.__Attachments/Lijst.txt", "Lijst met " + name("attachment"))]))


def plant(who):
    for part in (flickr, slack, discord, teams, google, old, threads, reddit, ghost, outlook_mac):
        part(who)
