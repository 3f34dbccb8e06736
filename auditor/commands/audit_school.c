/* See audit_school.h. */
#include "commands/audit_school.h"

#include <json-c/json.h>
#include <string.h>

#include "register/allow.h"
#include "register/timetable.h"

static bool has_staff_account(const AuditOptions *options)
{
    bool found = false;

    for (guint i = 0; i < options->inputs->len; i++) {
        const AuditInput *input = options->inputs->pdata[i];

        found = found || (input->owner && g_str_has_prefix(input->owner, "staff:"));
    }
    for (guint i = 0; i < options->school_words->len; i++) {
        const SchoolWord *word = options->school_words->pdata[i];

        found = found || (!strcmp(word->kind, "account") && word->detail &&
                          g_str_has_prefix(word->detail, "staff:"));
    }
    return found;
}

static void store_words(const AuditOptions *options, Store *store)
{
    json_object *domains = json_object_new_array();

    for (guint i = 0; i < options->school_words->len; i++) {
        const SchoolWord *word = options->school_words->pdata[i];

        store_add_school(store, word->kind, word->platform, word->value, word->detail);
        if (!strcmp(word->kind, "domain"))
            json_object_array_add(domains, json_object_new_string(word->value));
    }
    if (options->school_words->len == 0 && options->school)
        store_add_school(store, "name", NULL, options->school, NULL);
    store_set(store, "domains-given", json_object_array_length(domains) > 0 ? "1" : "0");
    store_set(store, "domains", json_object_to_json_string_ext(domains, JSON_C_TO_STRING_PLAIN));
    json_object_put(domains);
}

/* A list without a row is none: with a timetable that is empty no post would be during a lesson. */
static void store_given(Store *store, const char *list, const char *path, guint rows)
{
    g_autofree char *key = g_strconcat(list, "-given", NULL);

    store_set(store, key, rows > 0 ? "1" : "0");
    if (path && rows == 0)
        store_warn(store, "list-empty", list);
}

static bool store_timetable(const AuditOptions *options, Store *store, GError **error)
{
    g_autoptr(GPtrArray) lessons =
        options->timetable ? timetable_load(options->timetable, error) : g_ptr_array_new();
    g_autoptr(GPtrArray) holidays = NULL;

    if (!lessons)
        return false;
    holidays = options->holidays ? holidays_load(options->holidays, error) : g_ptr_array_new();
    if (!holidays)
        return false;
    for (guint i = 0; i < lessons->len; i++) {
        const Lesson *lesson = lessons->pdata[i];

        store_add_lesson(store, lesson->day, lesson->start, lesson->end, lesson->group);
    }
    for (guint i = 0; i < holidays->len; i++) {
        const Holiday *holiday = holidays->pdata[i];

        store_add_holiday(store, holiday->start, holiday->end, holiday->name);
    }
    store_given(store, "timetable", options->timetable, lessons->len);
    store_given(store, "holidays", NULL, holidays->len); /* there may be none */
    return true;
}

static bool store_allow(const AuditOptions *options, Store *store, Phrases *names, GError **error)
{
    g_autoptr(GPtrArray) entries = options->allow ? allow_load(options->allow, error) : NULL;
    unsigned lapsed = 0;

    for (guint i = 0; entries && i < entries->len; i++) {
        const AllowEntry *entry = entries->pdata[i];

        store_add_allow(store, entry->kind, entry->value, entry->reason, entry->until);
        if (!allow_holds(entry, options->today))
            lapsed++;
        else if (!strcmp(entry->kind, "name"))
            phrases_add(names, "allowed", entry->value);
    }
    if (lapsed > 0) {
        g_autofree char *count = g_strdup_printf("%u", lapsed);

        store_warn(store, "allow-lapsed", count);
    }
    return entries || !options->allow;
}

bool audit_school_store(const AuditOptions *options, Store *store, Phrases *allowed, GError **error)
{
    store_words(options, store);
    store_set(store, "accounts-given", has_staff_account(options) ? "1" : "0");
    store_set(store, "allow-given", options->allow ? "1" : "0");
    if (options->as_of)
        store_set(store, "register-as-of", options->as_of);
    return store_timetable(options, store, error) && store_allow(options, store, allowed, error);
}

void audit_school_phrases(const AuditOptions *options, Phrases *phrases)
{
    if (options->school)
        phrases_add(phrases, "school-name", options->school);
    for (guint i = 0; i < options->school_words->len; i++) {
        const SchoolWord *word = options->school_words->pdata[i];

        if (!strcmp(word->kind, "name"))
            phrases_add(phrases, "school-name", word->value);
    }
}
