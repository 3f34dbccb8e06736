/*
 * Suite of the web archives' reader: a test a trick of WARC, ARC, and what HTTP does to bodies.
 * Addresses and people are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "support_facts.h"
#include "worker/archive.h"
#include "worker/warc.h"

extern const Reader reader_http;
extern const Reader reader_httrack;

#define SITE "https://vlinderhof.example/"

static int descriptor_of(const GString *bytes)
{
    int fd = memfd_create("warc", MFD_CLOEXEC);

    ck_assert_int_eq(write(fd, bytes->str, bytes->len), (ssize_t)bytes->len);
    return fd;
}

/* "name type location skip: bytes (reason)\n" for each member. g_free. */
static char *members_of(const GString *bytes)
{
    GString *log = g_string_new("\n");
    int fd = descriptor_of(bytes);
    g_autoptr(Warc) warc = warc_open(fd, bytes->len, "map/antwoord.html");
    Member member;
    Step step = STEP_OK;

    if (!warc)
        g_string_append(log, "none\n");
    while (warc && warc_next(warc, &member) == STEP_OK) {
        const void *data;
        size_t length;
        const char *detail = "";

        g_string_append_printf(log, "%s [%s] <%s> %s%s: ", member.name,
                               member.declared_type ? member.declared_type : "",
                               member.location ? member.location : "", member.has_time ? "@" : "",
                               member.skip ? reason_id(member.skip) : "");
        if (member.has_time)
            g_string_append_printf(log, "%" G_GINT64_FORMAT " ", member.modified);
        while (!member.skip && (step = warc_data(warc, &data, &length)) == STEP_OK)
            g_string_append_len(log, data, (gssize)length);
        if (!member.skip && step != STEP_END)
            g_string_append_printf(log, " (%s)", reason_id(warc_failure(warc, &detail)));
        g_string_append(log, "\n");
    }
    if (warc && warc_is_damaged(warc))
        g_string_append(log, "damaged\n");
    if (warc && warc_is_truncated(warc))
        g_string_append(log, "truncated\n");
    close(fd);
    return g_string_free(log, FALSE);
}

/* A record; `length` below 0: as it is. */
static void add_record(GString *out, const char *type, const char *uri, const char *more,
                       const char *block, gssize size, long long length)
{
    size = size < 0 ? (gssize)strlen(block) : size;
    g_string_append_printf(out,
                           "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
                           "WARC-Date: 2024-05-01T10:00:00Z\r\n%s"
                           "Content-Length: %lld\r\n\r\n",
                           type, uri, more, length < 0 ? (long long)size : length);
    g_string_append_len(out, block, size);
    g_string_append(out, "\r\n\r\n");
}

#define HTTP "Content-Type: application/http; msgtype=response\r\n"
#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

static void add_page(GString *out, const char *uri, const char *head, const char *body)
{
    g_autofree char *block = g_strdup_printf(HTML "%s\r\n%s", head, body);

    add_record(out, "response", uri, HTTP, block, -1, -1);
}

static void pack(GString *out, const GString *plain, int bits)
{
    size_t room = plain->len + 1000;
    g_autofree char *packed = g_malloc(room);
    z_stream zip = {0};

    deflateInit2(&zip, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
    zip.next_in = (unsigned char *)plain->str;
    zip.avail_in = (uInt)plain->len;
    zip.next_out = (unsigned char *)packed;
    zip.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&zip, Z_FINISH), Z_STREAM_END);
    g_string_append_len(out, packed, (gssize)zip.total_out);
    deflateEnd(&zip);
}

static void assert_members(GString *bytes, const char *const *wanted)
{
    g_autofree char *log = members_of(bytes);

    for (; *wanted; wanted++)
        assert_has(log, *wanted);
    if (!strstr(wanted[-1], "damaged"))
        assert_has_not(log, "\ndamaged");
    g_string_free(bytes, TRUE);
}

