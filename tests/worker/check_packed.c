/* Suite of what takes packed bytes out of archives: the zip's directory, its members, and gzip. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "support_zip.h"
#include "worker/gunzip.h"
#include "worker/take_out.h"
#include "worker/zip_directory.h"

#define MOST 100000U

static const char long_text[] =
    "Groep 7 ging op schoolreis. Groep 7 ging op schoolreis. Groep 7 ging op schoolreis.";
static const ZipPart parts[] = {{"kort.txt", "Sjoerd"}, {"lang.txt", long_text}};

static int descriptor_of(const void *bytes, size_t length)
{
    int fd = memfd_create("packed", MFD_CLOEXEC);

    ck_assert_int_eq(write(fd, bytes, length), (ssize_t)length);
    return fd;
}

static uint32_t little(const uint8_t *bytes, unsigned count)
{
    uint32_t value = 0;

    while (count-- > 0)
        value = value << 8 | bytes[count];
    return value;
}

/* The place of the n-th entry of a zip's directory. */
static uint8_t *entry_of(GByteArray *zip, unsigned number)
{
    uint8_t *at = zip->data + little(zip->data + zip->len - 6, 4);

    while (number-- > 0)
        at += 46 + little(at + 28, 2) + little(at + 30, 2) + little(at + 32, 2);
    return at;
}

/* Where the n-th member's packed bytes begin. */
static uint32_t data_of(GByteArray *zip, unsigned number)
{
    uint32_t local = little(entry_of(zip, number) + 42, 4);

    return local + 30 + little(zip->data + local + 26, 2) + little(zip->data + local + 28, 2);
}

static bool find(GByteArray *zip, unsigned number, Extent *extent, uint64_t *size)
{
    int fd = descriptor_of(zip->data, zip->len);
    const uint8_t *end = zip->data + zip->len - 22;
    ZipDirectory *directory = zip_directory_read(fd, little(end + 16, 4), little(end + 12, 4), 0);
    bool found = zip_directory_find(directory, data_of(zip, number), MOST, extent, size);

    zip_directory_free(directory);
    close(fd);
    return found;
}

static TakenOut take(GByteArray *zip, const Extent *extent, uint64_t size)
{
    int fd = descriptor_of(zip->data, zip->len);
    TakenOut taken = take_out(fd, extent, size, MOST);

    close(fd);
    ck_assert_int_eq(taken.bytes[taken.length], '\0');
    return taken;
}

START_TEST(members_come_out)
{
    g_autoptr(GByteArray) zip = ZIP(parts);
    Extent extent;
    uint64_t size;

    for (unsigned i = 0; i < 2; i++) {
        ck_assert(find(zip, i, &extent, &size));
        ck_assert_int_eq(extent.kind, i == 0 ? EXTENT_STORED : EXTENT_DEFLATED);
        TakenOut taken = take(zip, &extent, size);

        ck_assert_str_eq(taken.bytes, parts[i].text);
        ck_assert_int_eq(taken.reason, REASON_NONE);
    }
}
END_TEST

/* Each way in which a directory can be out of the ordinary leaves the member to libarchive. */
START_TEST(unusual_members_are_not_found)
{
    static const struct {
        unsigned at, value; /* a byte of the directory's second entry */
    } changes[] = {{8, 1}, {10, 12}, {10, 0}, {24, 0}, {26, 2}, {42, 0}, {23, 0x7F}};
    Extent extent;
    uint64_t size;

    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autoptr(GByteArray) zip = ZIP(parts);
        uint32_t data = data_of(zip, 1);

        entry_of(zip, 1)[changes[i].at] = (uint8_t)changes[i].value;
        if (changes[i].at == 24)
            entry_of(zip, 1)[25] = 0;
        int fd = descriptor_of(zip->data, zip->len);
        const uint8_t *end = zip->data + zip->len - 22;
        ZipDirectory *directory =
            zip_directory_read(fd, little(end + 16, 4), little(end + 12, 4), 0);

        ck_assert_msg(!zip_directory_find(directory, data, MOST, &extent, &size), "change %zu", i);
        zip_directory_free(directory);
        close(fd);
    }
}
END_TEST

