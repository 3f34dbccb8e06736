/*
 * Paths and addresses as linking compares them: folding, joining, reversing, size families. Which
 * item an address means is decided in link.c.
 */
#include "store/places.h"

#include <glib.h>
#include <string.h>

/* Length of "https:" and the like, 0 without a scheme. One letter is a drive, not a scheme. */
static size_t scheme_length(const char *uri)
{
    size_t length = 0;

    if (!g_ascii_isalpha(*uri))
        return 0;
    while (g_ascii_isalnum(uri[length]) || strchr("+-.", uri[length]))
        if (uri[length++] == '\0')
            return 0;
    return uri[length] == ':' && length > 1 ? length + 1 : 0;
}

static char *host_copy(const char *start, const char *end)
{
    const char *at = memchr(start, '@', (size_t)(end - start));
    const char *port;
    g_autofree char *host = NULL;

    if (at)
        start = at + 1;
    port = memchr(start, ':', (size_t)(end - start));
    host = g_ascii_strdown(start, (port ? port : end) - start);
    return g_strdup(g_str_has_prefix(host, "www.") ? host + 4 : host);
}

/* Takes the rest of a URI behind scheme and host. */
static void reference_take_path(Reference *reference, const char *path)
{
    size_t whole = strcspn(path, "#");
    size_t plain = strcspn(path, "?#");

    while (plain > 0 && *path == '/') {
        path++;
        whole--;
        plain--;
    }
    reference->path = g_strndup(path, plain);
    reference->path_query = whole > plain ? g_strndup(path, whole) : NULL;
}

static void parse_absolute(Reference *reference, const char *uri)
{
    const char *host = uri + 2;
    const char *end = host + strcspn(host, "/?#");

    reference->kind = REFERENCE_ABSOLUTE;
    reference->host = host_copy(host, end);
    reference_take_path(reference, end);
}

void reference_parse(const char *uri, Reference *reference)
{
    size_t scheme = scheme_length(uri);

    *reference = (Reference){.kind = REFERENCE_RELATIVE};
    if (scheme && g_ascii_strncasecmp(uri, "http", 4) == 0 && g_str_has_prefix(uri + scheme, "//"))
        parse_absolute(reference, uri + scheme);
    else if (!scheme && g_str_has_prefix(uri, "//"))
        parse_absolute(reference, uri);
    else if (scheme && g_ascii_strncasecmp(uri, "cid:", 4) == 0)
        reference_take_path(reference, uri + scheme);
    else if (scheme && g_ascii_strncasecmp(uri, "file:", 5) != 0)
        reference->kind = REFERENCE_OTHER;
    else if (scheme || *uri == '/')
        reference->kind = REFERENCE_ROOTED;
    if (!reference->path)
        reference_take_path(reference, uri + scheme);
}

void reference_clear(Reference *reference)
{
    g_clear_pointer(&reference->host, g_free);
    g_clear_pointer(&reference->path, g_free);
    g_clear_pointer(&reference->path_query, g_free);
}

/* Percent-decoding; what would not be UTF-8 or would hold a NUL stays as it was. */
static char *percent_decode(const char *path)
{
    GString *decoded = g_string_new(NULL);

    for (const char *at = path; *at; at++) {
        if (*at == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
            int byte = g_ascii_xdigit_value(at[1]) * 16 + g_ascii_xdigit_value(at[2]);

            g_string_append_c(decoded, (char)byte);
            at += 2;
        } else {
            g_string_append_c(decoded, *at);
        }
    }
    if (strlen(decoded->str) == decoded->len &&
        g_utf8_validate(decoded->str, (gssize)decoded->len, NULL))
        return g_string_free(decoded, FALSE);
    g_string_free(decoded, TRUE);
    return g_strdup(path);
}