#define ASSERT_MEMBERS(bytes, ...) assert_members(bytes, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(answers_give_what_they_carried)
{
    GString *out = g_string_new(NULL);

    add_page(out, SITE "nieuws/", "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n", "<p>Sietske");
    add_page(out, SITE "download.php?id=3",
             "Content-Disposition: attachment; filename=\"Fenna de Boer.pdf\"\r\n", "%PDF");
    ASSERT_MEMBERS(out,
                   "\nvlinderhof.example/nieuws/index.html [text/html; charset=utf-8] "
                   "<" SITE "nieuws/> @: 1445412480 <p>Sietske\n",
                   "/download.php?id=3/Fenna de Boer.pdf [text/html; charset=utf-8] <" SITE
                   "download.php?id=3> @: 1714557600 %PDF\n");
}
END_TEST

START_TEST(an_answer_that_sends_elsewhere_stays_whole)
{
    GString *out = g_string_new(NULL);

    add_record(out, "response", SITE "oud", HTTP,
               "HTTP/1.1 301 Moved\r\nLocation: /leerlingen/noor-haddad\r\n\r\nweg", -1, -1);
    ASSERT_MEMBERS(out, "/oud [application/http; msgtype=response] <" SITE
                        "oud> @: 1714557600 HTTP/1.1 301 Moved\r\nLocation: "
                        "/leerlingen/noor-haddad\r\n\r\nweg\n");
}
END_TEST

START_TEST(other_records)
{
    GString *out = g_string_new(NULL);

    g_string_append(out, "WARC/1.0\nWARC-Type: warcinfo\nContent-Type: application/warc-fields\n"
                         "Content-Length: 12\n\noperator: El\n\n");
    add_record(out, "resource", "<" SITE "foto.txt>", "Content-Type: text/plain\r\n", "Kaan", -1,
               -1);
    add_record(out, "metadata", SITE "foto.txt", "", "via: x", -1, -1);
    add_record(out, "conversion", SITE "brief.pdf", "Content-Type: text/plain\r\n", "Ayoub", -1,
               -1);
    add_record(out, "request", SITE, "", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", -1, -1);
    add_record(out, "request", SITE "zoek", "", "POST /zoek HTTP/1.1\r\n\r\nnaam=Zofia", -1, -1);
    ASSERT_MEMBERS(
        out, "\nwarcinfo-1.txt [application/warc-fields] <> : operator: El\n",
        "/foto.txt [text/plain] <" SITE "foto.txt> @: 1714557600 Kaan\n",
        "/foto.txt/metadata.txt [] <> @: 1714557600 via: x\n",
        "/brief.pdf [text/plain] <" SITE "brief.pdf> @: 1714557600 Ayoub\n",
        "/request.txt [] <> @harmless-type: ", "POST /zoek HTTP/1.1\r\n\r\nnaam=Zofia\n");
}
END_TEST

START_TEST(a_revisit_is_told_from_a_gap)
{
    GString *out = g_string_new(NULL);

    add_record(out, "response", SITE "a", HTTP "WARC-Payload-Digest: sha1:AAA\r\n", HTML "\r\nx",
               -1, -1);
    add_record(out, "revisit", SITE "b", "WARC-Payload-Digest: sha1:AAA\r\n", "", -1, -1);
    add_record(out, "revisit", SITE "d", "WARC-Payload-Digest: sha-1:aaa\r\n", "", -1, -1);
    add_record(out, "revisit", SITE "e",
               "WARC-Payload-Digest: md5:C\r\nWARC-Refers-To-Target-URI: " SITE
               "a\r\nWARC-Refers-To-Date: 2024-05-01T10:00:00Z\r\n",
               "", -1, -1);
    add_record(out, "revisit", SITE "c", "WARC-Payload-Digest: sha1:BBB\r\n", "", -1, -1);
    ASSERT_MEMBERS(out, "/b [] <" SITE "b> @duplicate-of: ", "/d [] <" SITE "d> @duplicate-of: ",
                   "/e [] <" SITE "e> @duplicate-of: ", "/c [] <" SITE "c> @media-omitted: ");
}
END_TEST

START_TEST(chunks_and_what_only_claims_to_be)
{
    GString *out = g_string_new(NULL);

    add_page(out, SITE "1", "Transfer-Encoding: chunked\r\n",
             "5\r\nSiets\r\n2;x=y\r\nke\r\n0\r\n\r\n");
    add_page(out, SITE "2", "Transfer-Encoding: chunked\r\n", "<p>Noor");
    add_page(out, SITE "3", "Transfer-Encoding: chunked\r\n", "4\r\nKaan\r\n<p>Yagmur");
    add_page(out, SITE "4", "Transfer-Encoding: chunked\r\n", "FF\r\nAyoub");
    add_page(out, SITE "5", "Transfer-Encoding: chunked\r\n", "ab");
    ASSERT_MEMBERS(out, " Sietske\n", " <p>Noor\n", " Kaan<p>Yagmur (corrupt)\n",
                   " Ayoub (truncated)\n", " ab\n");
}
END_TEST

static void add_packed(GString *out, const char *uri, const char *encoding, const GString *body)
{
    g_autoptr(GString) block = g_string_new(HTML "Content-Encoding: ");

    g_string_append_printf(block, "%s\r\n\r\n", encoding);
    g_string_append_len(block, body->str, (gssize)body->len);
    add_record(out, "response", uri, HTTP, block->str, (gssize)block->len, -1);
}

START_TEST(packed_bodies)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) plain = g_string_new("Sietske van der Meulen, Sietske van der Meulen");
    static const int bits[] = {15 + 16, 15, -15};
    static const char *const names[] = {"gzip", "deflate", "deflate"};
    char zstd[200];

    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
        g_autoptr(GString) packed = g_string_new(NULL);

        pack(packed, plain, bits[i]);
        add_packed(out, SITE "p", names[i], packed);
    }
    g_autoptr(GString) modern =
        g_string_new_len(zstd, (gssize)ZSTD_compress(zstd, sizeof zstd, plain->str, plain->len, 3));

    add_packed(out, SITE "z", "zstd", modern);
    g_autofree char *log = members_of(out);
    g_auto(GStrv) parts = g_strsplit(log, " Sietske van der Meulen, Sietske van der Meulen\n", -1);

    ck_assert_uint_eq(g_strv_length(parts), 5);
    g_string_free(out, TRUE);
}
END_TEST

