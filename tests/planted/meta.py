"""Dumps of Facebook and Instagram with a pupil in each place."""

import datetime
import json

from plant import zipped

ROOT = "this_profile's_activity_across_facebook/"
YOUR = "your_facebook_activity/"


def moment(day):
    return int(datetime.datetime.fromisoformat(day + "T12:00:00+00:00").timestamp())


def broken(value):
    """JSON as Meta writes it: every byte of UTF-8 an escape of its own."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if ord(sign) < 128 else "".join("\\u%04x" % byte for byte in sign.encode()) for sign in text).encode()


def medium(uri, day, **more):
    return dict({"uri": ROOT + "posts/media/" + uri, "creation_timestamp": moment(day)}, **more)


def attached(*entries):
    return [{"data": list(entries)}]


def facebook_posts(who):
    def name(place):
        return who("facebook/" + place).name

    days = iter("2024-03-%02d" % day for day in range(1, 32))

    def post(text=None, **more):
        return dict({"timestamp": moment(next(days)), "data": [{"post": text}] if text else [{}]}, **more)

    return [
        post("Applaus voor %s!" % name("post text")),
        post(title="De Vlinderhof is met %s in Lindeveen." % name("post title")),
        post("Wat een dag", tags=[{"name": name("people tag")}]),
        post("Gewonnen door @[100012345:2048:%s] vandaag" % name("inline tag")),
        post("Lees dit", attachments=attached({"external_context": {"name": "Interview met " + name("link preview title"), "source": "Krant", "url":
             "https://krant.example/interview/%s.html" % who.plain("facebook/link preview address").slug}})),
        post("Uitje", attachments=attached({"place": {"name": "Manege " + name("place"), "coordinate": {"latitude": 52.1, "longitude": 5.2}, "address": "bij "
             + name("place address")}})),
        post("Agenda", attachments=attached({"event": {"name": "Afscheid van " + name("event"), "start_timestamp": 1, "place": {"name": "Aula"}}})),
        post("Mijlpaal", attachments=attached({"life_event": {"title": "Diploma voor " + name("life event"), "start_date": {"year": 2024}}})),
        post("Notitie", attachments=attached({"note": {"title": "Verslag van " + name("note title"), "text": "Door %s geschreven" % name("note text"),
             "tags": [{"name": name("note tag")}]}})),
        post("Stem", attachments=attached({"poll": {"question": "Wordt %s klassenvertegenwoordiger?" % name("poll question"), "options": [
             {"option": "Ja, " + name("poll option"), "voted": False}]}})),
        post("Foto", attachments=attached({"media": medium("a/1.jpg", "2024-03-11", title="Album van " + name("media title"), description="%s op de foto"
             % name("media description"), comments=[{"timestamp": moment("2024-03-11"), "comment": "Zie %s daar" % name("photo comment"), "author":
             name("photo comment author")}])})),
        post("Naam", attachments=attached({"media": medium("a/%s.jpg" % who.plain("facebook/file name").slug, "2024-03-12")})),
        post("Tekst", attachments=attached({"text": "Met dank aan " + name("attachment text")})),
        post("Verkoop", attachments=attached({"for_sale_item": {"title": "Fiets van " + name("for sale"), "description": "x", "price": "1"}})),
        {"timestamp": moment("2024-04-01"), "fbid": "77", "media": [], "label_values": [{"label": "Bijschrift", "value": "Bravo " + name("label value")}, {
            "title": "Getagd", "dict": [{"dict": [{"label": "Naam", "value": name("label in dict")}]}]}]},
        {"timestamp": moment("2024-04-02"), "title": "Groep", "data": [{"post": "x", "update_timestamp": 1, "backdated_timestamp": 1}],
         "attachments": attached({"media": medium("a/2.mp4", "2024-04-02", media_metadata={"video_metadata": {"exif_data": [{"upload_ip": "192.0.2.1"}]}},
                                  subtitles="x", description="Film van " + name("video description"))})}]


def facebook(who):
    def name(place):
        return who("facebook/" + place).name

    when = moment("2024-05-01")
    thread = "messages/inbox/ouder_123/message_1.json"
    parts = [
        (ROOT + "posts/profile_posts_1.json", broken(facebook_posts(who))),
        (ROOT + "posts/album/0.json", broken({"name": "Kamp met " + name("album name"), "description": "Geleid door " + name("album description"),
         "photos": [medium("kamp/1.jpg", "2024-05-02", title="Kamp", description="Links " + name("album photo description"), comments=[
             {"timestamp": when, "comment": "Rechts " + name("album comment"), "author": name("album comment author"), "group": "Ouders van " + name("comment group")}])],
         "cover_photo": medium("kamp/1.jpg", "2024-05-02", title="Kamp"), "comments": [{"timestamp": when, "author": "Oma", "comment": "Hup " +
                                                                                           name("comment on an album")}]})),
        (ROOT + "posts/uncategorized_photos.json", broken({"other_photos_v2": [medium("b/3.jpg", "2024-05-03", description="Portret: " + name("loose photo"))]})),
        (ROOT + "posts/videos.json", broken({"videos_v2": [medium("b/4.mp4", "2024-05-04", title="Film", description="Dans van " + name("film"))]})),
        (ROOT + "comments_and_reactions/comments.json", broken({"comments_v2": [
            {"timestamp": when, "title": "De Vlinderhof heeft gereageerd op het bericht van %s." % name("comment title"), "data": [
                {"comment": {"timestamp": when, "author": "De Vlinderhof", "comment": "Knap van " + name("comment")}}],
             "attachments": attached({"media": medium("c/5.jpg", "2024-05-05", description="Plaatje van " + name("picture in a comment"))})}]})),
        (ROOT + "groups/group_posts_and_comments.json", broken({"group_posts_v2": [
            {"timestamp": when, "title": "De Vlinderhof plaatste in Ouders van %s." % name("group name"), "data": [{"post": "Dank " + name("group post")}]}]})),
        (ROOT + "events/your_events.json", broken({"your_events_v2": [{"name": "Feest bij " + name("own event"), "description": "Opening door " +
         name("event description"), "start_timestamp": when, "place": {"name": "Tuin van " + name("event place")}}]})),
        (ROOT + "stories/archived_stories.json", broken({"archived_stories_v2": [{"timestamp": when, "title": "Verhaal met " + name("story"), "attachments":
         attached({"media": medium("d/6.jpg", "2024-05-06", description="Juichende " + name("story caption"))})}]})),
        (ROOT + "polls/polls_you_voted_on.json", broken({"poll_votes_v2": [{"timestamp": when, "title": "Peiling", "attachments": attached(
            {"poll": {"question": "Kies %s?" % name("poll voted on"), "options": []}})}]})),
        (ROOT + "posts/places_you_have_been_tagged_in.json", broken({"places_v2": [{"name": "Boerderij " + name("tagged place"), "timestamp": when}]})),
        ("connections/friends/your_friends.json", broken({"friends_v2": [{"name": name("friend"), "timestamp": when}]})),
        ("connections/followers/people_who_followed_you.json", broken({"followers_v3": [{"name": name("follower"), "timestamp": when}]})),
        ("connections/followers/who_you_ve_followed.json", broken({"following_v3": [{"name": name("following"), "timestamp": when}]})),
        ("connections/friends/received_friend_requests.json", broken({"received_requests_v2": [{"name": name("friend request"), "timestamp": when}]})),
        ("profile_information/profile_information.json", broken({"profile_v2": {"name": {"full_name": "obs De Vlinderhof"}, "about_me": "Opgericht door "
         + name("about me"), "family_members": [{"name": name("family member"), "relation": "zus"}], "intro_bio": {"name": "Zus van " + name("intro")}}})),
        ("personal_information/other_personal_information/your_address_books.json", broken({"address_book_v2": {"address_book": [
            {"name": name("address book"), "details": [{"contact_point": "+31612345678"}]}]}})),
        ("logged_information/search/your_search_history.json", broken({"searches_v2": [{"timestamp": when, "title": "Je zocht", "data": [{"text":
         "Zoek " + name("search history")}]}]})),
        (thread, broken({"participants": [{"name": name("participant")}, {"name": "De Vlinderhof"}], "title": "Gesprek over " + name("thread title"),
         "thread_path": "inbox/ouder_123", "messages": [
            {"sender_name": name("sender"), "timestamp_ms": when * 1000, "content": "Mag %s mee?" % name("message"), "reactions": [{"reaction": "x", "actor":
             name("reaction")}], "share": {"link": "https://a.example/", "share_text": "Kijk naar " + name("share text")}, "photos": [
             {"uri": "messages/inbox/ouder_123/photos/%s.jpg" % who.plain("facebook/message photo").slug, "creation_timestamp": when}]}]})),
    ]
    who.add("facebook-vlinderhof-2024-06-01-aaaa1111.zip", zipped(parts))
    facebook_older(who)


def facebook_older(who):
    """A person's dump of 2019, and pages for people."""
    def name(place):
        return who("facebook/" + place).name

    when = moment("2019-06-01")
    who.add("facebook-juf2019.zip", zipped([
        ("posts/other_people's_posts_to_your_timeline.json", broken({"wall_posts_sent_to_you": {"activity_log_data": [{"timestamp": when, "title":
         "%s schreef op je tijdlijn." % name("wall post title"), "data": [{"post": "Groet van " + name("wall post")}]}]}})),
        ("posts/your_posts_1.json", broken({"status_updates": [{"timestamp": when, "data": [{"post": "Toen won " + name("old status")}], "tags": [
            name("old tag")]}]})),
        ("photos_and_videos/album/0.json", broken({"name": "Feest van " + name("old album"), "photos": [
            {"uri": "photos_and_videos/x/1.jpg", "creation_timestamp": when, "title": "x", "description": "Buiten: " + name("old photo")}]})),
        ("friends/friends.json", broken({"friends": [{"name": name("old friend"), "timestamp": when}]})),
    ]))
    page = ("<html><head><title>%s</title><base href='../../'></head><body><div class='_a706'>%s</div></body></html>")
    posts = ("<section class='_a6-g'><h2 class='_2ph_ _a6-h _a6-i'>Juf is met %s.</h2><div class='_2ph_ _a6-p'><div><div class='_2pin'><div>Dit is %s met "
             "de beker</div></div><div class='_2pin'><a href='media/1.jpg'><img src='media/1.jpg' alt='Rechts %s'></a><div class='_3-95'>Onder: %s</div></div></div></div>"
             "<footer class='_a6-o'><div class='_a72d'>21 jun 2024 10:15:30</div></footer></section>"
             % (name("html title"), name("html post"), name("html alt"), name("html caption")))
    chat = ("<div class='pam _3-95 _2ph- _a6-g uiBoxWhite noborder'><h2 class='_3-95 _2ph_ _a6-h _a6-i'>%s</h2><div class='_2ph_ _a6-p'><div>Zie je %s?</div></div>"
            "<div class='_3-94 _a6-o'>21 jun 2024 10:15:30</div></div>" % (name("html sender"), name("html message")))
    who.add("facebook-juf-2024-06-21-bbbb2222.zip", zipped([
        (YOUR + "posts/your_posts__check_ins__photos_and_videos_1.html", page % ("Je berichten", posts)),
        (YOUR + "messages/inbox/groep_9/message_1.html", page % ("Groep 9", chat)),
        (YOUR + "comments_and_reactions/comments.html", page % ("Reacties", posts.replace(name("html post"), name("html comment")).replace(
            name("html title"), "Noor").replace(name("html alt"), "x").replace(name("html caption"), "x"))),
        ("connections/friends/your_friends.html", page % ("Vrienden", "<section class='_a6-g'><h2 class='_a6-h'>%s</h2><footer><div class='_a72d'>21 jun 2024"
                                                         "</div></footer></section>" % name("html friend")))]))


