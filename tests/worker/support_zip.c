/* Zips through libarchive's writer. */
#include "support_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <check.h>
#include <string.h>

GByteArray *zip_new(const ZipPart *parts, size_t count)
{
    size_t room = 65536, used = 0;
    for (size_t i = 0; i < count; i++) {
        room += strlen(parts[i].text) * 2 + 1024;
    }
    GByteArray *zip = g_byte_array_new();
    g_byte_array_set_size(zip, (guint)room);
    struct archive *archive = archive_write_new();
    archive_write_set_format_zip(archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    ck_assert_int_eq(archive_write_open_memory(archive, zip->data, room, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts[i].text));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        if (i == 0) {
            archive_write_zip_set_compression_store(archive);
        } else {
            archive_write_zip_set_compression_deflate(archive);
        }
        ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
        archive_write_data(archive, parts[i].text, strlen(parts[i].text));
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    g_byte_array_set_size(zip, (guint)used);
    return zip;
}
