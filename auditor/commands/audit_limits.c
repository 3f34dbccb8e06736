/* Numbers, and sizes with a letter behind them; see audit_limits.h. What each bound may be is
 * wire/bounds.c's. */
#include "commands/audit_limits.h"

#include <string.h>

#include "wire/bounds.h"

#define LETTERS "KMGT"

/* "256M" is 256 times 1024 times 1024. */
static bool read_number(const char *text, bool is_size, guint64 *number)
{
    size_t digits = strspn(text, "0123456789");
    const char *letter = is_size && text[digits] ? strchr(LETTERS, text[digits]) : NULL;
    g_autofree char *plain = g_strndup(text, digits);
    unsigned shift = letter ? 10U * (unsigned)(letter - LETTERS + 1) : 0;

    if (text[digits] && (!letter || text[digits + 1]))
        return false;
    if (!g_ascii_string_to_unsigned(plain, 10, 0, G_MAXUINT64 >> shift, number, NULL))
        return false;
    *number <<= shift;
    return true;
}

/* The shortest way to write it: "4G". */
static char *write_number(guint64 number, bool is_size)
{
    unsigned power = 0;

    while (is_size && number && number % 1024 == 0 && power < strlen(LETTERS)) {
        number /= 1024;
        power++;
    }
    return g_strdup_printf("%" G_GUINT64_FORMAT "%.1s", number, power ? &LETTERS[power - 1] : "");
}

static bool read_one(const YamlNode *node, const BoundRange *range, guint64 *number, GError **error)
{
    g_autofree char *least = write_number(range->least, range->is_size);
    g_autofree char *most = write_number(range->most, range->is_size);
    g_autofree char *have = yaml_node_describe(node);

    if (read_number(yaml_node_text(node), range->is_size, number) && *number >= range->least &&
        *number <= range->most)
        return true;
    return yaml_fail(
        node, error, range->is_size ? "audit-file-size" : "audit-file-number",
        TEXT_VALUES(TEXT_TEXT("least", least), TEXT_TEXT("most", most), TEXT_TEXT("have", have)));
}

bool audit_limits_read(const YamlNode *limits, char **text, GError **error)
{
    static const YamlKey keys[] = {{"container-bytes", YAML_TYPE_TEXT, false, NULL},
                                   {"depth", YAML_TYPE_TEXT, false, NULL},
                                   {"entries", YAML_TYPE_TEXT, false, NULL},
                                   {"item-bytes", YAML_TYPE_TEXT, false, NULL},
                                   {"ratio", YAML_TYPE_TEXT, false, NULL},
                                   {"read-seconds", YAML_TYPE_TEXT, false, NULL},
                                   {0}};
    g_autoptr(GString) set = g_string_new(NULL);

    if (!limits)
        return true;
    if (!yaml_node_check(limits, keys, error))
        return false;
    for (size_t i = 0; keys[i].name; i++) {
        const YamlNode *node = yaml_node_get(limits, keys[i].name);
        guint64 number;

        if (!node)
            continue;
        if (!read_one(node, bound_range(keys[i].name), &number, error))
            return false;
        g_string_append_printf(set, "%s%s=%" G_GUINT64_FORMAT, set->len ? "," : "", keys[i].name,
                               number);
    }
    if (set->len)
        *text = g_strdup(set->str);
    return true;
}
