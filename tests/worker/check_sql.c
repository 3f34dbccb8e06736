/*
 * Suite of the database dumps' reader: a test a trick of each program that writes them. People are
 * invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_sql;
extern const Reader reader_text;

static void assert_facts(const char *sql, const char *const *wanted)
{
    g_autofree char *facts = facts_of(&reader_sql, "site.sql", "text/plain", sql, strlen(sql));

    ck_assert_int_gt(bid_of(&reader_sql, "site.sql", "text/plain", sql, strlen(sql)),
                     bid_of(&reader_text, "site.sql", "text/plain", sql, strlen(sql)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    if (strcmp(wanted[-1], "gap truncated") != 0)
        assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(sql, ...) assert_facts(sql, (const char *const[]){__VA_ARGS__, NULL})

#define WP_POSTS                                                                                   \
    "CREATE TABLE `wp_posts` (\n  `ID` bigint(20) NOT NULL AUTO_INCREMENT,\n  `post_date` "        \
    "datetime DEFAULT '0000-00-00 00:00:00',\n  `post_date_gmt` datetime,\n  `post_content` "      \
    "longtext,\n  `post_title` text,\n  `post_status` varchar(20) DEFAULT 'publish',\n  `guid` "   \
    "varchar(255),\n  `post_type` varchar(20),\n  PRIMARY KEY (`ID`),\n  KEY `t` (`post_title`)\n" \
    ") ENGINE=InnoDB;\n"

START_TEST(wordpress_of_mysqldump)
{
    ASSERT_FACTS(
        WP_POSTS "INSERT INTO `wp_posts` VALUES (7,'2024-05-01 12:00:00','2024-05-01 10:00:00',"
                 "'<p>Sietske\\'s <b>W</b>illemsen</p>\\n<img src=\\\"a.jpg\\\" alt=\\\"Kaan\\\">',"
                 "'Kamp &amp; Noor','publish','https://v.example/?p=7','post'),"
                 "(8,'2024-05-02 12:00:00','0000-00-00 00:00:00','Fenna; komt ''op'', (denk ik)',"
                 "'x','draft','https://v.example/?page_id=8','page');\n",
        "publication 1 post published platform=website published=2024-05-01T10:00:00Z known=export "
        "id=7 url=https://v.example/?p=7 title=Kamp & Noor",
        "title [table wp_posts, row 1] Kamp & Noor", "Sietske's Willemsen", "alt [] Kaan",
        "publication 2 page unpublished platform=website published=2024-05-02T12:00:00",
        "body [table wp_posts, row 2] Fenna; komt 'op', (denk ik)");
}
END_TEST

/* Posts name their writer by a number that another table explains. */
START_TEST(numbers_of_writers)
{
    ASSERT_FACTS("INSERT INTO `wp_posts` (`ID`, `post_author`, `post_content`, `post_title`, "
                 "`post_status`, `guid`) VALUES (7, 3, 'x', 'y', 'publish', 'z');\n"
                 "INSERT INTO `wp_users` (`ID`, `user_login`, `display_name`) VALUES (3, 'els', "
                 "'Juf Els');\n",
                 "property p1 m0 author number=3", "property p0 m0 user 3=Juf Els");
    ASSERT_FACTS(
        "INSERT INTO `j_content` (`id`, `title`, `introtext`, `fulltext`, `state`, "
        "`created_by`, `created_by_alias`) VALUES (7, 'x', 'y', '', 1, 42, '');\n"
        "INSERT INTO `j_users` (`id`, `name`, `username`) VALUES (42, 'Juf Els', 'els');\n",
        "property p1 m0 author number=42", "property p0 m0 user 42=Juf Els");
}
END_TEST

START_TEST(comments_and_other_rows)
{
    ASSERT_FACTS("-- MySQL dump 10.13  Distrib 8\n"
                 "INSERT IGNORE INTO `abc_comments` (`comment_ID`, `comment_author`, "
                 "`comment_author_email`, `comment_date_gmt`, `comment_content`, "
                 "`comment_approved`) VALUES (3, 'Zo\xc3\xab de Boer', 'z@v.example', "
                 "'2024-05-03 08:00:00', 'Wat leuk, Ayoub!', '1');\n"
                 "INSERT INTO wp_options (id, option_name, option_value) VALUES "
                 "(1, _utf8mb4'blog', N'{\"a\":\"Dani\\\\u00eblle\"}'), (2, 'x', NULL);\n"
                 "UPDATE wp_options SET option_value = 'Beyza' WHERE id = 1;\n"
                 "-- Dump completed on 2024-05-04",
                 "publication 1 comment published platform=website published=2024-05-03T08:00:00Z "
                 "known=export id=3 author=Zoë de Boer",
                 "body [table abc_comments, row 1] Wat leuk, Ayoub!",
                 "metadata [table abc_comments, row 1] comment_author_email: z@v.example",
                 "metadata [table wp_options, row 1] option_name: blog\noption_value: "
                 "{\"a\":\"Daniëlle\"}",
                 "hidden [statement] Beyza");
}
END_TEST

