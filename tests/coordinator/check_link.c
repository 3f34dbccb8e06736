/*
 * Linking: every kind of reference finds its item or says why not; copies and sizes become one
 * photo; tags and captions say who is shown and how many.
 */
#include "store/link.h"

#include <check.h>
#include <glib.h>
#include <stdlib.h>

#include "store/places.h"
#include "store/rows.h"
#include "store/seen.h"
#include "support_db.h"

static sqlite3 *db;

static void item(int id, int source, const char *place, const char *hash)
{
    g_autofree char *name = g_path_get_basename(place);
    g_autofree char *sql =
        g_strdup_printf("INSERT INTO item (id, source, position, path, name, place, hash, state)"
                        " VALUES (%d, %d, x'%08x', '%s', '%s', '%s', '%s', 'read')",
                        id, source, id, place, name, place, hash);

    db_run(db, sql);
}

static void picture(int id, int source, const char *place, const char *hash, int width)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO picture VALUES (%d, %d, %d, 1, 'jpeg');"
        "INSERT INTO publication (id, item, number, kind, channel, access, access_known, status)"
        " VALUES (%d, %d, 0, 'file', 'website', 'public', 0, 'published')",
        id, width, width, 100 + id, id);

    item(id, source, place, hash);
    db_run(db, sql);
}

static void publication(int id, int from, const char *kind, const char *access)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO publication (id, item, number, kind, platform, channel, access, access_known,"
        " status, url) VALUES (%d, %d, %d, '%s', 'website', 'website', '%s', 1, 'published',"
        " 'https://www.school.example/nieuws/%d')",
        id, from, id, kind, access, id);

    db_run(db, sql);
}

static void reference(int id, int from, int shown_in, const char *uri)
{
    g_autofree char *sql =
        g_strdup_printf("INSERT INTO link (id, item, publication, number, role, uri) VALUES"
                        " (%d, %d, %d, %d, 'image', '%s')",
                        id, from, shown_in, id, uri);

    db_run(db, sql);
}

/* A text with a mention of a person; link 0: none. */
static void naming(int id, int from, int shown_in, int link, const char *place, const char *content,
                   int person)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO text VALUES (%d, %d, %d, nullif(%d, 0), '%s', NULL, 9, 'd%d', '%s');"
        "INSERT INTO mention (id, text, person, tier, surname, start, end, matched, form, reasons)"
        " VALUES (%d, %d, %d, 'certain', 1, 0, 9, 'x', 'first-last', 'pair')",
        id, from, shown_in, link, place, id, content, id, id, person);

    db_run(db, sql);
}

static void link_all(void)
{
    g_autoptr(GError) error = NULL;

    ck_assert_msg(store_link(db, &error), "%s", error ? error->message : "");
}

static void open_db(void)
{
    db = db_new();
    db_run(db, "INSERT INTO source (id, label, path, kind) VALUES (1, 'website', 's', 'file'),"
               " (2, 'facebook', 'f', 'file');"
               "INSERT INTO person (id, role, number, masked) VALUES (1, 'pupil', '1', 'A. A.'),"
               " (2, 'pupil', '2', 'B. B.'), (3, 'staff', 's-1', 'C. C.')");
}

static void close_db(void)
{
    sqlite3_close(db);
}

START_TEST(test_relative)
{
    item(1, 1, "school.example/nieuws/kamp.html", "01");
    item(2, 1, "school.example/nieuws/foto/Björn op kamp.jpg", "02");
    item(3, 1, "school.example/logo.png", "03");
    item(4, 2, "school.example/logo.png", "04");
    item(5, 1, "school.example/stijl.css?v=3", "05");
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "foto/Bj%C3%B6rn%20op%20kamp.jpg");
    reference(2, 1, 1, "./../nieuws/foto/BJO\xcc\x88RN op kamp.JPG?w=300#x"); /* NFD, case */
    reference(3, 1, 1, "../logo.png");
    reference(4, 1, 1, "../stijl.css?v=3");
    reference(5, 1, 1, "foto/weg.jpg");
    reference(6, 1, 1, "mailto:juf@school.example");
    link_all();
    db_expect(db, "SELECT coalesce(target, state) FROM link ORDER BY id",
              "2 2 3 5 missing outside");
    db_expect(db, "SELECT DISTINCT how FROM link WHERE target IS NOT NULL", "place");
}
END_TEST

