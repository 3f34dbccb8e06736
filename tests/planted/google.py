"""Google Takeout and YouTube with a pupil in each place."""

import json

from demo import metadata, picture
from plant import zipped


def dump(value):
    return json.dumps(value, ensure_ascii=False)


def table(header, *rows):
    return "".join(",".join('"%s"' % value.replace('"', '""') for value in row) + "\n" for row in (header, *rows))


def photo(number):
    """A small picture; each number another."""
    return picture.jpeg(picture.Scene(number), 64, 48, metadata.jpeg_segments(metadata.Metadata()))


def sidecar(title, **more):
    return dump(dict({"title": title, "description": "", "photoTakenTime": {"timestamp": "1718957730", "formatted": "x"}, "creationTime": {"timestamp": "1718957731"},
                      "geoData": {"latitude": 0.0, "longitude": 0.0}, "url": "https://photos.google.com/photo/x"}, **more))


def photos(who):
    def name(place):
        return who("takeout/" + place).name

    album = "Takeout/Google Foto_s/Kamp/"
    return [
        (album + "IMG_1.jpg", photo(901)),
        (album + "IMG_1.jpg.supplemental-metadata.json", sidecar("IMG_1.jpg", description="Bij het vuur: " + name("photo description"), people=[{"name": name("people in a photo")}])),
        (album + "IMG_1-bewerkt.jpg", photo(902)),
        (album + "IMG_2.jpg.json", sidecar("%s.jpg" % name("photo title"))),
        (album + "metagegevens.json", dump({"title": "Kamp met " + name("album title"), "description": "Samen met " + name("album description"), "access": "protected", "date": {
            "timestamp": "1718957730"}, "sharedAlbumComments": [{"text": "Leuk, " + name("album comment"), "creationTime": {"timestamp": "1718957732"}, "contentOwnerName":
                                                                 name("album comment author")}]})),
        ("Takeout/Google Foto_s/gedeelde_album_reacties.json", dump({"sharedAlbumComments": [{"text": "Ook " + name("shared album comment"), "contentOwnerName": "Oma"}]})),
    ]


def others(who):
    def name(place):
        return who("takeout/" + place).name

    keep = {"title": "Lijst van " + name("note title"), "textContent": "Denk aan " + name("note text"), "listContent": [{"text": "Bel " + name("note list"), "isChecked": False}],
            "annotations": [{"title": "Pagina over " + name("note link"), "url": "https://a.example"}], "labels": [{"name": "Zorg " + name("note label")}],
            "sharees": [{"isOwner": True, "type": "WRITER", "email": "juf@vlinderhof.example"}], "userEditedTimestampUsec": 1718957730000000}
    activity = ("<html><head><title>Mijn activiteit</title></head><body><div class='mdl-grid'><div class='outer-cell mdl-cell'><div class='mdl-grid'><div class='header-cell mdl-cell'>"
                "<p class='mdl-typography--title'>Zoeken<br></p></div><div class='content-cell mdl-cell mdl-typography--body-1'>Gezocht naar&nbsp;<a href='https://www.google.com/"
                "search?q=x'>%s</a><br>21 jun 2024, 10:15:30 CEST<br></div></div></div></div></body></html>" % name("activity"))
    chat = {"messages": [{"creator": {"name": name("chat author"), "email": "x@a.example", "user_type": "Human"}, "created_date": "vrijdag 21 juni 2024 om 08:15:30 UTC",
                          "text": "Vraag over " + name("chat message"), "topic_id": "a", "attached_files": [{"original_name": "Verslag %s.pdf" % name("chat attachment"),
                                                                                                       "export_name": "File-x.pdf"}]}]}
    classroom = {"name": "Groep 8", "posts": [{"courseWork": {"title": "Taak voor " + name("classroom task"), "description": "Lezen met " + name("classroom description")},
                                               "creationTime": "2024-06-21T08:00:00.123Z",
                                               "creator": {"name": {"fullName": name("classroom author")}}, "comments": [{"comment": "Klaar, " + name("classroom comment"),
                                                                                                                         "creationTime": "2024-06-22T08:00:00Z"}]}],
                 "students": [{"profile": {"name": {"givenName": "x", "fullName": name("classroom pupil")}}}]}
    maps = {"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [5.2, 52.1], "type": "Point"}, "properties": {
        "five_star_rating_published": 5, "review_text_published": "Fijne plek, zegt " + name("review"), "location": {"name": "Winkel van " + name("reviewed place")}}}]}
    return [
        ("Takeout/Keep/Notitie.json", dump(keep)),
        ("Takeout/Mijn activiteit/Zoeken/MijnActiviteit.html", activity),
        ("Takeout/Google Chat/Groups/Space 1/messages.json", dump(chat)),
        ("Takeout/Google Chat/Groups/Space 1/group_info.json", dump({"name": "Ruimte van " + name("chat room"), "members": [{"name": name("chat member"), "email": "y@a.example"}]})),
        ("Takeout/Classroom/Groep 8/classroom.json", dump(classroom)),
        ("Takeout/Maps (your places)/Reviews.json", dump(maps)),
        ("Takeout/Taken/Tasks.json", dump({"kind": "tasks#taskLists", "items": [{"title": "x", "items": [{"title": "Bel ouders van " + name("task"), "notes": "Rapport " +
                                                                                                     name("task notes")}]}]})),
        ("Takeout/Drive/Groepsindeling %s.txt" % name("file name in Drive"), "x\n"),
        ("Takeout/Drive/Verslag.docx-info.json", dump({"title": "Verslag van " + name("file information"), "lastModifiedByAnyTime": "x", "ownedByMe": True})),
        ("Takeout/Profiel/Profiel.json", dump({"name": {"fullName": "De Vlinderhof"}, "displayName": "Klas " + name("profile")})),
        ("Takeout/Sites/Groep 8/Startpagina.html", "<html><head><title>Site van %s</title><meta name=\"generator\" content=\"Google Sites\"></head><body><h1>Welkom</h1><p>Kinderraad: %s</p>"
         "<figure><figcaption>Foto: %s</figcaption></figure></body></html>" % tuple(who("google sites/" + place).name for place in ("title", "page", "caption"))),
    ]


