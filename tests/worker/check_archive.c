/* Suite of what is walked: archives behind a program that unpacks them, and packed by lzip. */
#include <archive.h>
#include <archive_entry.h>
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker/archive.h"
#include "worker/input.h"
#include "worker/sniff.h"
#include "worker/zip_end.h"

#define PROGRAM_BYTES 0x27000U /* what 7-Zip's own program takes, and less than others do */
#define ROOM 1000000U
#define TEXT "Sjoerd Kooistra"

/* One member in an archive of that format and filter, behind so many bytes. */
static GByteArray *packed(int format, int filter, guint before)
{
    GByteArray *bytes = g_byte_array_new();
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    size_t used = 0;

    g_byte_array_set_size(bytes, before + ROOM);
    memset(bytes->data, 0, bytes->len);
    ck_assert_int_eq(archive_write_set_format(archive, format), ARCHIVE_OK);
    ck_assert_int_eq(archive_write_add_filter(archive, filter), ARCHIVE_OK);
    archive_write_set_bytes_per_block(archive, 1);
    archive_write_open_memory(archive, bytes->data + before, ROOM, &used);
    archive_entry_set_pathname(entry, "groep 5.txt");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, sizeof TEXT - 1);
    ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
    archive_write_data(archive, TEXT, sizeof TEXT - 1);
    archive_write_close(archive);
    archive_write_free(archive);
    archive_entry_free(entry);
    g_byte_array_set_size(bytes, before + (guint)used);
    return bytes;
}

static Sniff sniffed(const GByteArray *bytes)
{
    g_autoptr(Input) input = input_new_memory("alles.exe", NULL, bytes->data, bytes->len);

    return sniff_input(input);
}

static void expect_member(const GByteArray *bytes)
{
    int fd = memfd_create("archive", MFD_CLOEXEC);
    g_autoptr(GString) text = g_string_new(NULL);
    const void *piece;
    size_t length;
    Member member;

    ck_assert_int_eq(write(fd, bytes->data, bytes->len), (ssize_t)bytes->len);
    g_autoptr(Container) container = container_open(fd, bytes->len, "alles");
    ck_assert_int_eq(container_next(container, &member), STEP_OK);
    ck_assert_str_eq(member.name, "groep 5.txt");
    while (container_data(container, &piece, &length) == STEP_OK)
        g_string_append_len(text, piece, (gssize)length);
    ck_assert_str_eq(text->str, TEXT);
    ck_assert_int_eq(container_next(container, &member), STEP_END);
    close(fd);
}

START_TEST(a_program_that_unpacks_itself)
{
    g_autoptr(GByteArray) bytes = packed(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, PROGRAM_BYTES);

    memcpy(bytes->data, "MZ", 2);
    Sniff sniff = sniffed(bytes);
    ck_assert(sniff.is_container && sniff.is_item);
    expect_member(bytes);
}
END_TEST

START_TEST(a_mere_program)
{
    g_autoptr(GByteArray) bytes = packed(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, PROGRAM_BYTES);

    memcpy(bytes->data, "MZ", 2);
    bytes->data[PROGRAM_BYTES] = 'x';
    ck_assert(!sniffed(bytes).is_container);
}
END_TEST

START_TEST(lzip)
{
    g_autoptr(GByteArray) bytes = packed(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_LZIP, 0);

    ck_assert(sniffed(bytes).is_container);
    expect_member(bytes);
}
END_TEST

/* As zips of more than 65,535 members by Windows: the directory does not end where the end begins.
 */
START_TEST(wrong_length)
{
    g_autoptr(GByteArray) bytes = packed(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, 0);
    guint8 *end = bytes->data + bytes->len - 22;

    ck_assert_int_eq(memcmp(end, "PK\5\6", 4), 0);
    end[12] -= 7;
    expect_member(bytes);
}
END_TEST

/* Bytes behind an archive are none of its members; zeros are no bytes that anybody misses. */
START_TEST(behind_a_7z)
{
    g_autoptr(GByteArray) bytes = packed(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, 0);
    int fd = memfd_create("archive", MFD_CLOEXEC);
    Member member;

    for (unsigned more = 0; more <= 80; more += 40) {
        ck_assert_int_eq(pwrite(fd, bytes->data, bytes->len, 0), (ssize_t)bytes->len);
        g_autoptr(Container) container = container_open(fd, bytes->len, "alles");
        ck_assert_int_eq(container_next(container, &member), STEP_OK);
        ck_assert_uint_eq(container_suffix(container), more == 80 ? 80 : 0);
        g_byte_array_set_size(bytes, bytes->len + 40);
        memset(bytes->data + bytes->len - 40, more == 0 ? 0 : 'x', 40);
    }
    close(fd);
}
END_TEST