START_TEST(brotli_twice_packed_plain_and_broken)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) brotli = g_string_new_len("\x0b\x02\x80"
                                                 "Fenna\x03",
                                                 9);
    g_autoptr(GString) twice = g_string_new(NULL);
    g_autoptr(GString) plain = g_string_new("<p>Wietse is jarig");

    pack(twice, brotli, 15 + 16);
    add_packed(out, SITE "b", "br", brotli);
    add_packed(out, SITE "t", "br, gzip", twice);
    add_packed(out, SITE "x", "gzip", plain);
    add_packed(out, SITE "y", "br", plain);
    g_string_truncate(twice, twice->len - 9);
    add_packed(out, SITE "c", "gzip", twice);
    ASSERT_MEMBERS(out, "/b> @: 1714557600 Fenna\n", "/t> @: 1714557600 Fenna\n",
                   "/x> @: 1714557600 <p>Wietse is jarig\n",
                   "/y> @: 1714557600 <p>Wietse is jarig\n", "(truncated)\n");
}
END_TEST

/* Packed record by record, as a whole, in blocks without regard to records. */
START_TEST(gzip_of_every_kind)
{
    for (int way = 0; way < 3; way++) {
        GString *out = g_string_new(NULL);
        g_autoptr(GString) all = g_string_new(NULL);

        for (int i = 0; i < 3; i++) {
            g_autoptr(GString) one = g_string_new(NULL);

            add_page(one, SITE "p", "", i == 0 ? "Jurre" : i == 1 ? "Beyza" : "Ziggy");
            g_string_append_len(all, one->str, (gssize)one->len);
            if (way == 0)
                pack(out, one, 15 + 16);
        }
        if (way == 1)
            pack(out, all, 15 + 16);
        for (gsize at = 0; way == 2 && at < all->len; at += 50) {
            g_autoptr(GString) piece =
                g_string_new_len(all->str + at, (gssize)MIN(50, all->len - at));

            pack(out, piece, 15 + 16);
        }
        ASSERT_MEMBERS(out, " Jurre\n", " Beyza\n", " Ziggy\n");
    }
}
END_TEST