def instagram(who):
    def name(place):
        return who("instagram/" + place).name

    base, when = "your_instagram_activity/", moment("2024-07-01")

    def one(day, title, **more):
        return dict({"uri": "media/posts/202407/%s.jpg" % day, "creation_timestamp": moment("2024-07-%02d" % day), "title": title}, **more)

    comment = {"media_list_data": [], "string_map_data": {"Reactie": {"value": "Goed zo " + name("comment")}, "Media-eigenaar": {
        "value": "ouder." + who.plain("instagram/media owner").slug.replace("-", ".")}, "Tijd": {"timestamp": when}}}
    who.add("instagram-vlinderhof-2024-08-01-cccc3333.zip", zipped([
        (base + "media/posts_1.json", broken([
            {"media": [one(1, "Hier %s" % name("caption"))]},
            {"media": [one(2, ""), one(3, "Tweede: " + name("picture of a carousel"))], "title": "Reeks met " + name("carousel title"), "creation_timestamp": moment("2024-07-02")},
            {"media": [one(4, "x", media_metadata={"photo_metadata": {"exif_data": [{"source_type": "camera", "artist": name("metadata")}]}},
                           cross_post_source={"source_app": "FB"})]}])),
        (base + "media/stories.json", broken({"ig_stories": [one(5, "Verhaal " + name("story"))]})),
        (base + "media/reels.json", broken({"ig_reels_media": [{"media": [one(6, "Film " + name("reel"), subtitles={"uri": "media/reels/1.srt"})]}]})),
        (base + "media/archived_posts.json", broken({"ig_archived_post_media": [{"media": [one(7, "Oud " + name("archived post"))]}]})),
        (base + "media/igtv_videos.json", broken({"ig_igtv_media": [{"media": [one(8, "Lang " + name("igtv"))]}]})),
        (base + "media/recently_deleted_content.json", broken({"ig_recently_deleted_media": [{"media": [one(9, "Weg " + name("deleted post"))]}]})),
        ("media/reels/1.srt", "1\n00:00:01,000 --> 00:00:02,000\nIk ben %s\n" % name("subtitles")),
        (base + "comments/post_comments_1.json", broken(comment)),
        (base + "comments/reels_comments.json", broken({"comments_reels_comments": [{"string_map_data": {"Opmerking": {"value": "Film van " +
         name("reel comment")}, "Tijd": {"timestamp": when}}}]})),
        (base + "messages/inbox/groep_1/message_1.json", broken({"participants": [{"name": name("participant")}, {"name": "x"}], "title": "Groep " +
         name("thread title"), "messages": [{"sender_name": name("sender"), "timestamp_ms": when * 1000, "content": "Dag " + name("message"),
                                              "share": {"link": "https://a.example", "share_text": "Bericht over " + name("share text"),
                                                        "original_content_owner": who.plain("instagram/share owner").slug.replace("-", "_")}}]})),
        ("connections/followers_and_following/followers_1.json", broken([{"title": "", "string_list_data": [{"href": "https://www.instagram.com/x", "value":
         who.plain("instagram/follower").slug.replace("-", "_"), "timestamp": when}]}])),
        ("connections/followers_and_following/following.json", broken({"relationships_following": [{"title": who.plain("instagram/following").slug.replace(
            "-", "."), "string_list_data": [{"href": "https://www.instagram.com/y", "timestamp": when}]}]})),
        ("personal_information/personal_information/personal_information.json", broken({"profile_user": [{"title": "Gebruiker", "string_map_data": {
            "Naam": {"value": "De Vlinderhof"}, "Gebruikersnaam": {"value": "vlinderhof"}, "Bio": {"value": "Leerlingenraad: " + name("bio")}}}]})),
        (base + "saved/saved_posts.json", broken({"saved_saved_media": [{"title": who.plain("instagram/saved post").slug.replace("-", "_"), "string_map_data": {
            "Saved on": {"href": "https://www.instagram.com/p/1/", "timestamp": when}}}]})),
        (base + "likes/liked_posts.json", broken({"likes_media_likes": [{"title": who.plain("instagram/liked post").slug.replace("-", "_"), "string_list_data": [
            {"href": "https://www.instagram.com/p/2/", "value": "x", "timestamp": when}]}]})),
        (base + "story_interactions/polls.json", broken({"story_activities_polls": [{"title": "x", "string_list_data": [{"value": "Stem op " + name("poll"),
         "timestamp": when}]}]})),
    ]))
    who.add("vlinderhof_20191201.zip", zipped([
        ("media.json", json.dumps({"photos": [{"caption": "Vroeger: " + name("old caption"), "taken_at": "2019-10-01T08:00:00", "path": "photos/201910/1.jpg",
                                               "location": "Bos van " + name("old location")}], "stories": [
            {"caption": "Kort: " + name("old story"), "taken_at": "2019-10-02T08:00:00", "path": "stories/201910/2.jpg"}]}, ensure_ascii=False)),
        ("comments.json", json.dumps({"media_comments": [["2019-10-03T08:00:00", "Fijn, " + name("old comment"), "ouder"]]}, ensure_ascii=False)),
        ("connections.json", json.dumps({"followers": {who.plain("instagram/old follower").slug.replace("-", "."): "2019-10-04T08:00:00"}})),
        ("messages.json", json.dumps([{"participants": ["vlinderhof", "x"], "conversation": [{"sender": "x", "created_at": "2019-10-05T08:00:00+00:00", "text":
         "Hoi " + name("old message")}]}], ensure_ascii=False)),
        ("profile.json", json.dumps({"username": "vlinderhof", "name": "x", "biography": "Bij " + name("old biography")}, ensure_ascii=False))]))
    who.add("instagram-juf-2024-08-02-dddd4444.zip", zipped([(base + "media/posts_1.html", (
        "<html><head><title>Berichten</title></head><body><div class='pam _3-95 _2ph- _a6-g uiBoxWhite noborder'><h2 class='_3-95 _2pim _a6-h _a6-i'>Hoera %s"
        "</h2><div class='_3-95 _a6-p'><div><a href='media/posts/1.jpg'><img src='media/posts/1.jpg'></a></div></div><div class='_3-94 _a6-o'>Jun 21, 2024 1:15 am"
        "</div></div></body></html>") % name("html caption"))]))


def plant(who):
    facebook(who)
    instagram(who)