char *place_fold(const char *path)
{
    g_autofree char *decoded = strchr(path, '%') ? percent_decode(path) : g_strdup(path);
    g_autofree char *composed = NULL;

    if (g_str_is_ascii(decoded))
        return g_ascii_strdown(decoded, -1);
    composed = g_utf8_normalize(decoded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    return composed ? g_utf8_casefold(composed, -1) : g_steal_pointer(&decoded);
}

/* Appends the parts of `path`, resolving "." and "..". */
static void parts_append(GPtrArray *parts, const char *path)
{
    g_auto(GStrv) split = g_strsplit(path, "/", -1);

    for (char **part = split; *part; part++) {
        if (g_str_equal(*part, "..") && parts->len > 0)
            g_ptr_array_set_size(parts, (gint)parts->len - 1);
        else if (**part && !g_str_equal(*part, ".") && !g_str_equal(*part, ".."))
            g_ptr_array_add(parts, g_strdup(*part));
    }
}

static char *parts_join(GPtrArray *parts)
{
    g_ptr_array_add(parts, NULL);
    return g_strjoinv("/", (char **)parts->pdata);
}

char *place_join(const char *place, const char *path)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    const char *slash = strrchr(place, '/');
    g_autofree char *directory = g_strndup(place, slash ? (size_t)(slash - place) : 0);

    parts_append(parts, directory);
    parts_append(parts, path);
    return parts_join(parts);
}

char *place_key(const char *path)
{
    g_autofree char *folded = place_fold(path);
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

    parts_append(parts, folded);
    for (guint i = 0; i < parts->len / 2; i++) {
        gpointer part = parts->pdata[i];

        parts->pdata[i] = parts->pdata[parts->len - 1 - i];
        parts->pdata[parts->len - 1 - i] = part;
    }
    return parts_join(parts);
}

char *place_behind(const char *query)
{
    static const char *const names[] = {"url=", "src=", "image=", "img=", "file=", NULL};
    g_auto(GStrv) pairs = g_strsplit_set(*query == '?' ? query + 1 : query, "&;", -1);

    for (char **pair = pairs; *pair; pair++) {
        for (const char *const *name = names; *name; name++) {
            g_autofree char *address =
                g_str_has_prefix(*pair, *name) ? percent_decode(*pair + strlen(*name)) : NULL;

            if (address && strchr(address, '.'))
                return g_steal_pointer(&address);
        }
    }
    return NULL;
}

/* Where a trailing run of digits begins. */
static size_t digits_before(const char *text, size_t end)
{
    while (end > 0 && g_ascii_isdigit(text[end - 1]))
        end--;
    return end;
}

/* Cuts "-300x200" or "-e1612345678" from the end of `stem`; tells which: 3, 2 or 0. */
static int cut_numbered(GString *stem)
{
    size_t last = digits_before(stem->str, stem->len);
    size_t first;

    if (last == stem->len || last < 2)
        return 0;
    if (stem->str[last - 1] == 'e' && stem->str[last - 2] == '-' && stem->len - last >= 10) {
        g_string_truncate(stem, last - 2);
        return 2;
    }
    first = digits_before(stem->str, last - 1);
    if (stem->str[last - 1] != 'x' || first == last - 1 || first == 0 ||
        stem->str[first - 1] != '-')
        return 0;
    g_string_truncate(stem, first - 1);
    return 3;
}

static int cut_word(GString *stem, const char *word, int derived)
{
    if (!g_str_has_suffix(stem->str, word))
        return 0;
    g_string_truncate(stem, stem->len - strlen(word));
    return derived;
}

/* Cuts ".jpg"; returns it, "" where there is none (g_free). */
static char *cut_extension(GString *stem)
{
    const char *dot = strrchr(stem->str, '.');
    char *extension;

    if (!dot || strchr(dot, '/') || strlen(dot) > 5)
        return g_strdup("");
    extension = g_strdup(dot);
    g_string_truncate(stem, (gsize)(dot - stem->str));
    return extension;
}

