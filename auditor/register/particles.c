/* Splits names. Which column holds which part of a name is decided in columns.c. */
#include "register/particles.h"

#include <gio/gio.h>
#include <string.h>

/* The longest particles have four words ("de van der le"). */
#define PARTICLE_WORDS 4

struct Particles {
    GHashTable *forms; /* lower case */
};

Particles *particles_load(void)
{
    g_autoptr(GBytes) bytes = g_resources_lookup_data("/schoolaudit/lists/particles.txt",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes);
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Particles *particles = g_new0(Particles, 1);

    particles->forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; lines[i]; i++)
        if (*lines[i] && *lines[i] != '#')
            g_hash_table_add(particles->forms, g_strdup(lines[i]));
    return particles;
}

void particles_free(Particles *particles)
{
    if (!particles)
        return;
    g_hash_table_unref(particles->forms);
    g_free(particles);
}

/* words[from..to) with single blanks. */
static char *words_join(char *const *words, guint from, guint to)
{
    GString *joined = g_string_new(NULL);

    for (guint i = from; i < to; i++)
        g_string_append_printf(joined, "%s%s", i > from ? " " : "", words[i]);
    return g_string_free(joined, FALSE);
}

/* Words between blanks; typographic apostrophes as in the list of particles. */
static GStrv words_split(const char *text)
{
    g_autoptr(GString) plain = g_string_new(text);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    g_string_replace(plain, "\xE2\x80\x99", "'", 0);
    g_string_replace(plain, "\xE2\x80\x98", "'", 0);
    g_string_replace(plain, "\xC2\xA0", " ", 0);
    g_auto(GStrv) words = g_strsplit_set(plain->str, " \t\r\n", -1);
    for (guint i = 0; words[i]; i++)
        if (*words[i])
            g_strv_builder_add(builder, words[i]);
    return g_strv_builder_end(builder);
}

static bool is_particle(const Particles *particles, char *const *words, guint from, guint to)
{
    g_autofree char *joined = words_join(words, from, to);
    g_autofree char *lower = g_utf8_strdown(joined, -1);

    /* A single capital letter is an initial. */
    if (g_utf8_strlen(joined, -1) == 1 && strcmp(joined, lower) != 0)
        return false;
    return g_hash_table_contains(particles->forms, lower);
}

/* How many words from `from` on are one particle; 0 for none. At least one word is left over. */
static guint particle_length(const Particles *particles, char *const *words, guint from, guint end)
{
    for (guint length = MIN(PARTICLE_WORDS, end - from); length > 0; length--)
        if (from + length < end && is_particle(particles, words, from, from + length))
            return length;
    return 0;
}

/* How many words before `end` are one particle; at least one word is left before them. */
static guint particle_length_behind(const Particles *particles, char *const *words, guint end)
{
    for (guint length = MIN(PARTICLE_WORDS, end); length > 0; length--)
        if (length < end && is_particle(particles, words, end - length, end))
            return length;
    return 0;
}

static bool all_particle(const Particles *particles, char *const *words)
{
    guint length = g_strv_length((GStrv)words);

    return length > 0 && length <= PARTICLE_WORDS && is_particle(particles, words, 0, length);
}

/* "de" in lower case, or a particle of several words: no first name. */
static bool starts_lower(const char *word)
{
    return g_unichar_islower(g_utf8_get_char(word)) || *word == '\'';
}

NameOrder name_order(const Particles *particles, const char *name)
{
    g_auto(GStrv) words = words_split(name);
    guint length = g_strv_length(words);

    if (strchr(name, ',') || length < 3)
        return NAME_ORDER_UNKNOWN;
    if (starts_lower(words[0]) && particle_length(particles, words, 0, length))
        return NAME_ORDER_LAST_FIRST;
    for (guint i = 1; i + 1 < length; i++)
        if (starts_lower(words[i]) && particle_length(particles, words, i, length))
            return NAME_ORDER_FIRST_LAST;
    return NAME_ORDER_UNKNOWN;
}

static bool has_dot(const char *text)
{
    return strchr(text, '.') != NULL;
}

/* "Dae", "D.", "Daelynn (Dae)": what stands behind the comma, particles taken off. */
static void set_first(Person *person, const char *given)
{
    const char *open = strchr(given, '(');
    const char *close = open ? strchr(open, ')') : NULL;

    if (close && close > open + 1) {
        person->first = g_strstrip(g_strndup(open + 1, (gsize)(close - open - 1)));
        g_autofree char *formal = g_strstrip(g_strndup(given, (gsize)(open - given)));
        if (has_dot(formal))
            person->initials = g_steal_pointer(&formal);
        else if (*formal)
            person->first_names = g_steal_pointer(&formal);
    } else if (has_dot(given)) {
        person->initials = g_strdup(given);
    } else if (*given) {
        person->first = g_strdup(given);
    }
}

