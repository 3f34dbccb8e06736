/*
 * Holds nodes against tables of known keys and types, and reads typed values. Every refusal says
 * what was wanted and what stands there; an unknown word gets the nearest known one as a hint.
 * It builds on the getters of yaml.h alone and knows nothing of libyaml.
 */
#include "yaml/yaml.h"

#include <string.h>

#include "language.h"

/* Longer words are compared up to here; known words are all shorter. */
#define WORD_MAXIMUM 48

static char letter_fold(char letter)
{
    return letter == '_' || letter == ' ' ? '-' : g_ascii_tolower(letter);
}

static guint minimum_of(guint first, guint second)
{
    return first < second ? first : second;
}

/* Edits (insert, delete, replace, swap of neighbours) from one word to the other. Bytes, not
 * characters: known words are ASCII. */
static guint word_distance(const char *from, const char *to)
{
    guint rows[3][WORD_MAXIMUM + 1] = {{0}};
    guint *two_above = rows[0], *above = rows[1], *row = rows[2];
    guint from_length = (guint)strnlen(from, WORD_MAXIMUM);
    guint to_length = (guint)strnlen(to, WORD_MAXIMUM);

    for (guint j = 0; j <= to_length; j++)
        row[j] = j;
    for (guint i = 1; i <= from_length; i++) {
        guint *spare = two_above;
        two_above = above;
        above = row;
        row = spare;
        row[0] = i;
        for (guint j = 1; j <= to_length; j++) {
            char have = letter_fold(from[i - 1]), want = letter_fold(to[j - 1]);
            row[j] =
                minimum_of(above[j - 1] + (have != want), minimum_of(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && have == letter_fold(to[j - 2]) &&
                want == letter_fold(from[i - 2]))
                row[j] = minimum_of(row[j], two_above[j - 2] + 1);
        }
    }
    return row[to_length];
}

const char *yaml_nearest_word(const char *word, const char *const *words)
{
    const char *nearest = NULL;
    guint best = 1 + (guint)strlen(word) / 3; /* more edits than this is another word */

    for (; *words; words++) {
        guint distance = word_distance(word, *words);
        if (distance < best || (distance == best && !nearest)) {
            best = distance;
            nearest = *words;
        }
    }
    return nearest;
}

static const char *type_wanted(YamlType type)
{
    switch (type) {
    case YAML_TYPE_TEXT:
        return language_text("yaml-type-text");
    case YAML_TYPE_INTEGER:
        return language_text("yaml-type-number");
    case YAML_TYPE_BOOLEAN:
        return language_text("yaml-type-boolean");
    case YAML_TYPE_DATE:
        return language_text("yaml-type-date");
    case YAML_TYPE_TEXTS:
        return language_text("yaml-type-texts");
    case YAML_TYPE_LIST:
        return language_text("yaml-type-list");
    case YAML_TYPE_MAP:
        return language_text("yaml-type-map");
    case YAML_TYPE_ANY:
        return language_text("yaml-type-value");
    }
    return language_text("yaml-type-value");
}

static bool text_is_date(const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (guint i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
            return false;
    guint year = (guint)g_ascii_strtoull(text, NULL, 10);
    guint month = (guint)g_ascii_strtoull(text + 5, NULL, 10);
    guint day = (guint)g_ascii_strtoull(text + 8, NULL, 10);
    return month >= 1 && month <= 12 &&
           g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static bool scalar_is(const YamlNode *node, YamlType type)
{
    const char *text = yaml_node_text(node);

    switch (type) {
    case YAML_TYPE_TEXT:
        return text != NULL;
    case YAML_TYPE_INTEGER:
        return text && !yaml_node_is_quoted(node) &&
               g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
    case YAML_TYPE_BOOLEAN:
        return text && !yaml_node_is_quoted(node) &&
               (g_str_equal(text, "true") || g_str_equal(text, "false"));
    case YAML_TYPE_DATE:
        return text && text_is_date(text);
    default:
        return false;
    }
}

static bool wanted_type(const YamlNode *node, YamlType type, GError **error)
{
    g_autofree char *have = yaml_node_describe(node);
    return yaml_fail(node, error, "yaml-wanted",
                     TEXT_VALUES(TEXT_TEXT("wanted", type_wanted(type)), TEXT_TEXT("have", have)));
}

bool yaml_node_check_type(const YamlNode *node, YamlType type, GError **error)
{
    YamlKind kind = yaml_node_kind(node);

    if (type == YAML_TYPE_ANY && !yaml_node_is_null(node))
        return true;
    if (type == YAML_TYPE_MAP && kind == YAML_KIND_MAP)
        return true;
    if (type == YAML_TYPE_LIST && kind == YAML_KIND_LIST)
        return true;
    if (type == YAML_TYPE_TEXTS && kind == YAML_KIND_LIST) {
        for (guint i = 0; i < yaml_node_length(node); i++)
            if (!yaml_node_check_type(yaml_node_item(node, i), YAML_TYPE_TEXT, error))
                return false;
        return true;
    }
    return scalar_is(node, type) || wanted_type(node, type, error);
}

static bool check_choices(const YamlNode *node, const char *const *choices, GError **error)
{
    guint place;

    if (yaml_node_kind(node) == YAML_KIND_SCALAR)
        return yaml_node_read_choice(node, choices, &place, error);
    for (guint i = 0; i < yaml_node_length(node); i++)
        if (!yaml_node_read_choice(yaml_node_item(node, i), choices, &place, error))
            return false;
    return true;
}

static bool fail_unknown_key(const YamlNode *value, const char *key, const YamlKey *keys,
                             GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (; keys->name; keys++)
        g_ptr_array_add(names, (gpointer)keys->name);
    g_ptr_array_add(names, NULL);
    const char *nearest = yaml_nearest_word(key, (const char *const *)names->pdata);
    if (nearest)
        return yaml_fail(value, error, "yaml-unknown-near",
                         TEXT_VALUES(TEXT_TEXT("near", nearest)));
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    return yaml_fail(value, error, "yaml-unknown", TEXT_VALUES(TEXT_TEXT("all", all)));
}

bool yaml_node_check(const YamlNode *map, const YamlKey *keys, GError **error)
{
    if (!yaml_node_check_type(map, YAML_TYPE_MAP, error))
        return false;
    for (guint i = 0; i < yaml_node_length(map); i++) {
        const YamlNode *value = yaml_node_item(map, i);
        const YamlKey *key = keys;
        while (key->name && !g_str_equal(key->name, yaml_node_key(map, i)))
            key++;
        if (!key->name)
            return fail_unknown_key(value, yaml_node_key(map, i), keys, error);
        if (yaml_node_is_null(value) && !key->required)
            continue;
        if (!yaml_node_check_type(value, key->type, error) ||
            (key->choices && !check_choices(value, key->choices, error)))
            return false;
    }
    for (const YamlKey *key = keys; key->name; key++)
        if (key->required && !yaml_node_get(map, key->name))
            return yaml_fail(map, error, "yaml-key-missing",
                             TEXT_VALUES(TEXT_TEXT("key", key->name),
                                         TEXT_TEXT("type", type_wanted(key->type))));
    return true;
}

bool yaml_node_read_integer(const YamlNode *node, gint64 minimum, gint64 maximum, gint64 *value,
                            GError **error)
{
    gint64 number;

    if (!yaml_node_check_type(node, YAML_TYPE_INTEGER, error))
        return false;
    if (!g_ascii_string_to_signed(yaml_node_text(node), 10, minimum, maximum, &number, NULL)) {
        g_autofree char *least = g_strdup_printf("%" G_GINT64_FORMAT, minimum);
        g_autofree char *most = g_strdup_printf("%" G_GINT64_FORMAT, maximum);

        return yaml_fail(node, error, "yaml-range",
                         TEXT_VALUES(TEXT_TEXT("least", least), TEXT_TEXT("most", most),
                                     TEXT_TEXT("have", yaml_node_text(node))));
    }
    *value = number;
    return true;
}

bool yaml_node_read_boolean(const YamlNode *node, bool *value, GError **error)
{
    if (!yaml_node_check_type(node, YAML_TYPE_BOOLEAN, error))
        return false;
    *value = g_str_equal(yaml_node_text(node), "true");
    return true;
}

bool yaml_node_read_choice(const YamlNode *node, const char *const *words, guint *value,
                           GError **error)
{
    if (!yaml_node_check_type(node, YAML_TYPE_TEXT, error))
        return false;
    for (guint i = 0; words[i]; i++) {
        if (g_str_equal(words[i], yaml_node_text(node))) {
            *value = i;
            return true;
        }
    }
    g_autofree char *have = yaml_node_describe(node);
    const char *nearest = yaml_nearest_word(yaml_node_text(node), words);
    if (nearest)
        return yaml_fail(node, error, "yaml-word-near",
                         TEXT_VALUES(TEXT_TEXT("have", have), TEXT_TEXT("near", nearest)));
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    return yaml_fail(node, error, "yaml-word",
                     TEXT_VALUES(TEXT_TEXT("all", all), TEXT_TEXT("have", have)));
}

GStrv yaml_node_read_texts(const YamlNode *node, GError **error)
{
    if (!yaml_node_check_type(node, YAML_TYPE_TEXTS, error))
        return NULL;
    g_autoptr(GStrvBuilder) texts = g_strv_builder_new();
    for (guint i = 0; i < yaml_node_length(node); i++)
        g_strv_builder_add(texts, yaml_node_text(yaml_node_item(node, i)));
    return g_strv_builder_end(texts);
}