START_TEST(test_absolute)
{
    item(1, 1, "nieuws/kamp.html", "01");
    item(2, 1, "wp-content/uploads/2024/05/kamp.jpg", "02");
    item(3, 2, "uploads/2023/01/oud.jpg", "03");
    item(4, 1, "img/logo.png", "04");
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "https://school.example:443/wp-content/uploads/2024/05/kamp.jpg?ssl=1");
    reference(2, 1, 1, "/wp-content/uploads/2023/01/oud.jpg");
    reference(3, 1, 1, "https://cdn.elsewhere.example/img/logo.png"); /* two parts prove little */
    reference(4, 1, 1, "https://i0.wp.example/school.example/wp-content/uploads/2024/05/kamp.jpg");
    reference(5, 1, 1, "//school.example/wp-content/uploads/2024/05/weg.jpg");
    link_all();
    db_expect(db, "SELECT coalesce(target, state) FROM link ORDER BY id", "2 3 outside 2 missing");
    db_expect(db, "SELECT how FROM link WHERE target IS NOT NULL ORDER BY id", "root tail tail");
}
END_TEST

/* As wget and archives of the web name files: hosts are folders, queries a part of the name. */
START_TEST(test_mirror)
{
    item(1, 1, "school.example/nieuws/kamp.html", "01");
    item(2, 1, "school.example/foto/kamp.jpg?itok=a1", "02");
    item(3, 1, "school.example/foto/feest.jpg@itok=b2", "03");
    item(4, 1, "lh3.photos.example/abc=w1280", "04");
    item(5, 1, "www.cdn.example/n.jpg", "05");
    item(6, 1, "school.example/foto/kamp.jpg?itok=c3", "06");
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "/foto/kamp.jpg?itok=a1");
    reference(2, 1, 1, "https://school.example/foto/feest.jpg?itok=b2");
    reference(3, 1, 1, "https://lh3.photos.example/abc=w1280");
    reference(4, 1, 1, "//cdn.example/n.jpg?v=1");
    reference(5, 1, 1, "/foto/kamp.jpg?itok=c3");
    reference(6, 1, 1, "https://elders.example/n.jpg");
    link_all();
    db_expect(db, "SELECT coalesce(target, state) FROM link ORDER BY id", "2 3 4 5 6 outside");
}
END_TEST

/* Pages show what a server makes smaller; the export has the picture that it is made from. */
START_TEST(test_made_smaller)
{
    item(1, 1, "nieuws/kamp.html", "01");
    item(2, 1, "uploads/2024/kamp.jpg", "02");
    item(3, 1, "kamp.jpg", "03");
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "/_next/image?url=%2Fuploads%2F2024%2Fkamp.jpg&w=1080&q=75");
    reference(2, 1, 1, "/timthumb.php?w=200&src=https://school.example/uploads/2024/kamp.jpg");
    reference(3, 1, 1, "/wp-content/uploads/2024/kamp-300x200.jpg");
    reference(4, 1, 1, "/wp-content/uploads/2024/kamp.jpg.webp");
    reference(5, 1, 1, "/wp-content/uploads/2023/kamp-300x200.jpg"); /* the name alone: no */
    reference(6, 1, 1, "/zoek?url=javascript:weg.jpg");
    link_all();
    db_expect(db, "SELECT coalesce(target, state) FROM link ORDER BY id",
              "2 2 2 2 missing missing");
}
END_TEST

START_TEST(test_export_root)
{
    item(1, 2, "facebook-x/posts/profile_posts_1.json", "01");
    item(2, 2, "facebook-x/posts/media/Kamp_1/11.jpg", "02"); /* the same part */
    item(3, 2, "posts/media/Feest_2/12.jpg", "03");           /* another part of the dump */
    item(4, 2, "posts/media/Feest_2/13.jpg", "04");
    publication(1, 1, "post", "public");
    reference(1, 1, 1, "posts/media/Kamp_1/11.jpg");
    reference(2, 1, 1, "posts/media/Feest_2/12.jpg");
    reference(3, 1, 1, "photos_and_videos/oude_map/13.jpg"); /* stale folder */
    reference(4, 1, 1, "posts/media/Kamp_1/99.jpg");
    link_all();
    db_expect(db, "SELECT coalesce(target, state) FROM link ORDER BY id", "2 3 4 missing");
    db_expect(db, "SELECT how FROM link WHERE target IS NOT NULL ORDER BY id", "root root name");
}
END_TEST

