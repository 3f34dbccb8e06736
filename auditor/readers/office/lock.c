/*
 * How a password becomes a key, and keys open packages (AES) and workbooks (RC4). Numbers of
 * clauses are those of MS-OFFCRYPTO. A workbook's RC4 is written out here, since libcrypto keeps it
 * in a module that the sandbox cannot load.
 */
#include "readers/office/lock.h"

#include <openssl/evp.h>
#include <string.h>

#include "readers/office/legacy.h"
#include "worker/xml.h"

#define HASH_BYTES_MAX 64U
#define SPINS_MAX 1000000U /* Office writes 50,000 and 100,000 */
#define SEGMENT_BYTES 4096U
#define BLOCK_BYTES 1024U /* of a workbook's stream: each has a key of its own */

typedef struct {
    guint8 bytes[HASH_BYTES_MAX];
    gsize length;
} Hash;

static const char *const passwords[] = {"VelvetSweatshop", "/01Hannes Ruescher/01"};

static Hash hash_of(GChecksumType type, Slice first, Slice second)
{
    g_autoptr(GChecksum) sum = g_checksum_new(type);
    Hash hash = {.length = HASH_BYTES_MAX};
    g_checksum_update(sum, (const guchar *)first.data, (gssize)first.length);
    g_checksum_update(sum, (const guchar *)second.data, (gssize)second.length);
    g_checksum_get_digest(sum, hash.bytes, &hash.length);
    return hash;
}

static Slice slice_of(const Hash *hash)
{
    return (Slice){(const char *)hash->bytes, hash->length};
}

static Slice number_of(uint32_t number, guint8 bytes[4])
{
    for (unsigned i = 0; i < 4; i++) {
        bytes[i] = (guint8)(number >> (8 * i));
    }
    return (Slice){(const char *)bytes, 4};
}

/* The password as UTF-16 behind the salt, hashed over and over (2.3.4.7, 2.3.4.11). */
static Hash hash_password(GChecksumType type, Slice salt, const char *password, unsigned spins)
{
    guint8 wide[128] = {0}, number[4];
    size_t length = MIN(strlen(password), sizeof wide / 2);
    for (size_t i = 0; i < length; i++) {
        wide[2 * i] = (guint8)password[i];
    }
    Hash hash = hash_of(type, salt, (Slice){(const char *)wide, 2 * length});
    for (unsigned i = 0; i < spins; i++) {
        hash = hash_of(type, number_of(i, number), slice_of(&hash));
    }
    return hash;
}

/* AES without padding; `iv` NULL: each block by itself. NULL: no such key, or not whole blocks.
 * g_byte_array_unref. */
static GByteArray *open_aes(Slice key, const guint8 *iv, Slice locked)
{
    const EVP_CIPHER *cipher =
        key.length == 16   ? (iv != NULL ? EVP_aes_128_cbc() : EVP_aes_128_ecb())
        : key.length == 24 ? (iv != NULL ? EVP_aes_192_cbc() : EVP_aes_192_ecb())
        : key.length == 32 ? (iv != NULL ? EVP_aes_256_cbc() : EVP_aes_256_ecb())
                           : NULL;
    EVP_CIPHER_CTX *context = cipher != NULL ? EVP_CIPHER_CTX_new() : NULL;
    size_t length = locked.length / 16 * 16;
    GByteArray *open = g_byte_array_new();
    int got = 0;
    g_byte_array_set_size(open, (guint)length);
    bool good = context != NULL && length > 0 &&
                EVP_DecryptInit_ex(context, cipher, NULL, (const guint8 *)key.data, iv) == 1 &&
                EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
                EVP_DecryptUpdate(context, open->data, &got, (const guint8 *)locked.data,
                                  (int)length) == 1 &&
                (size_t)got == length;
    EVP_CIPHER_CTX_free(context);
    if (!good) {
        g_clear_pointer(&open, g_byte_array_unref);
    }
    return open;
}

/* The size that the package tells of what is in it, never more than there is. */
static void cut_package(GByteArray *open, Slice package)
{
    uint64_t size = legacy_u32(package, 0) | (uint64_t)legacy_u32(package, 4) << 32;
    g_byte_array_set_size(open, (guint)MIN(size, open->len));
}