/* TYPO3's news and contents; what a password, a group or a level keeps from others. */
START_TEST(typo3_and_access)
{
    ASSERT_FACTS(
        "-- phpMyAdmin SQL Dump\nINSERT INTO `tx_news_domain_model_news` (`uid`,`hidden`,`deleted`,"
        "`fe_group`,`title`,`teaser`,`bodytext`,`datetime`,`author`) VALUES (1,0,0,'',"
        "'Kamp','','<p>Met Noor</p>',1718965000,'Juf Els'),(2,1,0,'','a','','b',1,''),(3,0,"
        "1,'2','a','','b',1,'');\n",
        "publication 1 post published platform=website published=2024-06-21T10:16:40Z",
        "title=Kamp", "author=Juf Els", "Met Noor", "publication 2 post unpublished",
        "publication 3 post unpublished", "access=closed");
    ASSERT_FACTS("-- phpMyAdmin SQL Dump\nINSERT INTO `wp_posts` (`ID`,`post_content`,`post_title`,"
                 "`post_status`,`post_password`) VALUES (1,'Dag Kaan','a','publish','geheim');\n",
                 "publication 1 post published", "access=closed");
    ASSERT_FACTS(
        "-- phpMyAdmin SQL Dump\nINSERT INTO `j_content` (`id`,`introtext`,`fulltext`,`state`,"
        "`access`) VALUES (1,'Dag Kaan','',1,2);\n",
        "publication 1 post published", "access=closed");
}
END_TEST

START_TEST(joomla_and_old_charset)
{
    ASSERT_FACTS("-- phpMyAdmin SQL Dump\nINSERT INTO `jos_content` (`id`, `title`, `introtext`, "
                 "`fulltext`, `state`, `created`, `created_by_alias`, `images`) VALUES\n"
                 "(5, 'Ouderraad', '<p>Zo\xeb Cl\xe9ment</p>', '<p>Wietse</p>', 1, "
                 "'2023-09-01 09:30:00', 'Juf Els', '{\"image_intro_alt\":\"Noor\"}');",
                 "publication 1 post published platform=website published=2023-09-01T09:30:00 "
                 "known=export id=5 author=Juf Els title=Ouderraad",
                 "Zoë Clément\nWietse", "image_intro_alt\":\"Noor\"");
}
END_TEST

START_TEST(drupal_of_postgresql)
{
    ASSERT_FACTS("--\n-- PostgreSQL database dump\n--\n"
                 "COPY public.node_field_data (nid, vid, type, title, status, created, changed) "
                 "FROM stdin;\n4\t9\tarticle\tSportdag\\tvan Jurre\t1\t1714557600\t\\N\n\\.\n\n"
                 "COPY public.node__body (entity_id, body_value, body_summary) FROM stdin;\n"
                 "4\t<p>Gewonnen door\\nSo\xc3\xabl</p>\t\\N\n\\.\n"
                 "INSERT INTO public.menu VALUES (1, E'pad\\\\noor', 'C:\\', 'Kaan''s');\n",
                 "publication 1 post published platform=website published=2024-05-01T10:00:00Z "
                 "known=export id=4 title=Sportdag\tvan Jurre",
                 "body [table node__body, row 1] Gewonnen door\nSoël",
                 "metadata [table menu, row 1] pad\\noor\nC:\\\nKaan's");
}
END_TEST

/* The body of a page stands before its title, that of a comment too; what is not shown is not
 * published, an earlier version neither. */
