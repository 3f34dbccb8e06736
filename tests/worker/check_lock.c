/*
 * Documents that open without asking: locked here by a writing of our own, with the password that
 * Excel gives itself and with another one.
 */
#include <check.h>
#include <glib.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "readers/office/lock.h"
#include "readers/reader.h"
#include "support_compound.h"
#include "support_facts.h"

extern const Reader reader_compound_file, reader_excel;

#define SALT "0123456789abcdef"
#define TEXT "PK\3\4 Kamp met Sanne van der Haverkamp, en nog een regel tot de laatste byte."

static void digest(GChecksumType type, const void *first, size_t length, const void *second,
                   size_t other, guint8 *out)
{
    g_autoptr(GChecksum) sum = g_checksum_new(type);
    gsize size = 64;

    g_checksum_update(sum, first, (gssize)length);
    g_checksum_update(sum, second, (gssize)other);
    g_checksum_get_digest(sum, out, &size);
}

/* The password in UTF-16. */
static GByteArray *wide_of(const char *password)
{
    GByteArray *wide = g_byte_array_new();

    put_wide(wide, password);
    return wide;
}

/* ---- agile ---- */

static GByteArray *aes(const guint8 *key, const guint8 *iv, const void *data, size_t length)
{
    GByteArray *out = g_byte_array_new();
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int got = 0;

    g_byte_array_set_size(out, (guint)length);
    EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), NULL, key, iv);
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_EncryptUpdate(context, out->data, &got, data, (int)length);
    EVP_CIPHER_CTX_free(context);
    ck_assert_int_eq(got, (int)length);
    return out;
}

static char *locked_value(const guint8 *hash, const char *purpose, const void *data, size_t length)
{
    guint8 key[64];
    digest(G_CHECKSUM_SHA512, hash, 64, purpose, 8, key);
    g_autoptr(GByteArray) out = aes(key, (const guint8 *)SALT, data, length);

    return g_base64_encode(out->data, out->len);
}

static GByteArray *agile_info(const char *password, const guint8 *key)
{
    static const guint8 verifier[16] = "een toets hierop";
    guint8 hash[64], number[4] = {0}, wanted[64];
    g_autoptr(GByteArray) wide = wide_of(password);
    g_autofree char *salt = g_base64_encode((const guint8 *)SALT, 16);
    GByteArray *info = g_byte_array_new();

    digest(G_CHECKSUM_SHA512, SALT, 16, wide->data, wide->len, hash);
    for (guint i = 0; i < 1000; i++) {
        number[0] = (guint8)i;
        number[1] = (guint8)(i >> 8);
        digest(G_CHECKSUM_SHA512, number, 4, hash, 64, hash);
    }
    digest(G_CHECKSUM_SHA512, verifier, 16, "", 0, wanted);
    g_autofree char *input = locked_value(hash, "\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", verifier, 16);
    g_autofree char *value = locked_value(hash, "\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", wanted, 64);
    g_autofree char *own = locked_value(hash, "\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", key, 32);
    g_autofree char *xml = g_strdup_printf(
        "<encryption xmlns='a' xmlns:p='b'><keyData keyBits='256' cipherAlgorithm='AES' "
        "cipherChaining='ChainingModeCBC' hashAlgorithm='SHA512' saltValue='%s'/><keyEncryptors>"
        "<keyEncryptor><p:encryptedKey spinCount='1000' keyBits='256' cipherAlgorithm='AES' "
        "cipherChaining='ChainingModeCBC' hashAlgorithm='SHA512' saltValue='%s' "
        "encryptedVerifierHashInput='%s' encryptedVerifierHashValue='%s' encryptedKeyValue='%s'/>"
        "</keyEncryptor></keyEncryptors></encryption>",
        salt, salt, input, value, own);

    put_bytes(info, "\4\0\4\0\x40\0\0\0", 8);
    put_bytes(info, xml, strlen(xml));
    return info;
}

