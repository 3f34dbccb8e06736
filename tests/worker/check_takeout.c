/*
 * Suite of the readers of Google Takeout, JSON and YouTube's tables: one test a trick of the
 * format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_takeout;
extern const Reader reader_youtube;
extern const Reader reader_json;
extern const Reader reader_table;

#define PHOTOS "takeout-001.zip!/Takeout/Google Foto_s/Foto's van 2024/"
#define VIDEOS "Takeout/YouTube en YouTube Music/"

static void assert_facts(const Reader *reader, const Reader *other, const char *path,
                         const char *type, const char *data, const char *const *wanted)
{
    g_autofree char *facts = facts_of(reader, path, type, data, strlen(data));

    ck_assert_int_gt(bid_of(reader, path, type, data, strlen(data)),
                     bid_of(other, path, type, data, strlen(data)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_JSON(path, json, ...)                                                               \
    assert_facts(&reader_takeout, &reader_json, path, "application/json", json,                    \
                 (const char *const[]){__VA_ARGS__, NULL})
#define ASSERT_TABLE(path, table, ...)                                                             \
    assert_facts(&reader_youtube, &reader_table, path, "text/csv", table,                          \
                 (const char *const[]){__VA_ARGS__, NULL})

#define PHOTO(title)                                                                               \
    "{\"title\": \"" title "\", \"description\": \"Noor en Kaan\", \"imageViews\": \"12\", "       \
    "\"creationTime\": {\"timestamp\": \"1718957830\", \"formatted\": \"21 jun\"}, "               \
    "\"photoTakenTime\": {\"timestamp\": \"1718957730\", \"formatted\": \"21 jun\"}, "             \
    "\"geoData\": {\"latitude\": 52.09, \"longitude\": 5.12}, \"geoDataExif\": {\"latitude\": "    \
    "0.0, \"longitude\": 0.0}, \"people\": [{\"name\": \"Noor Haddad\"}, {\"name\": \"Kaan\"}], "  \
    "\"url\": \"https://photos.example/1\"}"

START_TEST(photo)
{
    ASSERT_JSON(PHOTOS "IMG_1.jpg.json", PHOTO("IMG_1.jpg"),
                "publication 1 post published platform=google-photos "
                "published=2024-06-21T08:17:10Z known=export url=https://photos.example/1 "
                "title=IMG_1.jpg access=closed",
                "medium p1 m1 image IMG_1.jpg taken=2024-06-21T08:15:30Z",
                "caption [description] Noor en Kaan", "tag p1 m1 takeout Noor Haddad",
                "tag p1 m1 takeout Kaan", "GPSPosition=52.09,5.12");
    ASSERT_JSON("elders/x.json", "{\"trashed\": true, \"photoTakenTime\": {}, \"title\": \"a\"}",
                "publication 1 post unpublished");
}
END_TEST

START_TEST(names_of_pictures)
{
    static const struct {
        const char *sidecar, *picture;
    } names[] = {{"IMG_2.jpg.supplemental-metadata(1).json", "m1 image IMG_2(1).jpg "},
                 {"IMG_2.jpg(3).json", "m1 image IMG_2(3).jpg "},
                 {"IMG_2.jpg.su.json", "m1 image IMG_2.jpg "},
                 {"IMG_2.jpg..json", "m1 image IMG_2.jpg "},
                 {"IMG_2.jpg.supplemental-meta.json", "m1 image IMG_2.jpg "},
                 {"FILM.MP4.json", "m1 video FILM.MP4 "},
                 {"anders geno.json", "m1 image Noor _ Kaan_s.jpg "},
                 {"anders geno(2).json", "m1 image Noor _ Kaan_s(2).jpg "}};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_strconcat(PHOTOS, names[i].sidecar, NULL);

        ASSERT_JSON(path, PHOTO("Noor & Kaan's.jpg"), names[i].picture);
    }
    ASSERT_JSON(PHOTOS "schoolreis groep vijf naar de kinderboerderij .json",
                PHOTO("schoolreis groep vijf naar de kinderboerderij \u00e9\u00e9n.jpg"),
                "m1 image schoolreis groep vijf naar de kinderboerderij .jpg ",
                "m2 image schoolreis groep vijf naar de kinderboerderij één.jpg ",
                "tag p1 m2 takeout Noor Haddad");
}
END_TEST

START_TEST(albums_chats_and_history)
{
    ASSERT_JSON(PHOTOS "metagegevens.json",
                "{\"title\": \"Kamp\", \"description\": \"Met Noor\", \"access\": \"protected\", "
                "\"date\": {\"timestamp\": \"1718957730\"}, \"sharedAlbumComments\": [{\"text\": "
                "\"Mooi Kaan\", \"contentOwnerName\": \"Els Bos\", \"creationTime\": "
                "{\"timestamp\": \"1718957730\"}}]}",
                "publication 1 album", "title=Kamp", "[description] Met Noor",
                "publication 2 comment published reply-to=1", "author=Els Bos",
                "[comment] Mooi Kaan");
    ASSERT_JSON("Takeout/Google Chat/Groups/DM 1/messages.json",
                "{\"messages\": [{\"creator\": {\"name\": \"Els Bos\", \"email\": "
                "\"els@b.example\"}, \"created_date\": \"Tuesday, January 30, 2024\", \"text\": "
                "\"Is Noor er?\", \"attached_files\": [{\"original_name\": \"a\", "
                "\"export_name\": \"File-a.jpg\"}]}]}",
                "message published platform=google published=2024-01-30 known=export author=Els "
                "Bos access=direct",
                "[text] Is Noor er?", "image File-a.jpg", "els@b.example");
    ASSERT_JSON(VIDEOS "geschiedenis/zoekgeschiedenis.json",
                "[{\"header\": \"YouTube\", \"title\": \"Gezocht naar Noor Haddad\", \"titleUrl\": "
                "\"https://x.example\", \"time\": \"2024-06-21T08:15:30.1Z\"}]",
                "platform=youtube published=2024-06-21T08:15:30Z known=export access=closed",
                "title: Gezocht naar Noor Haddad");
    ASSERT_JSON("Takeout/Iets/nieuws.json", "{\"a\": {\"b\": \"Kaan\"}}",
                "publication 1 file published platform=google access=closed", "Kaan");
    ASSERT_JSON("Takeout/Google Bedrijfsprofiel/account-1/location-2/reviews.json",
                "{\"reviews\": [{\"comment\": \"Kaan\"}]}", "platform=google access=public",
                "Kaan");
}
END_TEST

START_TEST(videos)
{
    ASSERT_TABLE(VIDEOS "videometadata/video's.csv",
                 "Video-ID,Geschatte duur (ms),(Originele) videobeschrijving,(Originele) "
                 "videotitel,Privacy,Tijdstempel maken van video,Tijdstempel publiceren van "
                 "video\nabc,61000,\"Met Noor\nen Kaan\",\"Musical: \"\"Zo\u00eb\"\"\",Verborgen,"
                 "2024-06-21T08:15:30+00:00,2024-06-21T09:00:00+00:00\ndef,1,,B,Openbaar,"
                 "2024-06-21T08:15:30+00:00,\nghi,1,,C,Priv\u00e9,,\n",
                 "publication 1 post published platform=youtube published=2024-06-21T09:00:00Z "
                 "known=export id=abc url=https://www.youtube.com/watch?v=abc title=Musical: "
                 "\"Zoë\" access=closed",
                 "body [description] Met Noor\nen Kaan", "title=B access=public",
                 "publication 3 post unpublished");
    ASSERT_TABLE("x/videos(2).csv",
                 "Video ID,Video Title (Original),Privacy\nabc,Dag Noor,Unlisted\n",
                 "title=Dag Noor access=closed");
}
END_TEST

/* Columns in other words, and in a language that nobody here thought of. */
START_TEST(videos_in_other_words)
{
    ASSERT_TABLE(VIDEOS "video-metadata/video's.csv",
                 "Video-ID,Beschrijving van video,Kanaal-ID,Titel van video,Zichtbaarheid,Tijd\n"
                 "abcdefghijk,Met Noor,UC,Dag Kaan,Openbaar,2024-06-21T08:15:30+00:00\n",
                 "publication 1 post published platform=youtube published=2024-06-21T08:15:30Z",
                 "title=Dag Kaan access=public", "body [description] Met Noor");
    ASSERT_TABLE(VIDEOS "x/y.csv",
                 "a,b,c,d,e,f\nabcdefghijk,6000,Met Noor,UCabcdefghijklmnopqrstuv,Dag "
                 "Kaan,Public,2024-06-21T08:15:30+00:00\n",
                 "publication 1 post published platform=youtube published=2024-06-21T08:15:30Z",
                 "access=public", "Dag Kaan");
    ASSERT_TABLE(
        VIDEOS "x/z.csv",
        "a,b,c\nUCabcdefghijklmnopqrstuv,2024-06-21T08:15:30+00:00,\"{\"\"text\"\":\"\"Dag "
        "Noor\"\"}\"\n",
        "publication 1 comment published platform=youtube", "body [comment] Dag Noor");
}
END_TEST