/* ---- standard: 2.3.4.5 to 2.3.4.9 ---- */

static Hash standard_half(const Hash *hash, guint8 filling)
{
    guint8 buffer[64];
    memset(buffer, filling, sizeof buffer);
    for (size_t i = 0; i < hash->length; i++) {
        buffer[i] ^= hash->bytes[i];
    }
    return hash_of(G_CHECKSUM_SHA1, (Slice){(const char *)buffer, sizeof buffer}, (Slice){"", 0});
}

static GByteArray *open_standard(Slice info, Slice package, const char *password)
{
    uint32_t header = legacy_u32(info, 8);
    size_t verifier = 12 + (size_t)header;
    unsigned bits = legacy_u32(info, 12 + 16);
    guint8 zero[4] = {0}, key[40];
    if (header > 4096 || bits % 8 != 0 || bits > 256 || legacy_u32(info, verifier) != 16) {
        return NULL;
    }
    Hash hash =
        hash_password(G_CHECKSUM_SHA1, legacy_part(info, verifier + 4, 16), password, 50000);
    hash = hash_of(G_CHECKSUM_SHA1, slice_of(&hash), (Slice){(const char *)zero, 4});
    Hash first = standard_half(&hash, 0x36), second = standard_half(&hash, 0x5C);
    memcpy(key, first.bytes, 20);
    memcpy(key + 20, second.bytes, 20);
    Slice whole = {(const char *)key, bits / 8};
    g_autoptr(GByteArray) test = open_aes(whole, NULL, legacy_part(info, verifier + 20, 16));
    g_autoptr(GByteArray) wanted = open_aes(whole, NULL, legacy_part(info, verifier + 40, 32));
    if (test == NULL || wanted == NULL || wanted->len < 20) {
        return NULL;
    }
    Hash have = hash_of(G_CHECKSUM_SHA1, legacy_slice(test), (Slice){"", 0});
    if (memcmp(have.bytes, wanted->data, 20) != 0) {
        return NULL;
    }
    return open_aes(whole, NULL, legacy_part(package, 8, package.length));
}

/* ---- agile: 2.3.4.10 to 2.3.4.15 ---- */

typedef struct {
    GChecksumType hash;
    unsigned key_bits, spins;
    bool known;
    GByteArray *salt, *input, *value, *key; /* NULL where it is not given */
} Agile;

typedef struct {
    Agile data, password;
} AgileInfo;

static void agile_clear(Agile *agile)
{
    g_clear_pointer(&agile->salt, g_byte_array_unref);
    g_clear_pointer(&agile->input, g_byte_array_unref);
    g_clear_pointer(&agile->value, g_byte_array_unref);
    g_clear_pointer(&agile->key, g_byte_array_unref);
}

static GByteArray *base64_of(const XmlAttribute *attributes, size_t count, const char *name)
{
    const char *text = xml_value(attributes, count, name);
    gsize length = 0;
    guchar *bytes = text != NULL ? g_base64_decode(text, &length) : NULL;
    return bytes != NULL ? g_byte_array_new_take(bytes, length) : g_byte_array_new();
}

static bool hash_type(const char *name, GChecksumType *type)
{
    static const struct {
        const char *name;
        GChecksumType type;
    } types[] = {{"SHA1", G_CHECKSUM_SHA1},     {"SHA-1", G_CHECKSUM_SHA1},
                 {"SHA256", G_CHECKSUM_SHA256}, {"SHA384", G_CHECKSUM_SHA384},
                 {"SHA512", G_CHECKSUM_SHA512}, {"MD5", G_CHECKSUM_MD5}};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (g_strcmp0(name, types[i].name) == 0) {
            *type = types[i].type;
            return true;
        }
    }
    return false;
}

static unsigned unsigned_of(const XmlAttribute *attributes, size_t count, const char *name)
{
    const char *text = xml_value(attributes, count, name);
    return text != NULL ? (unsigned)MIN(g_ascii_strtoull(text, NULL, 10), G_MAXUINT) : 0;
}

