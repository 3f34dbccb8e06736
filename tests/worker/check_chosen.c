/* Which reader a text gets that quotes another kind: sniffed and chosen as in the worker. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "worker/input.h"
#include "worker/readers.h"
#include "worker/sniff.h"

static void assert_reader(const char *path, const char *declared, const char *text,
                          const char *wanted)
{
    g_autoptr(Input) input = input_new_memory(path, NULL, text, strlen(text));
    input_set_declared_type(input, declared);
    Sniff sniff = sniff_input(input);
    input_set_type(input, sniff.type);
    const Reader *reader = readers_choose(input);
    ck_assert_ptr_nonnull(reader);
    ck_assert_msg(strcmp(reader->name, wanted) == 0, "%s: %s instead of %s", path, reader->name,
                  wanted);
}

#define QUOTED "<html><body><p>Daan</p></body></html>"

START_TEST(what_only_quotes_a_page)
{
    assert_reader("dump.sql", NULL,
                  "-- phpMyAdmin SQL Dump\nINSERT INTO `a` VALUES (1,'" QUOTED "');\n", "sql");
    assert_reader("dump.sql", NULL,
                  "-- phpMyAdmin SQL Dump\nINSERT INTO `a` VALUES (1,'x\n" QUOTED "');\n", "sql");
    assert_reader("brieven.csv", NULL, "id;naam;brief\n1;Daan;\"" QUOTED "\"\n", "table");
    assert_reader("brieven.csv", NULL, "id;naam;brief\n1;Daan;\"\n" QUOTED "\"\n", "table");
    assert_reader("api", NULL, "{\"a\": {\"html\": \"" QUOTED "\"}}", "json");
    assert_reader("opname.har", NULL, "{\"log\": {\"text\": \"<!DOCTYPE html>\"}}", "json");
    assert_reader("app.js", NULL, "var a = \"" QUOTED "\"; if (b<c) { /* Daan */ }", "text");
    assert_reader("app.js", NULL, "var a = `\n" QUOTED "`; if (b<c) { /* Daan */ }", "text");
    assert_reader("stijl.css", NULL, "/* for <html> */ .a { content: \"Daan\" }", "text");
    assert_reader("uitleg.md", NULL, "Zet `<body>` vooraan", "text");
}
END_TEST

START_TEST(answers_to_programs_said_to_be_pages)
{
    assert_reader("s.nl/admin-ajax.php", "text/html; charset=UTF-8", "{\"naam\": \"Daan\"}",
                  "json");
    assert_reader("s.nl/wp-json/index.html", NULL, "[{\"naam\": \"Daan\"}]", "json");
}
END_TEST

START_TEST(pages_behind_something_else)
{
    assert_reader("index", NULL, "Notice: x in /a.php on line 3\n" QUOTED, "html");
    assert_reader("index", NULL, "<?php $a = 1; ?>" QUOTED, "html");
    assert_reader("index.php", NULL, "x" QUOTED, "html");
    assert_reader("nieuws.txt", NULL, QUOTED, "html");
    assert_reader("nieuws", "text/html", "Welkom <p>Daan", "html");
    assert_reader("nieuws.js", "text/html", "Welkom\n" QUOTED, "html");
}
END_TEST

int main(void)
{
    sniff_warm_up();
    Suite *suite = suite_create("chosen");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, what_only_quotes_a_page);
    tcase_add_test(tests, answers_to_programs_said_to_be_pages);
    tcase_add_test(tests, pages_behind_something_else);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