START_TEST(comments)
{
    ASSERT_TABLE(
        VIDEOS "reacties/reacties.csv",
        "Kanaal-ID,Tijdstempel maken van reactie,Prijs,Reactie-ID,ID van bovenliggende "
        "reactie,Video-ID,Reactietekst\nUCx,2024-06-21T08:15:30.1+00:00,0,Ugx1,,abc,"
        "\"{\"\"text\"\":\"\"Goed \"\"},{\"\"text\"\":\"\"@juf Els\"\",\"\"mention\"\":{}},"
        "{\"\"text\"\":\"\"\nregel \\\"\"2\\\"\"\"\"}\"\n",
        "publication 1 comment published platform=youtube published=2024-06-21T08:15:30Z "
        "known=export id=Ugx1",
        "body [comment] Goed @juf Els\nregel \"2\"\n");
    ASSERT_TABLE(VIDEOS "comments/comments.csv",
                 "Comment ID,Comment Create Timestamp,Video ID,Comment Text\n1,2024-06-21,abc,"
                 "\"{\"\"takeoutSegments\"\":[{\"\"text\"\":\"\"Hoi Noor\"\"}]}\"\n2,x,y,{kapot\n",
                 "[comment] Hoi Noor\n", "[comment] {kapot");
    ASSERT_TABLE(VIDEOS "reacties/reacties(1).csv",
                 "Reactie-ID,Gemaakt op,Reactietekst\n1,2024-06-21T08:15:30+00:00,Hoi\n",
                 "published=2024-06-21T08:15:30Z known=export id=1");
    ASSERT_TABLE(VIDEOS "posts/posts.csv",
                 "Post ID,Channel ID,Post Create Timestamp,Post Text\nP1,UC1,"
                 "2024-06-21T08:15:30+00:00,\"{\"\"text\"\":\"\"Kamp met Noor\"\"}\"\n",
                 "publication 1 post published platform=youtube published=2024-06-21T08:15:30Z "
                 "known=export id=P1\n",
                 "body [post] Kamp met Noor\n");
    /* Columns in a language that nobody knows: the value's shape tells. */
    ASSERT_TABLE(VIDEOS "x/y.csv", "A,B\n1,\"{\"\"text\"\":\"\"Hoi Kaan\"\"}\"\n", "Hoi Kaan");
}
END_TEST