static void agile_start(void *user, const char *space, const char *name,
                        const XmlAttribute *attributes, size_t count)
{
    (void)space;
    AgileInfo *info = user;
    bool data = strcmp(name, "keyData") == 0;
    Agile *agile = data ? &info->data : &info->password;
    if ((!data && strcmp(name, "encryptedKey") != 0) || agile->salt != NULL) {
        return;
    }
    agile->known =
        hash_type(xml_value(attributes, count, "hashAlgorithm"), &agile->hash) &&
        g_strcmp0(xml_value(attributes, count, "cipherAlgorithm"), "AES") == 0 &&
        g_strcmp0(xml_value(attributes, count, "cipherChaining"), "ChainingModeCBC") == 0;
    agile->key_bits = unsigned_of(attributes, count, "keyBits");
    agile->spins = unsigned_of(attributes, count, "spinCount");
    agile->salt = base64_of(attributes, count, "saltValue");
    agile->input = base64_of(attributes, count, "encryptedVerifierHashInput");
    agile->value = base64_of(attributes, count, "encryptedVerifierHashValue");
    agile->key = base64_of(attributes, count, "encryptedKeyValue");
}

/* Hash or salt as long as a key or block wants it: cut, or filled up. */
static void fit(Slice bytes, guint8 *out, size_t length)
{
    memset(out, 0x36, length);
    memcpy(out, bytes.data, MIN(bytes.length, length));
}

static GByteArray *open_by_password(const Agile *agile, const Hash *hash, const guint8 purpose[8],
                                    const GByteArray *locked)
{
    guint8 key[32], iv[16];
    Hash own = hash_of(agile->hash, slice_of(hash), (Slice){(const char *)purpose, 8});
    fit(slice_of(&own), key, sizeof key);
    fit(legacy_slice(agile->salt), iv, sizeof iv);
    return open_aes((Slice){(const char *)key, agile->key_bits / 8}, iv, legacy_slice(locked));
}

/* The package's own key, where the password is right. g_byte_array_unref. */
static GByteArray *agile_key(const Agile *agile, const char *password)
{
    static const guint8 purposes[3][8] = {{0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79},
                                          {0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E},
                                          {0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6}};
    Hash hash = hash_password(agile->hash, legacy_slice(agile->salt), password, agile->spins);
    g_autoptr(GByteArray) input = open_by_password(agile, &hash, purposes[0], agile->input);
    g_autoptr(GByteArray) value = open_by_password(agile, &hash, purposes[1], agile->value);
    if (input == NULL || value == NULL) {
        return NULL;
    }
    /* What was hashed is as long as the salt; behind it the block is filled up with zeros. */
    g_byte_array_set_size(input, MIN(input->len, agile->salt->len));
    Hash have = hash_of(agile->hash, legacy_slice(input), (Slice){"", 0});
    if (value->len < have.length || memcmp(have.bytes, value->data, have.length) != 0) {
        return NULL;
    }
    return open_by_password(agile, &hash, purposes[2], agile->key);
}

static GByteArray *open_segments(const Agile *agile, Slice key, Slice package)
{
    GByteArray *open = g_byte_array_new();
    guint8 number[4], iv[16];
    for (size_t at = 8; at < package.length; at += SEGMENT_BYTES) {
        Hash start = hash_of(agile->hash, legacy_slice(agile->salt),
                             number_of((uint32_t)((at - 8) / SEGMENT_BYTES), number));
        fit(slice_of(&start), iv, sizeof iv);
        g_autoptr(GByteArray) part = open_aes(key, iv, legacy_part(package, at, SEGMENT_BYTES));
        if (part == NULL) {
            break;
        }
        g_byte_array_append(open, part->data, part->len);
    }
    return open;
}