def youtube(who):
    def name(place):
        return who("youtube/" + place).name

    base = "Takeout/YouTube en YouTube Music/"
    columns = ("Video ID,Approx Duration (ms),Video Audio Language,Video Category,Video Description (Original) Language,Channel ID,Video Title (Original) Language,Privacy,Video State,"
               "Video Create Timestamp,Video Publish Timestamp").split(",")
    columns = [column.replace(") Language", ")") for column in columns]
    comment = '{"text":"Goed zo "},{"text":"%s","mention":{"externalChannelId":"x"}},{"text":"\n"}' % name("comment")
    return [
        (base + "video metadata/videos.csv", table(columns, ["v1", "1000", "nl", "Education", "Met " + name("description"), "UC1", "Musical van " + name("title"), "Public", "Live",
                                                          "2024-06-21T08:15:30+00:00", "2024-06-21T08:15:31+00:00"])),
        (base + "videos/Musical met %s.mp4" % name("film's file name"), b"\0\0\0\x14ftypisom\0\0\2\0isom"),
        (base + "comments/comments.csv", table("Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text,Top-Level Comment ID".split(","),
                                               ["c1", "UC1", "2024-06-22T08:15:30+00:00", "0", "", "", "v1", comment, ""])),
        (base + "abonnementen/abonnementen.csv", table(["Kanaal-ID", "Kanaal-URL", "Kanaaltitel"], ["UC2", "http://www.youtube.com/channel/UC2", name("subscription")])),
        (base + "playlists/playlists.csv", table("Playlist ID,Add new videos to top,Playlist Description (Original),Playlist Title (Original),Playlist Visibility".split(","), [
            "PL1", "False", "Optreden van " + name("playlist description"), "Lijst van " + name("playlist title"), "Public"])),
        (base + "community posts/posts.csv", table("Post ID,Post Text,Channel ID,Post Create Timestamp".split(","), ["p1", '{"text":"Nieuws over %s"}' % name("community post"), "UC1",
                                                                                                          "2024-06-23T08:15:30+00:00"])),
        (base + "live chats/live chats.csv", table("Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text".split(","), ["l1", "UC1", "2024-06-24T08:15:30+00:00",
                                                                                                "0", "v1", '{"text":"Hup %s"}' % name("live chat")])),
        (base + "channels/channel.csv", table(["Channel ID", "Channel Title (Original)", "Channel Visibility", "Channel Description (Original)"], ["UC1", "Kanaal " + name("channel title"),
                                                                                             "Public", "Van " + name("channel description")])),
        (base + "video metadata/video texts.csv", table(["Video ID", "Caption Language", "Caption Text"], ["v1", "nl", "Hier spreekt " + name("caption text")])),
        (base + "geschiedenis/kijkgeschiedenis.json", dump([{"header": "YouTube", "title": "Bekeken: film van " + name("watch history"), "titleUrl": "https://www.youtube.com/watch?v=1",
                                                             "subtitles": [{"name": "Kanaal van " + name("watched channel"), "url": "https://x"}], "time": "2024-06-25T08:15:30Z"}])),
    ]


def plant(who):
    who.add("takeout-20240701T000000Z-001.zip", zipped(photos(who) + others(who) + youtube(who)))