START_TEST(a_broken_gzip_member_costs_only_itself)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) one = g_string_new(NULL), two = g_string_new(NULL);

    add_page(one, SITE "1", "", "Jurre");
    add_page(two, SITE "2", "", "Beyza");
    pack(out, one, 15 + 16);
    gsize at = out->len;

    pack(out, one, 15 + 16);
    memset(out->str + at + 60, 0x55, 40);
    pack(out, two, 15 + 16);
    ASSERT_MEMBERS(out, "/1> @: 1714557600 Jurre\n", "/2> @: 1714557600 Beyza\n", "\ndamaged\n");
}
END_TEST

START_TEST(wrong_lengths)
{
    GString *out = g_string_new(NULL);
    static const char block[] = HTML "\r\nSietske zit in groep 5";

    add_record(out, "response", SITE "kort", HTTP, block, -1, (long long)strlen(block) - 9);
    add_record(out, "response", SITE "lang", HTTP, block, -1, (long long)strlen(block) + 150);
    add_page(out, SITE "goed", "", "Noor");
    ASSERT_MEMBERS(out, "/kort> @: 1714557600 Sietske zit in groep 5\r\n\r (corrupt)\n",
                   "/lang> @: 1714557600 Sietske zit in groep 5", "/goed> @: 1714557600 Noor\n");
}
END_TEST

START_TEST(cut_off_and_garbage_between)
{
    GString *out = g_string_new(NULL);

    add_page(out, SITE "1", "", "Noor");
    add_page(out, SITE "2", "", "Sietske van der Meulen");
    g_string_truncate(out, out->len - 10);
    ASSERT_MEMBERS(out, "Noor\n", " Sietske van der  (truncated)\n", "\ntruncated\n");
    out = g_string_new(NULL);
    add_page(out, SITE "1", "", "Noor");
    g_string_append(out, "WARC/1.0\r\nzomaar wat\r\n\r\n");
    add_page(out, SITE "3", "", "Kaan");
    ASSERT_MEMBERS(out, "Noor", "\nvlinderhof.example/3 ", "Kaan\n");
}
END_TEST

START_TEST(arc_of_both_versions)
{
    GString *out = g_string_new("filedesc://x.arc 0.0.0.0 20140301000000 text/plain 8\n"
                                "1 0 Me\n\n\n");

    g_string_append(out, SITE "een twee 10.0.0.1 20140301000000 text/html 32\n"
                              "HTTP/1.1 200 OK\r\nA: b\r\n\r\nSietske\n");
    g_string_append(out, SITE "b 10.0.0.1 20140301000000 text/html 200 - - 0 x.arc 29\n"
                              "HTTP/1.1 200 OK\r\nA: b\r\n\r\nNoor\n");
    ASSERT_MEMBERS(out, "/een twee [] <" SITE "een twee> @: 1393632000 Sietske\n",
                   "/b [] <" SITE "b> @: 1393632000 Noor\n");
}
END_TEST

START_TEST(a_lone_answer)
{
    GString *out = g_string_new(HTML "Transfer-Encoding: chunked\r\n\r\n4\r\nNoor\r\n0\r\n\r\n");

    ASSERT_MEMBERS(out, "\nantwoord.html [text/html; charset=utf-8] <> : Noor\n");
    ASSERT_MEMBERS(g_string_new("HTTP/1.1 is een protocol.\n\nNoor"), "none");
    ASSERT_MEMBERS(g_string_new("WARC is een formaat."), "none");
}
END_TEST

START_TEST(the_head_of_an_answer_is_read)
{
    static const char answer[] = HTML "Location: /noor\r\n\r\n<p>x";
    g_autofree char *facts =
        facts_of(&reader_http, "a.html", "application/http", answer, sizeof answer - 1);

    assert_has(facts, "metadata [HTTP header] HTTP/1.1 200 OK");
    assert_has(facts, "Location: /noor");
    assert_has_not(facts, "<p>");
}
END_TEST

static void add_number(GString *out, guint32 value, unsigned bytes)
{
    for (; bytes-- > 0; value >>= 8)
        g_string_append_c(out, (char)(value & 0xFF));
}