static GByteArray *open_agile(Slice info, Slice package, const char *password)
{
    static const XmlHandler handler = {.start = agile_start};
    AgileInfo agile = {0};
    Slice xml = legacy_part(info, 8, info.length);
    GByteArray *open = NULL;
    xml_parse(xml.data, xml.length, &handler, &agile);
    if (agile.data.known && agile.password.known && agile.password.spins <= SPINS_MAX &&
        agile.password.key_bits <= 256) {
        g_autoptr(GByteArray) key = agile_key(&agile.password, password);
        Slice cut = {"", 0};
        if (key != NULL) {
            cut = legacy_part(legacy_slice(key), 0, agile.data.key_bits / 8);
            open = open_segments(&agile.data, cut, package);
        }
    }
    agile_clear(&agile.data);
    agile_clear(&agile.password);
    return open;
}

GByteArray *lock_open_package(Slice info, Slice package)
{
    bool agile = legacy_u16(info, 0) == 4 && legacy_u16(info, 2) == 4;
    GByteArray *open = NULL;
    if (package.length <= 8) {
        return NULL;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(passwords) && open == NULL; i++) {
        open = agile ? open_agile(info, package, passwords[i])
                     : open_standard(info, package, passwords[i]);
    }
    if (open != NULL) {
        cut_package(open, package);
    }
    if (open != NULL && open->len == 0) { /* it says that it is empty: nothing was seen of it */
        g_clear_pointer(&open, g_byte_array_unref);
    }
    return open;
}

/* ---- workbooks before 2007: 2.3.5, 2.3.6 ---- */

struct WorkbookLock {
    bool crypto_api; /* 2.3.5: SHA-1 and keys of some length; else 2.3.6: MD5, 40 bits */
    Hash hash;
    size_t key_bytes;
};

typedef struct {
    guint8 box[256], i, j;
} Rc4;

static void rc4_start(Rc4 *rc4, Slice key)
{
    guint8 j = 0;
    *rc4 = (Rc4){.i = 0};
    for (unsigned i = 0; i < 256; i++) {
        rc4->box[i] = (guint8)i;
    }
    for (unsigned i = 0; i < 256 && key.length > 0; i++) {
        guint8 swapped = rc4->box[i];
        j = (guint8)(j + swapped + (guint8)key.data[i % key.length]);
        rc4->box[i] = rc4->box[j];
        rc4->box[j] = swapped;
    }
}

static void rc4_run(Rc4 *rc4, guint8 *bytes, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        rc4->i++;
        guint8 swapped = rc4->box[rc4->i];
        rc4->j = (guint8)(rc4->j + swapped);
        rc4->box[rc4->i] = rc4->box[rc4->j];
        rc4->box[rc4->j] = swapped;
        bytes[at] ^= rc4->box[(guint8)(rc4->box[rc4->i] + swapped)];
    }
}

static void start_block(const WorkbookLock *lock, Rc4 *rc4, uint32_t block)
{
    guint8 number[4], key[HASH_BYTES_MAX] = {0};
    Slice base = {(const char *)lock->hash.bytes, lock->crypto_api ? lock->hash.length : 5};
    Hash hash = hash_of(lock->crypto_api ? G_CHECKSUM_SHA1 : G_CHECKSUM_MD5, base,
                        number_of(block, number));
    memcpy(key, hash.bytes, lock->key_bytes);
    /* A key of 40 bits is one of 128 of which the rest is zero. */
    rc4_start(rc4, (Slice){(const char *)key, lock->key_bytes == 5 ? 16 : lock->key_bytes});
}

/* Whether what was locked beside its own hash still says so. */
static bool is_right(const WorkbookLock *lock, Slice verifier, Slice wanted)
{
    guint8 both[36];
    Rc4 rc4;
    if (verifier.length != 16 || wanted.length > 20) {
        return false;
    }
    memcpy(both, verifier.data, 16);
    memcpy(both + 16, wanted.data, wanted.length);
    start_block(lock, &rc4, 0);
    rc4_run(&rc4, both, 16 + wanted.length);
    Hash hash = hash_of(lock->crypto_api ? G_CHECKSUM_SHA1 : G_CHECKSUM_MD5,
                        (Slice){(const char *)both, 16}, (Slice){"", 0});
    return hash.length == wanted.length && memcmp(hash.bytes, both + 16, wanted.length) == 0;
}