START_TEST(channels_and_other_tables)
{
    ASSERT_TABLE(VIDEOS "abonnementen/abonnementen.csv",
                 "Kanaal-ID,Kanaal-URL,Kanaaltitel\nUC1,http://x.example/UC1,Noor zingt\n",
                 "contact following name=Noor zingt handle=UC1");
    ASSERT_TABLE(VIDEOS "kanalen/kanaal.csv",
                 "Kanaal-ID,(Originele) kanaaltitel,Kanaalzichtbaarheid\nUC2,De Vlinder,Openbaar\n",
                 "account youtube handle=UC2 name=De Vlinder", "publication 1 account",
                 "Kanaalzichtbaarheid: Openbaar");
    ASSERT_TABLE(VIDEOS "afspeellijsten/lijst.csv", "Video-ID,Naam\nabc,Kaan Demir\n",
                 "publication 1 file published platform=youtube access=closed", "Naam: Kaan Demir");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("takeout");
    TCase *all = tcase_create("all");

    tcase_add_test(all, photo);
    tcase_add_test(all, names_of_pictures);
    tcase_add_test(all, albums_chats_and_history);
    tcase_add_test(all, videos);
    tcase_add_test(all, videos_in_other_words);
    tcase_add_test(all, comments);
    tcase_add_test(all, channels_and_other_tables);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