/* One stored member, as HTTrack's cache has it: the head of the answer is the extra field. */
static void add_cached(GString *out, GString *directory, const char *url, const char *body)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nX-Save: a\r\n";
    guint32 offset = (guint32)out->len, length = (guint32)strlen(body);
    guint32 sum = (guint32)crc32(0, (const unsigned char *)body, length);
    GString *parts[] = {out, directory};

    for (int i = 0; i < 2; i++) {
        g_string_append_len(parts[i], i ? "PK\1\2\24\0\24\0" : "PK\3\4\24\0", i ? 8 : 6);
        add_number(parts[i], 0, 8); /* flags, method, time, date */
        add_number(parts[i], sum, 4);
        add_number(parts[i], length, 4);
        add_number(parts[i], length, 4);
        add_number(parts[i], (guint32)strlen(url), 2);
        add_number(parts[i], i ? 0 : sizeof head - 1, 2);
    }
    add_number(directory, 0, 10);
    add_number(directory, offset, 4);
    g_string_append(directory, url);
    g_string_append(out, url);
    g_string_append(out, head);
    g_string_append(out, body);
}

START_TEST(the_cache_of_httrack)
{
    g_autoptr(GString) out = g_string_new(NULL), directory = g_string_new(NULL);
    g_autoptr(GString) log = g_string_new("\n");
    Member member;

    add_cached(out, directory, "http://v.example/groep5/", "Noor");
    add_cached(out, directory, "http://v.example/a.html?b=1", "Kaan");
    guint32 at = (guint32)out->len;

    g_string_append_len(out, directory->str, (gssize)directory->len);
    g_string_append_len(out, "PK\5\6\0\0\0\0\2\0\2\0", 12);
    add_number(out, (guint32)directory->len, 4);
    add_number(out, at, 4);
    add_number(out, 0, 2);
    int fd = descriptor_of(out);
    g_autoptr(Container) container = container_open(fd, out->len, "x");

    while (container_next(container, &member) == STEP_OK) {
        const void *data;
        size_t length;

        g_string_append_printf(log, "%s <%s> ", member.name, member.location);
        while (container_data(container, &data, &length) == STEP_OK)
            g_string_append_len(log, data, (gssize)length);
        g_string_append_c(log, '\n');
    }
    assert_has(log->str, "\nv.example/groep5/index.html <http://v.example/groep5/> Noor\n");
    assert_has(log->str, "\nv.example/a.html?b=1 <http://v.example/a.html?b=1> Kaan\n");
    close(fd);
}
END_TEST

START_TEST(the_lists_of_httrack)
{
    static const char list[] = "01:27\t200\thttp://v.example/Dani%c3%ablle.jpg\n[a%20b.html]\n";
    g_autofree char *facts =
        facts_of(&reader_httrack, "m/hts-cache/new.txt", "text/plain", list, sizeof list - 1);

    assert_has(facts, "url [HTTrack] 01:27\t200\thttp://v.example/Daniëlle.jpg\n[a b.html]\n");
    ck_assert_int_eq(bid_of(&reader_httrack, "m/HTS-cache/new.lst", "application/json", "[", 1),
                     70);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("warc");
    TCase *tcase = tcase_create("tricks");

    tcase_add_test(tcase, answers_give_what_they_carried);
    tcase_add_test(tcase, an_answer_that_sends_elsewhere_stays_whole);
    tcase_add_test(tcase, other_records);
    tcase_add_test(tcase, a_revisit_is_told_from_a_gap);
    tcase_add_test(tcase, chunks_and_what_only_claims_to_be);
    tcase_add_test(tcase, packed_bodies);
    tcase_add_test(tcase, brotli_twice_packed_plain_and_broken);
    tcase_add_test(tcase, gzip_of_every_kind);
    tcase_add_test(tcase, a_broken_gzip_member_costs_only_itself);
    tcase_add_test(tcase, wrong_lengths);
    tcase_add_test(tcase, cut_off_and_garbage_between);
    tcase_add_test(tcase, arc_of_both_versions);
    tcase_add_test(tcase, a_lone_answer);
    tcase_add_test(tcase, the_head_of_an_answer_is_read);
    tcase_add_test(tcase, the_cache_of_httrack);
    tcase_add_test(tcase, the_lists_of_httrack);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
