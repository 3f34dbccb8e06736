/* Names of sources that stay the same from one export to the next; see label.h. */
#include "store/label.h"

#include <string.h>

struct SourceLabels {
    GRegex *dates, *parts; /* what labels lose */
};

SourceLabels *source_labels_new(void)
{
    SourceLabels *labels = g_new0(SourceLabels, 1);

    labels->dates = g_regex_new("(19|20)\\d\\d[-_.]?[01]\\d([-_.]?[0-3]\\d)?([tT][-_0-9:]*Z?)?"
                                "([-_][A-Za-z0-9]{8}$)?", /* Facebook's parts end at random */
                                G_REGEX_OPTIMIZE, 0, NULL);
    labels->parts = g_regex_new("([-_. ]*(part|deel)?[-_. ]*\\d{1,4}|\\s*\\(\\d+\\))$",
                                G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
    return labels;
}

void source_labels_free(SourceLabels *labels)
{
    g_regex_unref(labels->dates);
    g_regex_unref(labels->parts);
    g_free(labels);
}

char *source_label(const SourceLabels *labels, const char *label, const char *path,
                   const char *platform, const char *account)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *undated = NULL, *whole = NULL;
    char *dot;

    if (strcmp(label, path) != 0 && strcmp(label, name) != 0)
        return g_strdup(label);
    if (platform && account)
        return g_strdup_printf("%s %s", platform, account);
    while ((dot = strrchr(name, '.')) && dot != name && strlen(dot) <= 5)
        *dot = '\0';
    undated = g_regex_replace(labels->dates, name, -1, 0, "", 0, NULL);
    whole = g_regex_replace(labels->parts, undated, -1, 0, "", 0, NULL);
    while (*whole && strchr("-_. ", whole[strlen(whole) - 1]))
        whole[strlen(whole) - 1] = '\0';
    return g_strdup(*whole ? whole : name);
}

static void label_in_sql(sqlite3_context *context, int count, sqlite3_value **values)
{
    const SourceLabels *labels = sqlite3_user_data(context);
    const char *texts[4] = {NULL};

    for (int i = 0; i < count && i < (int)G_N_ELEMENTS(texts); i++)
        texts[i] = (const char *)sqlite3_value_text(values[i]);
    if (!texts[0] || !texts[1])
        return;
    sqlite3_result_text(context, source_label(labels, texts[0], texts[1], texts[2], texts[3]), -1,
                        g_free);
}

int source_labels_register(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "source_label", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                      source_labels_new(), label_in_sql, NULL, NULL,
                                      (void (*)(void *))source_labels_free);
}