START_TEST(drupal_in_any_order)
{
    ASSERT_FACTS(
        "INSERT INTO `node__body` (`entity_id`, `revision_id`, `body_value`) VALUES (4, 9, "
        "'<p>Lotte'), (5, 8, '<p>Mees');\n"
        "INSERT INTO `comment__comment_body` (`entity_id`, `comment_body_value`) VALUES (2, "
        "'Ja');\n"
        "INSERT INTO `node_field_data` (`nid`, `vid`, `title`, `status`, `created`) VALUES "
        "(4, 9, 'Kamp', 1, 1714557600), (5, 8, 'Geheim', 0, 1714557600);\n"
        "INSERT INTO `comment_field_data` (`cid`, `entity_id`, `subject`, `name`, `status`) VALUES "
        "(2, 4, 'Re', 'Kaan', 1);\n"
        "INSERT INTO `node_revision__body` (`entity_id`, `revision_id`, `body_value`) VALUES "
        "(4, 7, 'Fleur');\n"
        "INSERT INTO `path_alias` (`path`, `alias`) VALUES ('/node/4', '/kamp-lotte');\n",
        "publication 1 post published platform=website published=2024-05-01T10:00:00Z known=export "
        "id=4 title=Kamp",
        "text p1 m0 body [table node__body, row 1] Lotte",
        "publication 2 post unpublished platform=website published=2024-05-01T10:00:00Z "
        "known=export id=5 title=Geheim",
        "text p2 m0 body [table node__body, row 2] Mees",
        "publication 3 comment published reply-to=1 platform=website id=2 author=Kaan title=Re",
        "text p3 m0 body [table comment__comment_body, row 1] Ja",
        "text p3 m0 author [table comment_field_data, row 1] Kaan",
        "publication 4 post unpublished platform=website published=2024-05-01T10:00:00Z "
        "known=export id=4 title=Kamp",
        "text p4 m0 body [table node_revision__body, row 1] Fleur",
        "text p1 m0 url [table path_alias, row 1] /kamp-lotte");
}
END_TEST

START_TEST(sqlite_and_hex)
{
    ASSERT_FACTS("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE IF NOT EXISTS "
                 "\"berichten\" (\"id\" integer, \"tekst\" text);\n"
                 "INSERT INTO \"berichten\" VALUES(1,'pad \\ Noor');\n"
                 "INSERT INTO berichten VALUES(2,0x4b61616e);\nCOMMIT;\n",
                 "[table berichten, row 1] tekst: pad \\ Noor",
                 "[table berichten, row 2] tekst: Kaan");
}
END_TEST

START_TEST(dollars)
{
    ASSERT_FACTS("-- PostgreSQL database dump\nINSERT INTO public.a (t, u) VALUES ($$Dag 'Noor'$$, "
                 "$b$kost $1 $$ Kaan$b$);\n",
                 "t: Dag 'Noor'", "u: kost $1 $$ Kaan");
}
END_TEST

/* In MySQL two dollars end a routine, where the dump says so, and open nothing. */
START_TEST(dollars_that_delimit)
{
    ASSERT_FACTS(
        "-- phpMyAdmin SQL Dump\nDELIMITER $$\nCREATE PROCEDURE `a` () BEGIN SELECT 1; END\n"
        "$$\nCREATE PROCEDURE `b` () BEGIN SELECT 'Sjoerd'; END\n$$\nDELIMITER ;\n"
        "INSERT INTO `c` (`t`) VALUES ('Noor');\n",
        "Sjoerd", "t: Noor");
}
END_TEST

START_TEST(cut_off)
{
    ASSERT_FACTS("INSERT INTO `a` (`t`) VALUES ('Noor'),('Sietske van d", "t: Noor",
                 "t: Sietske van d", "gap truncated");
    ASSERT_FACTS("-- MariaDB dump 10.19\nINSERT INTO `a` (`t`) VALUES ('Noor');\n", "t: Noor",
                 "gap truncated");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sql");
    TCase *tcase = tcase_create("tricks");

    tcase_add_test(tcase, wordpress_of_mysqldump);
    tcase_add_test(tcase, numbers_of_writers);
    tcase_add_test(tcase, comments_and_other_rows);
    tcase_add_test(tcase, joomla_and_old_charset);
    tcase_add_test(tcase, typo3_and_access);
    tcase_add_test(tcase, drupal_of_postgresql);
    tcase_add_test(tcase, drupal_in_any_order);
    tcase_add_test(tcase, sqlite_and_hex);
    tcase_add_test(tcase, cut_off);
    tcase_add_test(tcase, dollars);
    tcase_add_test(tcase, dollars_that_delimit);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