/* The surname with a particle in front or behind. */
static void set_last(const Particles *particles, Person *person, char *const *words, guint from,
                     guint end)
{
    guint front = particle_length(particles, words, from, end);
    guint behind = front || from ? 0 : particle_length_behind(particles, words, end);

    if (front)
        person->infix = words_join(words, from, from + front);
    else if (behind)
        person->infix = words_join(words, end - behind, end);
    person->last = words_join(words, from + front, end - behind);
}

static bool split_at_commas(const Particles *particles, char *const *parts, Person *person)
{
    guint count = g_strv_length((GStrv)parts);
    g_auto(GStrv) last = words_split(parts[0]);
    g_auto(GStrv) middle = words_split(parts[1]);
    g_auto(GStrv) given = words_split(parts[count - 1]);
    guint given_length = g_strv_length(given);

    if (!*last || (count == 3 && !all_particle(particles, middle)) || count > 3)
        return false;
    set_last(particles, person, last, 0, g_strv_length(last));
    if (count == 3 && !person->infix)
        person->infix = words_join(middle, 0, g_strv_length(middle));
    if (count == 2 && !person->infix && all_particle(particles, given)) {
        person->infix = words_join(given, 0, given_length);
        return true;
    }
    guint behind = person->infix ? 0 : particle_length_behind(particles, given, given_length);
    if (behind && starts_lower(given[given_length - behind])) {
        person->infix = words_join(given, given_length - behind, given_length);
        given_length -= behind;
    }
    g_autofree char *text = words_join(given, 0, given_length);
    set_first(person, text);
    return true;
}

/* Three words and no particle: the middle one may belong to either side. The second reading is
 * kept as an alias, so that neither is lost. */
static void add_other_reading(Person *person, char *const *words, guint length)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autofree char *shorter = g_strdup_printf("%s %s", words[0], words[length - 1]);

    g_strv_builder_add(builder, shorter);
    person->aliases = g_strv_builder_end(builder);
}

static bool split_first_last(const Particles *particles, char *const *words, guint length,
                             Person *person)
{
    guint at = 1;

    while (at + 1 < length && !particle_length(particles, words, at, length))
        at++;
    bool particle = at + 1 < length;
    if (!particle && length > 2) {
        add_other_reading(person, words, length);
        at = 1;
    }
    g_autofree char *first = words_join(words, 0, at);
    set_first(person, first);
    set_last(particles, person, words, at, length);
    return true;
}

static bool split_last_first(const Particles *particles, char *const *words, guint length,
                             Person *person)
{
    guint front = particle_length(particles, words, 0, length - 1);

    if (front)
        person->infix = words_join(words, 0, front);
    person->last = words_join(words, front, length - 1);
    set_first(person, words[length - 1]);
    return true;
}

bool name_split(const Particles *particles, const char *name, NameOrder order, Person *person)
{
    if (strchr(name, ',')) {
        g_auto(GStrv) parts = g_strsplit(name, ",", -1);
        return split_at_commas(particles, parts, person);
    }
    g_auto(GStrv) words = words_split(name);
    guint length = g_strv_length(words);
    NameOrder proved = name_order(particles, name);
    if (length < 2)
        return false;
    if (proved != NAME_ORDER_UNKNOWN && (order == NAME_ORDER_UNKNOWN || length > 2))
        order = proved;
    if (order == NAME_ORDER_FIRST_LAST)
        return split_first_last(particles, words, length, person);
    if (order == NAME_ORDER_LAST_FIRST)
        return split_last_first(particles, words, length, person);
    return false;
}

void name_move_particle(const Particles *particles, Person *person)
{
    if (!person->last || person->infix)
        return;
    g_auto(GStrv) parts = g_strsplit(person->last, ",", -1);
    g_auto(GStrv) words = words_split(parts[0] ? parts[0] : "");
    g_auto(GStrv) behind = words_split(parts[0] && parts[1] ? parts[1] : "");
    guint length = g_strv_length(words);

    if (!length || g_strv_length(parts) > 2 || (*behind && !all_particle(particles, behind)))
        return;
    guint front = particle_length(particles, words, 0, length);
    if (!front && !*behind)
        return;
    person->infix =
        *behind ? words_join(behind, 0, g_strv_length(behind)) : words_join(words, 0, front);
    g_free(person->last);
    person->last = words_join(words, *behind ? 0 : front, length);
}
