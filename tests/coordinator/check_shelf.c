/*
 * Shelves: what was written whole comes back, what was not is left out, what another program wrote
 * is not used. Units: every share belongs to one shard, however often one asks. Shards that are
 * missing are named as an array.
 */
#include <check.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/shards.h"
#include "coordinator/merge.h"
#include "store/shelf.h"

#define ITEMS 300U

static char *folder, *path;

static void make_folder(void)
{
    folder = g_dir_make_tmp("schoolaudit-shelf-XXXXXX", NULL);
    path = g_build_filename(folder, "shelf", NULL);
    ck_assert(path != NULL);
}

static void remove_folder(void)
{
    g_unlink(path);
    g_rmdir(folder);
    g_clear_pointer(&path, g_free);
    g_clear_pointer(&folder, g_free);
}

/* A container and its members, as a scan closes them: the members first. */
static void write_items(Store *store, ShelfWriter *writer)
{
    int64_t top = store_add_item(
        store, &(StoreItem){.source = 1, .path = "a.zip", .name = "a.zip", .place = "a.zip"});

    for (unsigned i = 0; i < ITEMS; i++) {
        g_autofree char *name = g_strdup_printf("%03u.html", i);
        g_autofree char *text = g_strnfill(i * 3, 'x');
        StoreItem item = {
            .source = 1, .parent = top, .ordinal = i, .path = name, .name = name, .place = name};
        int64_t id = store_add_item(store, &item);
        ShelfItem said = {.id = (uint32_t)id,
                          .parent = (uint32_t)top,
                          .source = 1,
                          .ordinal = i,
                          .key = i % 7,
                          .path = name,
                          .place = name,
                          .hash = "00ff",
                          .state = ITEM_READ,
                          .entries = -1,
                          .entries_directory = -1};

        store_add_text(store, id, &(FactText){.text = text, .length = strlen(text)}, true);
        shelf_writer_item(writer, store, id, &said);
    }
    shelf_writer_item(writer, store, top,
                      &(ShelfItem){.id = (uint32_t)top,
                                   .source = 1,
                                   .path = "a.zip",
                                   .place = "a.zip",
                                   .is_container = true,
                                   .key = 1000,
                                   .entries = ITEMS,
                                   .members = ITEMS});
}

static void write_shelf(void)
{
    g_autoptr(ShelfWriter) writer = shelf_writer_new(path, NULL);
    g_autoptr(Store) store = store_create(folder, NULL);

    store_add_source(store, &(StoreSource){.label = "a", .path = "a", .kind = "file"});
    shelf_writer_say(writer, "engine", "one");
    shelf_writer_say(writer, "keep-until", "2026-12-01");
    write_items(store, writer);
    shelf_writer_look(writer, "00ff", REASON_CORRUPT, "broken");
    shelf_writer_source(writer, 1, &(ShelfSource){.counted = 1, .bytes = 9, .digest = "d"});
    ck_assert(shelf_writer_finish(writer, NULL));
}

static unsigned count_key(const Shelf *shelf, uint64_t key)
{
    unsigned count = 0;

    for (uint32_t id = shelf_find(shelf, key, 0); id; id = shelf_find(shelf, key, id))
        count++;
    return count;
}

START_TEST(what_was_written_comes_back)
{
    g_autoptr(Shelf) shelf = NULL;
    const char *detail;
    ShelfSource source;
    FactPixels pixels;
    unsigned children = 0;
    Reason reason;
    ShelfItem item;
    bool seen;

    write_shelf();
    shelf = shelf_open(path, "one");
    ck_assert(shelf && shelf_is_whole(shelf));
    ck_assert_str_eq(shelf_said(shelf, "keep-until"), "2026-12-01");
    ck_assert(shelf_item(shelf, 1, &item) && item.is_container && item.members == ITEMS);
    for (uint32_t id = shelf_child(shelf, 1); id; id = shelf_sibling(shelf, id)) {
        ck_assert(shelf_item(shelf, id, &item) && item.parent == 1 && item.texts == 1);
        ck_assert_uint_eq(item.ordinal, id - 2);
        children++;
    }
    ck_assert_uint_eq(children, ITEMS);
    ck_assert_uint_eq(count_key(shelf, 3), (ITEMS - 3 + 6) / 7);
    ck_assert(shelf_look(shelf, "00ff", &reason, &detail, &seen, &pixels));
    ck_assert(reason == REASON_CORRUPT && !seen);
    ck_assert_str_eq(detail, "broken");
    ck_assert(!shelf_look(shelf, "0000", &reason, &detail, &seen, &pixels));
    ck_assert(shelf_source(shelf, 1, &source) && source.bytes == 9 && !source.changed);
}
END_TEST

START_TEST(another_program_s_shelf_is_not_used)
{
    g_autofree char *until = NULL;

    write_shelf();
    ck_assert(shelf_open(path, "two") == NULL);
    until = shelf_peek(path, "keep-until");
    ck_assert_str_eq(until, "2026-12-01");
    ck_assert(shelf_open(folder, "one") == NULL);
}
END_TEST

