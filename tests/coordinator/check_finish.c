/*
 * What the files of a run tell of each other once all are there: for whom a letter or a document
 * was meant, which account is closed, whose number a writer's is, who follows whom.
 */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "store/store.h"
#include "support_db.h"

static char *folder;

static void folder_make(void)
{
    folder = g_dir_make_tmp("check-finish-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void folder_remove(void)
{
    g_rmdir(folder);
    g_free(folder);
}

static void expect(const char *path, const char *sql, const char *wanted)
{
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    db_expect(db, sql, wanted);
    sqlite3_close(db);
}

static void set_read(Store *store, int64_t item)
{
    StoreItemResult result = {
        .state = ITEM_READ, .type = "text/plain", .reader = "text", .hash = "00ff"};

    store_set_item(store, item, &result);
}

static int64_t add_told(Store *store, uint32_t source, const char *path, const char *platform,
                        Access access)
{
    StoreItem item = {.source = source, .path = path, .name = path, .place = path};
    int64_t id = store_add_item(store, &item);
    Fact fact = {
        .kind = FACT_PUBLICATION,
        .publication = {.number = platform != NULL, .platform = platform, .access = access}};

    store_add_fact(store, id, &fact);
    set_read(store, id);
    return id;
}

/* A document: a publication of its own that tells no platform. */
static void add_document(Store *store, const char *path)
{
    StoreItem item = {.source = 1, .path = path, .name = path, .place = path};
    int64_t id = store_add_item(store, &item);
    Fact fact = {.kind = FACT_PUBLICATION, .publication = {.number = 1, .kind = KIND_DOCUMENT}};

    store_add_fact(store, id, &fact);
    set_read(store, id);
}

static int64_t add_written(Store *store, const char *path, const char *platform, const char *author)
{
    StoreItem item = {.source = 1, .path = path, .name = path, .place = path};
    int64_t id = store_add_item(store, &item);
    Fact fact = {.kind = FACT_PUBLICATION,
                 .publication = {.number = 1, .platform = platform, .author = author}};

    store_add_fact(store, id, &fact);
    set_read(store, id);
    return id;
}

static void add_property(Store *store, int64_t item, uint32_t publication, const char *block,
                         const char *key, const char *value)
{
    Fact fact = {
        .kind = FACT_PROPERTY,
        .property = {.publication = publication, .block = block, .key = key, .value = value}};

    store_add_fact(store, item, &fact);
}

/* Letters are direct for their form, but public among a website's pages; what lies beside them is
 * no letter; and the operator's word holds. */
START_TEST(test_letters)
{
    static const StoreSource sources[] = {
        {.label = "a", .path = "a", .kind = "folder"},
        {.label = "b", .path = "b", .kind = "folder"},
        {.label = "c", .path = "c", .kind = "folder", .access = "closed"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        store_add_source(store, &sources[i]);
    add_told(store, 1, "s/index.html", "website", ACCESS_UNKNOWN);
    add_told(store, 1, "s/up/brief.eml", "e-mail", ACCESS_DIRECT);
    add_told(store, 1, "s/up/chat.txt", "whatsapp", ACCESS_DIRECT);
    add_told(store, 1, "s/up/krant.pdf", NULL, ACCESS_UNKNOWN);
    add_told(store, 1, "s/up/chat.zip!/chat.txt", "whatsapp", ACCESS_DIRECT);
    add_told(store, 1, "s/up/chat.zip!/foto.jpg", NULL, ACCESS_UNKNOWN);
    add_told(store, 2, "pagina.html", "website", ACCESS_UNKNOWN);
    add_told(store, 2, "brief.eml", "e-mail", ACCESS_DIRECT);
    add_told(store, 2, "chat/chat.txt", "whatsapp", ACCESS_DIRECT);
    add_told(store, 2, "chat/foto.jpg", NULL, ACCESS_UNKNOWN);
    add_told(store, 3, "chat.txt", "whatsapp", ACCESS_DIRECT);
    add_told(store, 3, "inbox.json", "instagram", ACCESS_DIRECT);
    add_told(store, 3, "posts.json", "instagram", ACCESS_PUBLIC);
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    expect(path,
           "SELECT group_concat(name || ' ' || access, '; ') FROM (SELECT i.name, p.access FROM "
           "publication p JOIN item i ON i.id = p.item ORDER BY i.source, i.path)",
           "s/index.html public; s/up/brief.eml public; s/up/chat.txt public; "
           "s/up/chat.zip!/chat.txt public; s/up/chat.zip!/foto.jpg public; s/up/krant.pdf public; "
           "brief.eml direct; chat/chat.txt direct; chat/foto.jpg direct; pagina.html public; "
           "chat.txt closed; inbox.json direct; posts.json closed");
    g_unlink(path);
}
END_TEST

/* What was sent with a mail is direct, however deep; a document in a closed export is closed. */
START_TEST(test_sent_with_a_mail)
{
    static const StoreSource source = {.label = "a", .path = "a", .kind = "folder"};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);

    store_add_source(store, &source);
    add_told(store, 1, "m/a.eml", "e-mail", ACCESS_DIRECT);
    add_told(store, 1, "m/a.eml!/b.html", "website", ACCESS_UNKNOWN);
    add_told(store, 1, "m/a.eml!/c.txt", NULL, ACCESS_UNKNOWN);
    add_document(store, "m/a.eml!/d.docx");
    add_told(store, 1, "m/a.eml!/e.zip!/index.html", "website", ACCESS_UNKNOWN);
    add_document(store, "m/a.eml!/e.zip!/f.docx");
    add_told(store, 1, "m/g.html", "website", ACCESS_UNKNOWN);
    add_told(store, 1, "s/chat.json", "slack", ACCESS_CLOSED);
    add_document(store, "s/h.docx");
    add_told(store, 1, "t/Takeout/Drive/i.html", "google", ACCESS_CLOSED);
    add_told(store, 1, "t/Takeout/Google+/j.json", "google", ACCESS_PUBLIC);
    add_document(store, "t/Takeout/Contacten/k.vcf");
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    expect(path,
           "SELECT group_concat(name || ' ' || access, '; ') FROM (SELECT i.name, p.access FROM "
           "publication p JOIN item i ON i.id = p.item WHERE p.number = (SELECT max(number) FROM "
           "publication q WHERE q.item = p.item) ORDER BY i.path)",
           "m/a.eml direct; m/a.eml!/b.html direct; m/a.eml!/c.txt direct; m/a.eml!/d.docx direct; "
           "m/a.eml!/e.zip!/f.docx direct; m/a.eml!/e.zip!/index.html direct; m/g.html public; "
           "s/chat.json closed; s/h.docx closed; t/Takeout/Contacten/k.vcf closed; "
           "t/Takeout/Drive/i.html closed; t/Takeout/Google+/j.json public");
    g_unlink(path);
}
END_TEST

/* Numbers of writers, and accounts that let in only those they know, hold within their export. */
START_TEST(test_what_another_file_tells)
{
    static const StoreSource source = {.label = "a", .path = "a", .kind = "folder"};
    static const Fact contact = {
        .kind = FACT_CONTACT,
        .contact = {.platform = "slack", .relation = "participant", .name = "Juf Els"}};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    int64_t id;

    store_add_source(store, &source);
    add_written(store, "s/dag.json", "slack", "U1");
    add_written(store, "s/mail.eml", "e-mail", "U1"); /* his number in Slack, and nowhere else */
    id = add_told(store, 1, "s/users.json", NULL, ACCESS_CLOSED);
    store_add_fact(store, id, &contact);
    add_property(store, id, 0, "user", "U1", "Juf Els");
    id = add_written(store, "w/site.sql", "website", NULL);
    add_property(store, id, 1, "author", "number", "3");
    add_property(store, id, 0, "user", "3", "Juf Fenna");
    add_told(store, 1, "x1/data/tweets.js", "x", ACCESS_UNKNOWN);
    id = add_told(store, 1, "x1/data/protected-history.js", NULL, ACCESS_CLOSED);
    add_property(store, id, 0, "account", "data/", "x");
    add_told(store, 1, "x2/data/tweets.js", "x", ACCESS_UNKNOWN);
    add_told(store, 1, "i/media.json", "instagram", ACCESS_UNKNOWN);
    id = add_told(store, 1, "i2/profile.json", NULL, ACCESS_CLOSED);
    add_property(store, id, 0, "account", "*", "instagram");
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    expect(path,
           "SELECT group_concat(name || ' ' || author || ' ' || access, '; ') FROM (SELECT i.name, "
           "coalesce(p.author, '-') AS author, p.access FROM publication p JOIN item i ON i.id = "
           "p.item WHERE p.platform IN ('slack', 'e-mail', 'instagram', 'website', 'x') AND "
           "p.number = 1 AND p.status <> 'unpublished' ORDER BY i.path)",
           "i/media.json - closed; s/dag.json Juf Els public; s/mail.eml U1 public; "
           "w/site.sql Juf Fenna public; x1/data/tweets.js - closed; x2/data/tweets.js - public");
    expect(path, "SELECT count(*) FROM property", "2");
    g_unlink(path);
}
END_TEST

/* Who follows an account stands in the export, but nobody published it. */
START_TEST(test_contacts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_create(folder, &error);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    StoreSource source = {.label = "x", .path = "x", .kind = "folder"};
    StoreItem item = {.source = 1, .path = "a", .name = "a", .place = "a"};
    Fact fact = {.kind = FACT_CONTACT,
                 .contact = {.platform = "facebook", .relation = "follower", .name = "Ayşe"}};
    int64_t id;

    store_add_source(store, &source);
    id = store_add_item(store, &item);
    store_add_fact(store, id, &fact);
    store_recognise_last(store, id, FACT_CONTACT, 0, "likely");
    set_read(store, id);
    ck_assert_msg(store_finalise(store, path, &error), "%s", error ? error->message : "");
    expect(path, "SELECT status FROM publication", "unpublished");
    expect(path, "SELECT relation || person || tier FROM contact", "follower1likely");
    g_unlink(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("finish");
    TCase *tests = tcase_create("finish");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, folder_make, folder_remove);
    tcase_add_test(tests, test_letters);
    tcase_add_test(tests, test_sent_with_a_mail);
    tcase_add_test(tests, test_what_another_file_tells);
    tcase_add_test(tests, test_contacts);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