START_TEST(damage_is_told)
{
    g_autoptr(GByteArray) zip = ZIP(parts);
    Extent extent;
    uint64_t size;

    ck_assert(find(zip, 1, &extent, &size));
    Extent wrong = extent;

    wrong.checksum ^= 1;
    TakenOut taken = take(zip, &wrong, size);
    ck_assert_int_eq(taken.reason, REASON_CHECKSUM);
    ck_assert_str_eq(taken.bytes, long_text);

    taken = take(zip, &extent, size - 9); /* there is more than was said: all of it comes out */
    ck_assert_int_eq(taken.reason, REASON_CORRUPT);
    ck_assert_str_eq(taken.bytes, long_text);

    taken = take(zip, &extent, size + 9);
    ck_assert_int_eq(taken.reason, REASON_CORRUPT);
    ck_assert_str_eq(taken.bytes, long_text);

    wrong = extent;
    wrong.length -= 2;
    taken = take(zip, &wrong, size);
    ck_assert_int_eq(taken.reason, REASON_TRUNCATED);

    ck_assert(find(zip, 0, &extent, &size));
    extent.offset = zip->len - 3;
    taken = take(zip, &extent, size);
    ck_assert_int_eq(taken.reason, REASON_TRUNCATED);
    ck_assert_uint_eq(taken.length, 3);
}
END_TEST

/* A member that says ten bytes and unpacks to more than a reader may have ends at that. */
START_TEST(bombs_end_at_the_bound)
{
    g_autofree char *zeros = g_malloc0(4 * MOST);
    uLongf length = compressBound(4 * MOST);
    g_autofree uint8_t *packed = g_malloc(length);

    ck_assert_int_eq(compress(packed, &length, (uint8_t *)zeros, 4 * MOST), Z_OK);
    int fd = descriptor_of(packed + 2, length - 6); /* without zlib's head and checksum */
    Extent extent = {.kind = EXTENT_DEFLATED, .length = length - 6};
    TakenOut taken = take_out(fd, &extent, 10, MOST);

    close(fd);
    ck_assert_int_eq(taken.reason, REASON_LIMIT_BYTES);
    ck_assert_uint_le(taken.length, MOST);
}
END_TEST

static void append_gzip(GByteArray *bytes, const char *text)
{
    uint8_t packed[1000];
    z_stream zip = {.next_in = (uint8_t *)text,
                    .avail_in = (uInt)strlen(text),
                    .next_out = packed,
                    .avail_out = sizeof packed};

    ck_assert_int_eq(deflateInit2(&zip, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    ck_assert_int_eq(deflate(&zip, Z_FINISH), Z_STREAM_END);
    g_byte_array_append(bytes, packed, (guint)zip.total_out);
    deflateEnd(&zip);
}

/* "text (reason)" and a "+" where there is a rest; g_free. */
static char *unpacked(const GByteArray *bytes, size_t run)
{
    int fd = descriptor_of(bytes->data, bytes->len);
    Gunzip *gunzip = gunzip_new(fd, bytes->len);
    g_autoptr(GString) text = g_string_new(NULL);
    const char *detail;
    char buffer[1000];
    size_t got;

    while ((got = gunzip_read(gunzip, buffer, run)) > 0)
        g_string_append_len(text, buffer, (gssize)got);
    g_string_append_printf(text, " (%s)%s", reason_id(gunzip_reason(gunzip, &detail)),
                           gunzip_has_rest(gunzip) ? "+" : "");
    gunzip_free(gunzip);
    close(fd);
    return g_strdup(text->str);
}

static void expect_unpacked(const GByteArray *bytes, const char *expected)
{
    for (size_t run = 1; run < 1000; run += 333) {
        g_autofree char *text = unpacked(bytes, run);

        ck_assert_str_eq(text, expected);
    }
}

START_TEST(gzip_members_are_one_stream)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    static const uint8_t zeros[600] = {0};

    append_gzip(bytes, "een ");
    append_gzip(bytes, "twee");
    expect_unpacked(bytes, "een twee ()");
    g_byte_array_append(bytes, zeros, sizeof zeros);
    expect_unpacked(bytes, "een twee ()");
    g_byte_array_append(bytes, (const uint8_t *)"x", 1);
    expect_unpacked(bytes, "een twee ()+");
}
END_TEST

START_TEST(gzip_damage_is_told)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    append_gzip(bytes, "een twee drie vier");
    bytes->data[bytes->len - 5] ^= 1;
    expect_unpacked(bytes, "een twee drie vier (checksum)");
    bytes->data[bytes->len - 5] ^= 1;
    for (guint length = 1; length < bytes->len; length++) {
        g_autoptr(GByteArray) part = g_byte_array_new();

        g_byte_array_append(part, bytes->data, length);
        g_autofree char *text = unpacked(part, 7);

        ck_assert_msg(g_str_has_suffix(text, "(truncated)"), "%u bytes: %s", length, text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("packed");
    TCase *all = tcase_create("packed");
    SRunner *runner;

    tcase_add_test(all, members_come_out);
    tcase_add_test(all, unusual_members_are_not_found);
    tcase_add_test(all, damage_is_told);
    tcase_add_test(all, bombs_end_at_the_bound);
    tcase_add_test(all, gzip_members_are_one_stream);
    tcase_add_test(all, gzip_damage_is_told);
    suite_add_tcase(suite, all);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