static bool take_crypto_api(WorkbookLock *lock, Slice info)
{
    uint32_t header = legacy_u32(info, 8);
    unsigned bits = legacy_u32(info, 12 + 16);
    size_t verifier = 12 + (size_t)header;
    bits = bits == 0 ? 40 : bits;
    if (header > 4096 || bits % 8 != 0 || bits < 40 || bits > 128) {
        return false;
    }
    lock->crypto_api = true;
    lock->key_bytes = bits / 8;
    lock->hash =
        hash_password(G_CHECKSUM_SHA1, legacy_part(info, verifier + 4, 16), passwords[0], 0);
    return is_right(lock, legacy_part(info, verifier + 20, 16),
                    legacy_part(info, verifier + 40, 20));
}

static bool take_plain(WorkbookLock *lock, Slice info)
{
    Slice salt = legacy_part(info, 4, 16);
    guint8 buffer[16 * 21];
    Hash hash = hash_password(G_CHECKSUM_MD5, (Slice){"", 0}, passwords[0], 0);
    if (salt.length != 16) {
        return false;
    }
    for (size_t i = 0; i < 16; i++) {
        memcpy(buffer + 21 * i, hash.bytes, 5);
        memcpy(buffer + 21 * i + 5, salt.data, 16);
    }
    lock->key_bytes = 16;
    lock->hash =
        hash_of(G_CHECKSUM_MD5, (Slice){(const char *)buffer, sizeof buffer}, (Slice){"", 0});
    return is_right(lock, legacy_part(info, 20, 16), legacy_part(info, 36, 16));
}

/* The record FILEPASS, among the first ones of the stream (MS-XLS 2.4.117). */
WorkbookLock *workbook_lock_new(Slice stream)
{
    for (size_t at = 0, records = 0; at + 4 <= stream.length && records < 32; records++) {
        unsigned kind = legacy_u16(stream, at);
        Slice body = legacy_part(stream, at + 4, legacy_u16(stream, at + 2));
        at += 4 + (size_t)legacy_u16(stream, at + 2);
        if (kind != 0x2F) {
            continue;
        }
        Slice info = legacy_part(body, 2, body.length);
        g_autofree WorkbookLock *lock = g_new0(WorkbookLock, 1);
        bool open =
            legacy_u16(body, 0) == 1 &&
            (legacy_u16(info, 0) == 1 ? take_plain(lock, info) : take_crypto_api(lock, info));
        return open ? g_steal_pointer(&lock) : NULL;
    }
    return NULL;
}

/* Records that stay as they are, so that a program sees what it has before it. */
static bool stays_open(unsigned kind)
{
    static const unsigned open[] = {0x809, 0x2F, 0x194, 0x195, 0xE1, 0x196, 0x138};
    for (size_t i = 0; i < G_N_ELEMENTS(open); i++) {
        if (open[i] == kind) {
            return true;
        }
    }
    return false;
}

/* The key runs over all bytes of the stream, heads of records included, which are not locked. */
void workbook_lock_open(const WorkbookLock *lock, GByteArray *stream)
{
    g_autoptr(GByteArray) open = g_byte_array_new();
    g_byte_array_append(open, stream->data, stream->len);
    for (size_t at = 0; at < open->len; at += BLOCK_BYTES) {
        Rc4 rc4;
        start_block(lock, &rc4, (uint32_t)(at / BLOCK_BYTES));
        rc4_run(&rc4, open->data + at, MIN(BLOCK_BYTES, open->len - at));
    }
    for (size_t at = 0; at + 4 <= stream->len;) {
        Slice bytes = legacy_slice(stream);
        unsigned kind = legacy_u16(bytes, at);
        size_t length = MIN(legacy_u16(bytes, at + 2), stream->len - at - 4);
        size_t skip = stays_open(kind) ? length : kind == 0x85 ? MIN(4, length) : 0;
        memcpy(stream->data + at + 4 + skip, open->data + at + 4 + skip, length - skip);
        if (kind == 0x2F) { /* it is not locked any more: a record that says nothing */
            stream->data[at] = 0xE2;
        }
        at += 4 + length;
    }
}
