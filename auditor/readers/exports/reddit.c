/*
 * Reader of what Reddit gives an account of itself: a table for each kind of thing. Posts and
 * comments are anybody's to read, messages and chats for those who take part; drafts nobody saw.
 * The rest of the tables tells only the account what it did.
 */
#include <string.h>

#include "readers/exports/dump_table.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define TABLE_BYTES_MAX (64U * 1024U * 1024U)
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef enum {
    TABLE_POSTS,
    TABLE_COMMENTS,
    TABLE_MESSAGES,
    TABLE_CHATS,
    TABLE_DRAFTS,
    TABLES
} Kind;

static const struct {
    const char *header;
    PublicationKind kind;
    Access access;
    PublicationStatus status;
} tables[TABLES] = {
    {"id,permalink,date,ip,subreddit,gildings,title,", KIND_POST, ACCESS_PUBLIC, STATUS_PUBLISHED},
    {"id,permalink,date,ip,subreddit,gildings,link,", KIND_COMMENT, ACCESS_PUBLIC,
     STATUS_PUBLISHED},
    {"id,permalink,thread_id,date,ip,from,to,subject", KIND_MESSAGE, ACCESS_DIRECT,
     STATUS_PUBLISHED},
    {"message_id,created_at,updated_at,username,message,", KIND_MESSAGE, ACCESS_DIRECT,
     STATUS_PUBLISHED},
    {"id,title,body,kind,created,spoiler,", KIND_POST, ACCESS_CLOSED, STATUS_UNPUBLISHED}};

static Kind table_of(Slice head)
{
    size_t mark = head.length >= 3 && memcmp(head.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    Kind kind = TABLE_POSTS;

    for (; kind < TABLES; kind++) {
        size_t length = strlen(tables[kind].header);

        if (head.length - mark >= length &&
            memcmp(head.data + mark, tables[kind].header, length) == 0)
            break;
    }
    return kind;
}

/* Tables of no such header are Reddit's by the name of their archive, "export_juf_20240601.zip". */
static bool is_of_archive(const Input *input)
{
    static const char *const names[] = {
        "friends.csv",          "linked_identities.csv", "statistics.csv",
        "hidden_posts.csv",     "persona.csv",           "account_gender.csv",
        "user_preferences.csv", "multireddits.csv",      "moderated_subreddits.csv"};
    g_autofree char *path = dump_plain_path(input_path(input));
    const char *slash = strrchr(path, '/');

    for (size_t i = 0; slash && i < G_N_ELEMENTS(names); i++) {
        if (strcmp(slash + 1, names[i]) == 0)
            return strstr(path, "export_") != NULL || strstr(path, "reddit") != NULL;
    }
    return false;
}

static int bid(const Input *input)
{
    return table_of(input_text_head(input)) < TABLES ? 84 : is_of_archive(input) ? 70 : 0;
}

static void put_row(DumpTable *table)
{
    Dump *dump = table->dump;
    Kind kind = *(const Kind *)table->user;
    const char *time = dump_table_take(table, NAMES("created_at", "created", "date"));
    FactPublication fact = {.kind = tables[kind].kind,
                            .access = tables[kind].access,
                            .status = tables[kind].status,
                            .title = dump_table_take(table, NAMES("title", "subject")),
                            .url = dump_table_take(table, NAMES("permalink")),
                            .published = time ? dump_own(dump, date_from_iso(time, true)) : NULL};
    const char *recipient = NULL;
    uint32_t publication;

    if (kind == TABLE_MESSAGES) {
        fact.author = dump_table_take(table, NAMES("from"));
        recipient = dump_table_take(table, NAMES("to"));
    } else if (kind == TABLE_CHATS) {
        fact.author = dump_table_take(table, NAMES("username"));
    }
    fact.native_id = dump_table_take(table, NAMES("message_id", "id"));
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_URL, "permalink", fact.url);
    dump_contact(dump, publication, "participant", recipient, recipient, NULL);
    dump_text(dump, publication, 0, PLACE_BODY, "body",
              dump_table_take(table, NAMES("body", "message")));
    dump_table_rest(table, publication);
}

/* {statistic, value}: the account's name is one of them. */
static void put_other(DumpTable *table)
{
    const char *what = table->count > 1 ? dump_table_cell(table, 0) : NULL;

    if (g_strcmp0(what, "account name") == 0)
        dump_account(table->dump, dump_table_cell(table, 1), dump_table_cell(table, 1));
    if (!table->dump->file)
        table->dump->file = dump_publication(
            table->dump, &(FactPublication){.kind = KIND_FILE, .access = ACCESS_CLOSED});
    dump_table_rest(table, table->dump->file);
}

static void read_reddit(Input *input, Sink *sink)
{
    Kind kind = table_of(input_text_head(input));
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    size_t length;
    g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);
    Dump dump;
    DumpTable table = {.dump = &dump, .row = kind < TABLES ? put_row : put_other, .user = &kind};

    dump_init(&dump, input, sink, "reddit");
    dump.access = kind < TABLES ? tables[kind].access : ACCESS_CLOSED;
    dump_table_read(&table, utf8, length, ',');
    dump_clear(&dump);
}

const Reader reader_reddit = {"reddit", bid, read_reddit};