START_TEST(test_nearest)
{
    item(1, 1, "a/pagina.html", "01");
    item(2, 2, "uploads/kamp.jpg", "02");
    item(3, 1, "uploads/kamp.jpg", "03");
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "/uploads/kamp.jpg");
    reference(2, 1, 1, "kamp.jpg"); /* not there, two of that name elsewhere: its own source's */
    link_all();
    db_expect(db, "SELECT target FROM link ORDER BY id", "3 3");
}
END_TEST

START_TEST(test_families)
{
    picture(1, 1, "uploads/kamp-300x200.jpg", "h3", 300);
    picture(2, 1, "uploads/kamp-scaled.jpg", "h2", 2560);
    picture(3, 1, "uploads/kamp.jpg", "h1", 4000);
    picture(4, 1, "uploads/kamp.jpg.webp", "h4", 4000);
    picture(5, 1, "elders/kamp-300x200.jpg", "h5", 300);
    picture(6, 2, "media/77.jpg", "h1", 4000);
    picture(7, 1, "uploads/feest-e1612345678-150x150.jpg", "h6", 150);
    picture(8, 1, "uploads/feest.jpg", "h7", 900);
    picture(9, 1, "uploads/kamp.png", "h8", 900);
    link_all();
    db_expect(db, "SELECT item || ':' || photo || how FROM photo_item ORDER BY item",
              "1:1size-family 2:1size-family 3:1original 4:1size-family 5:2original 6:1hash "
              "7:3size-family 8:3original 9:4original");
    db_expect(db, "SELECT hash FROM photo ORDER BY id", "h1 h5 h7 h8");
    db_expect(db, "SELECT photo || ':' || item FROM showing ORDER BY photo, item",
              "1:3 1:6 2:5 3:8 4:9");
}
END_TEST

/* The same picture data under other metadata: a platform's stripped copy. */
START_TEST(test_pixels)
{
    picture(1, 1, "kamp.jpg", "h1", 4000);
    picture(2, 2, "media/77.jpg", "h2", 4000);
    picture(3, 2, "media/78.jpg", "h3", 4000);
    db_run(db, "INSERT INTO property (item, publication, block, key, value) VALUES"
               " (1, 101, 'pixels', 'digest', 'aa'), (2, 102, 'pixels', 'digest', 'aa'),"
               " (3, 103, 'pixels', 'digest', 'bb')");
    link_all();
    db_expect(db, "SELECT item || ':' || photo || how FROM photo_item ORDER BY item",
              "1:1original 2:1pixels 3:2original");
}
END_TEST

START_TEST(test_showing)
{
    item(1, 1, "a.html", "01");
    picture(2, 1, "open.jpg", "h1", 100);
    picture(3, 1, "besloten.jpg", "h2", 100);
    publication(1, 1, "page", "public");
    publication(2, 1, "page", "closed");
    reference(1, 1, 1, "open.jpg");
    reference(2, 1, 1, "open.jpg");
    reference(3, 1, 2, "besloten.jpg");
    link_all();
    db_expect(db,
              "SELECT photo || ':' || publication || ':' || coalesce(link, 0) FROM showing"
              " ORDER BY photo, publication",
              "1:1:1 2:2:3 2:103:0");
    db_expect(db, "SELECT access FROM publication WHERE number = 0 ORDER BY id", "public closed");
}
END_TEST

START_TEST(test_tags)
{
    picture(1, 1, "een.jpg", "h1", 100);
    picture(2, 1, "twee.jpg", "h2", 100);
    picture(3, 1, "geen.jpg", "h3", 100);
    db_run(db, "INSERT INTO person_tag (id, item, publication, dialect, name, person, tier) VALUES"
               " (1, 1, 101, 'mwg-rs', 'Aa', 1, 'certain'),"
               " (2, 1, 101, 'microsoft', 'Aa', 1, 'certain'),"
               " (3, 2, 102, 'mwg-rs', 'Aa', 1, 'likely'),"
               " (4, 2, 102, 'mwg-rs', 'Onbekend', NULL, NULL)");
    link_all();
    db_expect(db, "SELECT class || ' ' || class_reason FROM photo ORDER BY id",
              "individual one-tag several 2-tags uncertain no-evidence");
    db_expect(db,
              "SELECT photo || ':' || coalesce(person, 'x') || evidence || confidence"
              " FROM depiction ORDER BY id",
              "1:1tagcertain 2:xtagcertain 2:1taglikely");
    db_expect(db, "SELECT photo FROM person_tag ORDER BY id", "1 1 2 2");
}
END_TEST

