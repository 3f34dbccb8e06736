/*
 * Reader of tweets.csv, which Twitter's archives of before 2018 had beside their pages: a row a
 * tweet, the newest first.
 */
#include <string.h>

#include "readers/exports/dump_table.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define TABLE_BYTES_MAX (64U * 1024U * 1024U)
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static int bid(const Input *input)
{
    Slice head = input_text_head(input);
    size_t length = MIN(head.length, 600);

    return memmem(head.data, length, "tweet_id", 8) && memmem(head.data, length, "timestamp", 9) &&
                   memmem(head.data, length, "expanded_urls", 13)
               ? 86
               : 0;
}

static void put_tweet(DumpTable *table)
{
    Dump *dump = table->dump;
    const char *time = dump_table_take(table, NAMES("timestamp"));
    FactPublication fact = {.kind = KIND_POST};
    uint32_t publication;

    fact.native_id = dump_table_take(table, NAMES("tweet_id"));
    dump_table_take(table, NAMES("in_reply_to_status_id"));
    dump_table_take(table, NAMES("in_reply_to_user_id"));
    fact.announces = dump_table_take(table, NAMES("retweeted_status_id"));
    fact.published = time ? dump_own(dump, date_from_iso(time, true)) : NULL;
    publication = dump_publication(dump, &fact);
    if (!fact.published)
        dump_text(dump, publication, 0, PLACE_METADATA, "timestamp", time);
    dump_text(dump, publication, 0, PLACE_BODY, "text", dump_table_take(table, NAMES("text")));
    dump_table_rest(table, publication);
}

static void read_twitter_table(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    size_t length;
    g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);
    Dump dump;
    DumpTable table = {.dump = &dump, .row = put_tweet};

    dump_init(&dump, input, sink, "x");
    dump_table_read(&table, utf8, length, ',');
    dump_clear(&dump);
}

const Reader reader_twitter_table = {"twitter_table", bid, read_twitter_table};