/* `told`: how long the package says that it is. */
static char *facts_of_package(const char *password, size_t told)
{
    static const guint8 key[32] = "de sleutel van het pakket zelf!";
    char padded[96] = TEXT;
    guint8 start[64];
    g_autoptr(GByteArray) info = agile_info(password, key);
    g_autoptr(GByteArray) package = g_byte_array_new();

    digest(G_CHECKSUM_SHA512, SALT, 16, "\0\0\0\0", 4, start);
    g_autoptr(GByteArray) body = aes(key, start, padded, sizeof padded);
    put_u32(package, (guint32)told);
    put_u32(package, 0);
    put_bytes(package, body->data, body->len);
    const CompoundPart parts[] = {{"EncryptionInfo", info->data, info->len},
                                  {"EncryptedPackage", package->data, package->len}};
    g_autoptr(GByteArray) file = compound_new(parts, 2, true);

    return facts_of(&reader_compound_file, "a.xlsx", "application/encrypted", file->data,
                    file->len);
}

START_TEST(package)
{
    g_autofree char *wanted = g_strdup_printf("leaf document  %zu\n", sizeof TEXT - 1);
    g_autofree char *open = facts_of_package("VelvetSweatshop", sizeof TEXT - 1);
    g_autofree char *closed = facts_of_package("van de juf", sizeof TEXT - 1);
    g_autofree char *hollow = facts_of_package("VelvetSweatshop", 0);

    assert_has(open, wanted);
    assert_has_not(open, "gap");
    assert_has(closed, "gap encrypted\n");
    assert_has_not(closed, "leaf");
    assert_has(hollow, "gap encrypted\n"); /* it says that there is nothing in it */
    assert_has_not(hollow, "leaf");
}
END_TEST

/* ---- a workbook of 2002 and 2003: RC4 with SHA-1 and 128 bits ---- */

static void rc4(const guint8 *key, guint8 *data, size_t length)
{
    guint8 s[256], j = 0, k = 0;

    for (int i = 0; i < 256; i++)
        s[i] = (guint8)i;
    for (int i = 0; i < 256; i++) {
        j = (guint8)(j + s[i] + key[i % 16]);
        guint8 t = s[i];
        s[i] = s[j];
        s[j] = t;
    }
    j = 0;
    for (size_t i = 0; i < length; i++) {
        k = (guint8)(k + 1);
        j = (guint8)(j + s[k]);
        guint8 t = s[k];
        s[k] = s[j];
        s[j] = t;
        data[i] ^= s[(guint8)(s[k] + s[j])];
    }
}

static void block_key(const char *password, guint32 block, guint8 *key)
{
    g_autoptr(GByteArray) wide = wide_of(password);
    guint8 hash[64], number[4] = {(guint8)block};

    digest(G_CHECKSUM_SHA1, SALT, 16, wide->data, wide->len, hash);
    digest(G_CHECKSUM_SHA1, hash, 20, number, 4, key);
}

static void put_record(GByteArray *book, unsigned kind, const void *data, size_t length)
{
    put_u16(book, kind);
    put_u16(book, (unsigned)length);
    put_bytes(book, data, length);
}

static void put_filepass(GByteArray *book, const char *password)
{
    g_autoptr(GByteArray) body = g_byte_array_new();
    guint8 both[36] = "een toets hierop", hash[64], key[64];

    digest(G_CHECKSUM_SHA1, both, 16, "", 0, hash);
    memcpy(both + 16, hash, 20);
    block_key(password, 0, key);
    rc4(key, both, sizeof both);
    put_bytes(body, "\1\0\4\0\2\0\4\0\0\0", 10);
    put_u32(body, 32); /* the header: flags, size, cipher, hash, bits, provider, two unused */
    put_bytes(body, "\4\0\0\0\0\0\0\0\1\x68\0\0\4\x80\0\0\x80\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0", 32);
    put_u32(body, 16);
    put_bytes(body, SALT, 16);
    put_bytes(body, both, 16);
    put_u32(body, 20);
    put_bytes(body, both + 16, 20);
    put_record(book, 0x2F, body->data, body->len);
}