START_TEST(test_captions)
{
    item(1, 1, "a.html", "01");
    picture(2, 1, "een.jpg", "h1", 100);
    picture(3, 1, "groep.jpg", "h2", 100);
    picture(4, 1, "aa-bakker.jpg", "h3", 100);
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "een.jpg");
    reference(2, 1, 1, "groep.jpg");
    reference(3, 1, 1, "nergens.jpg");
    naming(1, 1, 1, 1, "alt", "Aa Bakker wint", 1);
    naming(2, 1, 1, 2, "caption", "Aa Bakker met haar groep", 1);
    naming(3, 1, 1, 3, "caption", "Bb Vos", 2);
    naming(4, 4, 104, 0, "filename", "aa-bakker.jpg", 1);
    naming(5, 2, 102, 0, "author", "Bb Vos", 2); /* made it, is not in it */
    link_all();
    db_expect(db, "SELECT class || ' ' || class_reason FROM photo ORDER BY id",
              "individual one-name uncertain name-in-company individual one-name individual "
              "one-name");
    db_expect(db,
              "SELECT photo || ':' || person || evidence || confidence FROM depiction"
              " ORDER BY id",
              "1:1altlikely 2:1captionlikely 3:1filenamelikely 4:2captionlikely");
    db_expect(db, "SELECT state || photo FROM link ORDER BY id", "found1 found2 missing4");
    db_expect(db,
              "SELECT photo || ':' || publication || ':' || photo_item FROM shown"
              " ORDER BY depiction, publication",
              "1:1:2 2:1:3 3:104:4 4:1:0");
}
END_TEST

/* Words that only stand beside a picture: a caption where a face was seen, else a lead. */
START_TEST(test_beside)
{
    Rows rows = {0};

    rows_borrow(&rows, db);
    seen_make_tables(&rows);
    rows_release(&rows);
    db_run(db, "INSERT INTO seen (hash, width, height, fingerprint, counted, light, pixelated,"
               " clear, small, frames, moment) SELECT value, 100, 100, key, 1, x'', x'', x'', 0, 0,"
               " 0 FROM json_each('[\"h1\", \"h2\"]');"
               "INSERT INTO seen_face VALUES ('h1', 1, .5, .5, .2, .2, .9)");
    item(1, 1, "a.html", "01");
    picture(2, 1, "een.jpg", "h1", 100);
    picture(3, 1, "boom.jpg", "h2", 100);
    picture(4, 1, "nooit-bekeken.jpg", "h3", 100);
    publication(1, 1, "page", "public");
    reference(1, 1, 1, "een.jpg");
    reference(2, 1, 1, "boom.jpg");
    reference(3, 1, 1, "nooit-bekeken.jpg");
    for (int i = 1; i <= 3; i++)
        naming(i, 1, 1, i, "caption", "Aa Bakker", 1);
    db_run(db, "UPDATE text SET label = 'beside'");
    link_all();
    db_expect(db, "SELECT class || ' ' || class_reason FROM photo ORDER BY id",
              "individual one-name-one-face uncertain named-beside uncertain no-evidence");
    db_expect(db, "SELECT photo || evidence || confidence FROM depiction ORDER BY id",
              "1captionlikely 2captionreview 3captionreview");
}
END_TEST

START_TEST(test_post)
{
    item(1, 2, "posts/posts.json", "01");
    picture(2, 2, "posts/media/1.jpg", "h1", 100);
    publication(1, 1, "post", "public");
    reference(1, 1, 1, "posts/media/1.jpg");
    naming(1, 1, 1, 0, "body", "Aa Bakker heeft zwemdiploma A", 1);
    db_run(db, "INSERT INTO person_tag (id, item, publication, dialect, name, person, tier) VALUES"
               " (1, 1, 1, 'facebook', 'Bb Vos', 2, 'certain')");
    link_all();
    db_expect(db, "SELECT person || evidence || confidence FROM depiction ORDER BY id",
              "1textreview 2taglikely");
    db_expect(db, "SELECT class FROM photo", "uncertain");
}
END_TEST

static void expect_family(const char *path, const char *wanted, int wanted_derived)
{
    int derived;
    g_autofree char *family = place_family(path, &derived);

    ck_assert_str_eq(family, wanted);
    ck_assert_int_eq(derived, wanted_derived);
}