/* However much of it there is: what can be read is right, and it does not count as whole. */
START_TEST(a_torn_shelf_gives_what_is_whole)
{
    g_autofree char *bytes = NULL;
    uint32_t before = 0;
    gsize length;

    write_shelf();
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize cut = 64; cut < length; cut += 997) {
        ck_assert(g_file_set_contents(path, bytes, (gssize)cut, NULL));
        g_autoptr(Shelf) shelf = shelf_open(path, "one");
        uint32_t items = 0;
        ShelfItem item;

        for (uint32_t id = 0; shelf && id < shelf_end(shelf); id++)
            items += shelf_item(shelf, id, &item);
        ck_assert(!shelf || !shelf_is_whole(shelf));
        ck_assert_uint_ge(items, before);
        before = items;
    }
    ck_assert_uint_gt(before, ITEMS / 2);
    bytes[length / 2] ^= 1; /* and behind a byte that is another one nothing counts */
    ck_assert(g_file_set_contents(path, bytes, (gssize)length, NULL));
    g_autoptr(Shelf) shelf = shelf_open(path, "one");

    ck_assert(shelf && !shelf_is_whole(shelf) && shelf_child(shelf, 1) != 0);
}
END_TEST

static void make_files(unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        g_autofree char *name = g_strdup_printf("%s/%03u.%s", path, i, i % 40 ? "txt" : "zip");
        int file = g_open(name, O_CREAT | O_WRONLY, 0600);

        ck_assert(file >= 0 && ftruncate(file, i % 40 ? i * 31 : (40 + i) << 20) == 0);
        close(file);
    }
}

static void remove_files(void)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *full = g_build_filename(path, name, NULL);

        g_unlink(full);
    }
    g_rmdir(path);
}

/* Shards and the plan as they come from disk agree on who has what; nobody has nothing to do. */
START_TEST(every_share_has_one_shard)
{
    g_autofree char *plan = g_build_filename(folder, "plan", NULL);
    uint32_t had[64] = {0};

    g_mkdir(path, 0700);
    make_files(200);
    g_autoptr(Units) units = units_plan((const char *const *)&path, 1, 7, NULL);
    ck_assert(units && units_count(units) == 200 && units_write(units, plan, NULL));
    g_autoptr(Units) again = units_read(plan);
    ck_assert(again != NULL);
    ck_assert_str_eq(units_digest(again), units_digest(units));
    for (unsigned shard = 1; shard <= 7; shard++) {
        units_choose(again, shard);
        for (guint i = 0; i < units_count(units); i++) {
            UnitEntry entry = units_entry(units, i);
            const GArray *shares;
            bool mine = units_mine(again, 1, entry.ordinal, &shares), wanted = false;

            for (uint32_t share = 0; share < entry.shares; share++) {
                bool own = units_shard(units, i, share) == shard;

                had[shard] += own;
                wanted = wanted || own;
            }
            ck_assert(mine == wanted && (!shares || entry.shares > 1));
            ck_assert_uint_eq(units_shares_total(again, 1, entry.ordinal), entry.shares);
        }
        ck_assert_uint_gt(had[shard], 0);
    }
    g_unlink(plan);
    remove_files();
}
END_TEST

START_TEST(missing_shards_are_an_array)
{
    g_autofree char *empty = g_build_filename(folder, "empty", NULL);
    Shelf *there = (Shelf *)&there; /* only whether there is one is looked at */
    Shelf *shards[9] = {there, there, NULL, there, there, there, NULL, NULL, NULL};

    g_mkdir(empty, 0700);
    g_autoptr(Units) units = units_plan((const char *const *)&empty, 1, 9, NULL);
    Merge merge = {.units = units, .shards = shards};
    g_autofree char *some = merge_missing(&merge);

    ck_assert_str_eq(some, "3,7-9");
    for (size_t i = 0; i < G_N_ELEMENTS(shards); i++)
        shards[i] = there;
    ck_assert(merge_missing(&merge) == NULL);
    g_rmdir(empty);
}
END_TEST

START_TEST(a_shard_is_said_or_comes_from_the_scheduler)
{
    unsigned shard, shards;

    ck_assert(shards_choose(NULL, &shard, &shards, NULL) && shard == 1 && shards == 1);
    ck_assert(shards_choose("3/64", &shard, &shards, NULL) && shard == 3 && shards == 64);
    ck_assert(!shards_choose("65/64", &shard, &shards, NULL));
    ck_assert(!shards_choose("3/64x", &shard, &shards, NULL));
    g_unsetenv("SLURM_ARRAY_TASK_ID");
    g_unsetenv("JOB_COMPLETION_INDEX");
    ck_assert(!shards_choose("/64", &shard, &shards, NULL));
    g_setenv("JOB_COMPLETION_INDEX", "63", TRUE);
    ck_assert(shards_choose("/64", &shard, &shards, NULL) && shard == 64);
    g_setenv("SLURM_ARRAY_TASK_ID", "7", TRUE);
    ck_assert(shards_choose("/64", &shard, &shards, NULL) && shard == 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shelf");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, what_was_written_comes_back);
    tcase_add_test(tests, another_program_s_shelf_is_not_used);
    tcase_add_test(tests, a_torn_shelf_gives_what_is_whole);
    tcase_add_test(tests, every_share_has_one_shard);
    tcase_add_test(tests, missing_shards_are_an_array);
    tcase_add_test(tests, a_shard_is_said_or_comes_from_the_scheduler);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