/* Whether it is said, once all members were read, that something in it is none of them. */
static bool is_damaged(const GByteArray *bytes)
{
    int fd = memfd_create("archive", MFD_CLOEXEC);
    const void *piece;
    size_t length;
    Member member;

    ck_assert_int_eq(write(fd, bytes->data, bytes->len), (ssize_t)bytes->len);
    g_autoptr(Container) container = container_open(fd, bytes->len, "alles");
    while (container_next(container, &member) == STEP_OK) {
        while (container_data(container, &piece, &length) == STEP_OK)
            ;
    }
    bool damaged = container_is_damaged(container);
    close(fd);
    return damaged;
}

/* Of what one file is packed into, programs drop such bytes with a warning, or without. */
START_TEST(behind_a_packed_file)
{
    static const int filters[] = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_ZSTD};

    for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
        g_autoptr(GByteArray) bytes = packed(ARCHIVE_FORMAT_RAW, filters[i], 0);

        ck_assert(!is_damaged(bytes));
        g_byte_array_set_size(bytes, bytes->len + 40);
        memset(bytes->data + bytes->len - 40, 0, 40);
        ck_assert(filters[i] == ARCHIVE_FILTER_ZSTD || !is_damaged(bytes)); /* padding */
        memcpy(bytes->data + bytes->len - 40, TEXT, sizeof TEXT);
        ck_assert(filters[i] == ARCHIVE_FILTER_ZSTD || is_damaged(bytes));
    }
}
END_TEST

/* A member that the directory does not name: before it, behind the one that it names. */
START_TEST(not_in_the_directory)
{
    g_autoptr(GByteArray) one = packed(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, 0);
    const guint8 *end = one->data + one->len - 22;
    guint32 directory = end[16] | (guint32)end[17] << 8;
    g_autoptr(GByteArray) both = g_byte_array_new();

    ck_assert(!is_damaged(one));
    g_byte_array_append(both, one->data, directory);
    g_byte_array_append(both, one->data, one->len);
    both->data[both->len - 6] = (guint8)(2 * directory);
    both->data[both->len - 5] = (guint8)(2 * directory >> 8);
    ck_assert(is_damaged(both));
}
END_TEST

/* Nothing but a first member, a directory and an end, with 4 GiB of nothing between them. */
START_TEST(offsets_that_lost_count)
{
    static const uint64_t at = (UINT64_C(1) << 32) + 100;
    uint8_t tail[46 + 22] = "PK\1\2";
    int fd = memfd_create("archive", MFD_CLOEXEC);
    ZipEnd end;

    memcpy(tail + 46, "PK\5\6\0\0\0\0\1\0\1\0\x2e\0\0\0\x64\0\0\0\0\0", 22);
    ck_assert_int_eq(pwrite(fd, "PK\3\4", 4, 0), 4);
    ck_assert_int_eq(pwrite(fd, tail, sizeof tail, (off_t)at), sizeof tail);
    ck_assert(zip_end_read(fd, at + sizeof tail, &end));
    ck_assert(end.is_wrapped);
    ck_assert_uint_eq(end.offset, at);
    ck_assert_uint_eq(end.prefix, 0);
    /* without a member at its start it is a zip behind something else */
    ck_assert_int_eq(pwrite(fd, "MZ\0\0", 4, 0), 4);
    ck_assert(zip_end_read(fd, at + sizeof tail, &end));
    ck_assert(!end.is_wrapped);
    ck_assert_uint_eq(end.prefix, UINT64_C(1) << 32);
    close(fd);
}
END_TEST

int main(void)
{
    archive_warm_up();
    sniff_warm_up();
    Suite *suite = suite_create("archive");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, a_program_that_unpacks_itself);
    tcase_add_test(tests, a_mere_program);
    tcase_add_test(tests, lzip);
    tcase_add_test(tests, wrong_length);
    tcase_add_test(tests, behind_a_7z);
    tcase_add_test(tests, behind_a_packed_file);
    tcase_add_test(tests, not_in_the_directory);
    tcase_add_test(tests, offsets_that_lost_count);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