/* What Google Photos says of a photo holds for the edited one and for the film beside it; not for a
 * film that has a sidecar of its own, nor for a picture of another folder. */
START_TEST(test_lent)
{
    picture(1, 1, "kamp/IMG_1.jpg", "h1", 100);
    picture(2, 1, "kamp/IMG_1-bewerkt.jpg", "h2", 90);
    item(3, 1, "kamp/IMG_1.MP4", "h3");
    picture(4, 1, "bos/IMG_1-bewerkt.jpg", "h4", 90);
    item(5, 1, "kamp/IMG_1.jpg.json", "h5");
    db_run(db, "INSERT INTO publication (id, item, number, kind, platform, channel, access,"
               " access_known, status) VALUES (1, 5, 1, 'post', 'google-photos', 'google-photos',"
               " 'closed', 1, 'published')");
    reference(1, 5, 1, "IMG_1.jpg");
    db_run(db, "INSERT INTO person_tag (id, item, publication, link, dialect, name, person, tier)"
               " VALUES (1, 5, 1, 1, 'takeout', 'Aa', 1, 'certain')");
    naming(1, 5, 1, 1, "caption", "Bb bij het vuur", 2);
    link_all();
    db_expect(db, "SELECT id || ':' || target || role || how FROM link ORDER BY id",
              "1:1imageplace 2:2imagename 3:3imagename");
    db_expect(db,
              "SELECT a.item || ':' || group_concat(d.person || d.evidence, '+') FROM depiction d"
              " JOIN photo_item a ON a.photo = d.photo GROUP BY a.item ORDER BY a.item",
              "1:1tag+2caption 2:1tag+2caption");
    db_expect(db, "SELECT access FROM publication WHERE id IN (102, 104) ORDER BY id",
              "closed public");
}
END_TEST

static void expect_lender(const char *path, const char *wanted)
{
    g_autofree char *stem = place_lender(path);

    ck_assert_str_eq(stem ? stem : "(none)", wanted);
}

START_TEST(test_place_lender)
{
    expect_lender("a/IMG_1-edited.jpg", "a/img_1");
    expect_lender("a/IMG_1-bewerkt(2).JPG", "a/img_1(2)");
    expect_lender("a/IMG_1-modifi\u00e9.jpg", "a/img_1");
    expect_lender("a/IMG_1-modifie\u0301.jpg", "a/img_1");
    expect_lender("a/IMG_1.MP4", "a/img_1");
    expect_lender("a/IMG_1.jpg", "(none)");
    expect_lender("a-edited/x.jpg", "(none)");
    expect_lender("", "(none)");
}
END_TEST

START_TEST(test_place_family)
{
    expect_family("a/Kamp-300x200.JPG", "a/kamp.jpg", 3);
    expect_family("a/kamp-scaled.jpg", "a/kamp.jpg", 1);
    expect_family("a/kamp-rotated-150x150.jpg", "a/kamp.jpg", 3);
    expect_family("a/kamp-e1612345678.jpg", "a/kamp.jpg", 2);
    expect_family("a/kamp-e12.jpg", "a/kamp-e12.jpg", 0);
    expect_family("a/kamp-2024.jpg", "a/kamp-2024.jpg", 0);
    expect_family("a/300x200.jpg", "a/300x200.jpg", 0);
    expect_family("a/kamp.jpg.webp", "a/kamp.jpg", 3);
    expect_family("a/kamp.webp", "a/kamp.webp", 0);
    expect_family("", "", 0);
    expect_family("-1x1", "", 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("link");
    TCase *tests = tcase_create("link");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, open_db, close_db);
    tcase_add_test(tests, test_relative);
    tcase_add_test(tests, test_absolute);
    tcase_add_test(tests, test_mirror);
    tcase_add_test(tests, test_made_smaller);
    tcase_add_test(tests, test_export_root);
    tcase_add_test(tests, test_nearest);
    tcase_add_test(tests, test_families);
    tcase_add_test(tests, test_pixels);
    tcase_add_test(tests, test_showing);
    tcase_add_test(tests, test_tags);
    tcase_add_test(tests, test_captions);
    tcase_add_test(tests, test_beside);
    tcase_add_test(tests, test_post);
    tcase_add_test(tests, test_lent);
    tcase_add_test(tests, test_place_lender);
    tcase_add_test(tests, test_place_family);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