/* Locks what is in the records behind FILEPASS; the key runs over their heads as well. */
static void lock_records(GByteArray *book, size_t from, const char *password)
{
    g_autoptr(GByteArray) locked = g_byte_array_new();

    put_bytes(locked, book->data, book->len);
    for (guint at = 0; at < locked->len; at += 1024) {
        guint8 key[64];
        block_key(password, at / 1024, key);
        rc4(key, locked->data + at, MIN(1024, locked->len - at));
    }
    for (size_t at = from; at < book->len;) {
        unsigned kind = book->data[at] | (unsigned)book->data[at + 1] << 8;
        size_t length = book->data[at + 2] | (size_t)book->data[at + 3] << 8;
        size_t skip = kind == 0x809 ? length : kind == 0x85 ? 4 : 0;
        memcpy(book->data + at + 4 + skip, locked->data + at + 4 + skip, length - skip);
        at += 4 + length;
    }
}

static char *facts_of_workbook(const char *password)
{
    g_autoptr(GByteArray) book = g_byte_array_new();
    g_autofree char *filling = g_strnfill(3000, 'x');

    put_record(book, 0x809, "\0\6\5\0\0\0\0\0", 8);
    put_filepass(book, password);
    size_t from = book->len;
    put_record(book, 0x85, "\0\0\0\0\0\0\7\0Groep 7", 15);
    put_record(book, 0x1234, filling, 3000);
    put_record(book, 0x0A, "", 0);
    put_record(book, 0x809, "\0\6\x10\0\0\0\0\0", 8);
    put_record(book, 0x204, "\0\0\0\0\0\0\4\0\0Yara", 13);
    put_record(book, 0x0A, "", 0);
    lock_records(book, from, password);
    const CompoundPart parts[] = {{"Workbook", book->data, book->len}};
    g_autoptr(GByteArray) file = compound_new(parts, 1, true);

    return facts_of(&reader_excel, "a.xls", "application/vnd.ms-excel", file->data, file->len);
}

START_TEST(workbook)
{
    g_autofree char *open = facts_of_workbook("VelvetSweatshop");
    g_autofree char *closed = facts_of_workbook("van de juf");

    assert_has(open, "title [sheet 1] Groep 7\n");
    assert_has(open, "body [sheet 1] Yara\n");
    assert_has_not(open, "gap");
    assert_has(closed, "gap encrypted\n");
    assert_has_not(closed, "Yara");
}
END_TEST

/* Lengths that lie, and parts that are cut off. */
START_TEST(broken)
{
    static const char standard[] = "\3\0\2\0\x24\0\0\0\xff\xff\xff\xff";
    static const char filepass[] = "\x09\x08\2\0\0\6\x2f\0\xff\xff\1\0\2\0\2\0\0\0\0\0\xff\xff";

    ck_assert_ptr_null(lock_open_package((Slice){standard, sizeof standard - 1},
                                         (Slice){"123456789abcdef0123456789", 25}));
    ck_assert_ptr_null(lock_open_package((Slice){"", 0}, (Slice){"", 0}));
    ck_assert_ptr_null(lock_open_package((Slice){"\4\0\4\0\x40\0\0\0<a", 10},
                                         (Slice){"123456789abcdef0123456789", 25}));
    ck_assert_ptr_null(workbook_lock_new((Slice){filepass, sizeof filepass - 1}));
    ck_assert_ptr_null(workbook_lock_new((Slice){"", 0}));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lock");
    TCase *tcase = tcase_create("lock");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tcase, package);
    tcase_add_test(tcase, workbook);
    tcase_add_test(tcase, broken);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
