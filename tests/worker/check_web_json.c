/* Posts of a website as JSON: feeds, and what WordPress answers to programs. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_web_json;

static char *facts(const char *json)
{
    ck_assert_int_ge(bid_of(&reader_web_json, "a.json", "application/json", json, strlen(json)),
                     80);
    return facts_of(&reader_web_json, "a.json", "application/json", json, strlen(json));
}

START_TEST(feed)
{
    g_autofree char *log = facts(
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Klas\",\"authors\":"
        "[{\"name\":\"Juf Els\"}],\"items\":[{\"id\":\"1\",\"url\":\"https://a.example/1\","
        "\"title\":\"Kamp\",\"content_html\":\"<p>Zo&euml; en <b>No</b>or<img src=a.jpg "
        "alt=Kaan>\",\"authors\":[{\"name\":\"Mees\"},{\"name\":\"Fleur\"}],\"tags\":[\"Sem\"],"
        "\"image\":\"b.jpg\",\"date_published\":\"2024-05-01T10:00:00Z\",\"_eigen\":{\"x\":"
        "\"Roos\"}}"
        "]}");
    assert_has(log, "title [title] Klas\n");
    assert_has(log, "author [authors] Juf Els\n");
    assert_has(log, "publication 2 post published platform=website published=2024-05-01T10:00:00Z "
                    "known=export id=1 url=https://a.example/1 author=Mees title=Kamp "
                    "access=public\n");
    assert_has(log, "body [content_html] Zoë en Noor");
    assert_has(log, "alt [] Kaan\n");
    assert_has(log, "author [authors] Mees\nFleur\n");
    assert_has(log, "tag [tag] Sem\n");
    assert_has(log, "image b.jpg\n");
    assert_has(log, "metadata [other fields] _eigen\nx: Roos\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(wordpress)
{
    g_autofree char *log =
        facts("[{\"id\":5,\"date_gmt\":\"2024-05-01T10:00:00\",\"slug\":\"kamp-noor\",\"type\":"
              "\"page\",\"link\":\"https://a.example/5\",\"title\":{\"rendered\":\"Kamp &amp; "
              "feest\"},\"content\":{\"rendered\":\"<p>Zie No<i>or</i>\"}},"
              "{\"id\":6,\"post\":5,\"author_name\":\"Oma\",\"link\":\"https://a.example/5#c\","
              "\"content\":{\"rendered\":\"<p>Dag Kaan\"}}]");
    assert_has(log, "publication 1 page published platform=website published=2024-05-01T10:00:00Z "
                    "known=export id=5 url=https://a.example/5 title=Kamp & feest access=public\n");
    assert_has(log, "body [content] Zie Noor\n");
    assert_has(log, "url [slug] kamp-noor\n");
    assert_has(log, "publication 2 comment published platform=website id=6 "
                    "url=https://a.example/5#c author=Oma access=public\n");
    assert_has(log, "body [content] Dag Kaan\n");
    assert_has_not(log, "gap");
    ck_assert_int_eq(bid_of(&reader_web_json, "a.json", "application/json", "{\"link\":1}", 10), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("web json");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tcase, feed);
    tcase_add_test(tcase, wordpress);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