char *place_family(const char *path, int *derived)
{
    g_autofree char *folded = place_fold(path);
    GString *stem = g_string_new(folded);
    g_autofree char *extension = cut_extension(stem);
    int cut;

    *derived = 0;
    if (g_str_equal(extension, ".webp") || g_str_equal(extension, ".avif")) {
        char *inner = cut_extension(stem); /* kamp.jpg.webp is made from kamp.jpg */

        *derived = *inner ? 3 : 0;
        if (*inner) {
            g_free(extension);
            extension = inner;
        } else {
            g_free(inner);
        }
    }
    do {
        cut = cut_word(stem, "@2x", 3);
        if (cut == 0)
            cut = cut_numbered(stem);
        if (cut == 0)
            cut = cut_word(stem, "-scaled", 1);
        if (cut == 0)
            cut = cut_word(stem, "-rotated", 2);
        *derived = MAX(*derived, cut);
    } while (cut != 0);
    g_string_append(stem, extension);
    return g_string_free(stem, FALSE);
}

/* Width and height in "kamp-300x200.jpg"; false where the name has none. */
static bool claimed_size(const char *path, unsigned size[2])
{
    g_autofree char *folded = place_fold(path);
    const char *slash = strrchr(folded, '/');
    const char *name = slash ? slash + 1 : folded;

    for (const char *at = strchr(name, '-'); at; at = strchr(at + 1, '-')) {
        char *x, *end;
        guint64 width = g_ascii_strtoull(at + 1, &x, 10), height;

        if (x == at + 1 || *x != 'x')
            continue;
        height = g_ascii_strtoull(x + 1, &end, 10);
        if (end == x + 1 || (*end != '.' && *end != '@'))
            continue;
        unsigned times = *end == '@' ? 2 : 1;

        size[0] = (unsigned)MIN(width, G_MAXINT / 2) * times;
        size[1] = (unsigned)MIN(height, G_MAXINT / 2) * times;
        return true;
    }
    return false;
}

char *place_family_of(const char *path, unsigned width, unsigned height, int *derived)
{
    char *family = place_family(path, derived);
    unsigned size[2];

    if (*derived != 3 || width == 0 || height == 0 || !claimed_size(path, size) ||
        size[0] == width || size[1] == height || size[0] == height || size[1] == width)
        return family;
    g_free(family);
    *derived = 0;
    return place_fold(path);
}

char *place_stem(const char *path)
{
    g_autofree char *folded = place_fold(path);
    GString *stem = g_string_new(folded);

    g_free(cut_extension(stem));
    return g_string_free(stem, FALSE);
}

/* Cuts "(2)" off the end; returns it, "" where there is none (g_free). */
static char *cut_number(GString *stem)
{
    char *open = strrchr(stem->str, '(');
    char *number;

    if (!open || strcmp(open + 1 + strspn(open + 1, "0123456789"), ")") != 0)
        return g_strdup("");
    number = g_strdup(open);
    g_string_truncate(stem, (gsize)(open - stem->str));
    return number;
}

/* What Google puts behind the name of a photo that was changed, in the account's language; folded.
 */
static bool cut_edited(GString *stem)
{
    static const char *const words[] = {
        "-edited",        "-bewerkt",      "-bearbeitet",      "-modifi\u00e9",
        "-editado",       "-editada",      "-modificato",      "-modificata",
        "-ha editado",    "-editat",       "-redigeret",       "-redigerad",
        "-redigert",      "-edytowane",    "-muokattu",        "-upraveno",
        "-upraven\u00e9", "-szerkesztett", "-d\u00fczenlendi", "-\u7de8\u96c6\u6e08\u307f"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *word = place_fold(words[i]);

        if (cut_word(stem, word, 1))
            return true;
    }
    return false;
}

char *place_lender(const char *path)
{
    static const char *const films[] = {".mp4", ".mov", ".mp", ".mv", NULL};
    g_autofree char *folded = place_fold(path);
    GString *stem = g_string_new(folded);
    g_autofree char *extension = cut_extension(stem);
    g_autofree char *number = cut_number(stem);
    bool lent = cut_edited(stem) || g_strv_contains(films, extension);

    g_string_append(stem, number);
    return g_string_free(stem, !lent);
}
