/* The people as a table. Its words are those of the mapping and of the store, in every language. */
#include "commands/register_rows.h"

#include <string.h>

static const char *const role_names[] = {"pupil", "staff", "parent"};

/* No cell may begin a new one, or steer a terminal. */
static void put(FILE *stream, const char *text, char end)
{
    for (const char *at = text ? text : ""; *at; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        char bytes[7] = {0};
        g_unichar_to_utf8(g_unichar_iscntrl(letter) ? ' ' : letter, bytes);
        fputs(bytes, stream);
    }
    fputc(end, stream);
}

static void part_append(GString *answers, const char *before, const char *text)
{
    if (text && *text)
        g_string_append_printf(answers, "%s%s", before, text);
}

/* "image/website=yes on 2025-09-01 by parent" */
static void answer_append(GString *answers, const Consent *consent, bool names)
{
    part_append(answers, answers->len ? "; " : "", consent->subject);
    part_append(answers, "/", consent->channel);
    if (g_strcmp0(consent->scope, "any") != 0)
        part_append(answers, "/", consent->scope);
    part_append(answers, "=", consent->answer);
    part_append(answers, " on ", consent->given_on);
    part_append(answers, " by ", names && !consent->giver ? consent->given_by : consent->giver);
    part_append(answers, " from ", consent->valid_from);
    part_append(answers, " until ", consent->valid_until);
    part_append(answers, " withdrawn ", consent->withdrawn_on);
    if (consent->evidence)
        g_string_append(answers, " proven");
}

static GPtrArray *answers_of_all(const People *people, bool names)
{
    GPtrArray *all = g_ptr_array_new();

    for (guint i = 0; i < people->persons->len; i++)
        g_ptr_array_add(all, g_string_new(NULL));
    for (guint i = 0; i < people->consents->len; i++) {
        const Consent *consent = g_ptr_array_index(people->consents, i);
        answer_append(g_ptr_array_index(all, consent->person), consent, names);
    }
    return all;
}

static void put_name(FILE *stream, const Person *person, bool names)
{
    g_autofree char *masked = person_masked(person);
    g_autofree char *aliases = person->aliases ? g_strjoinv("|", person->aliases) : NULL;
    const char *fields[] = {person->first, person->first_names,   person->initials, person->infix,
                            person->last,  person->last_official, aliases};

    if (!names)
        put(stream, masked, '\t');
    for (size_t i = 0; names && i < G_N_ELEMENTS(fields); i++)
        put(stream, fields[i], '\t');
}

void register_rows_print(FILE *stream, const People *people, bool names)
{
    g_autoptr(GPtrArray) answers = answers_of_all(people, names);

    fprintf(stream, "role\tline\tid\t%s\tgroup\tbirth\tleft\tprotected\tanswers\n",
            names ? "first\tfirst-names\tinitials\tinfix\tlast\tlast-official\talias" : "name");
    for (guint i = 0; i < people->persons->len; i++) {
        const Person *person = g_ptr_array_index(people->persons, i);
        GString *own = g_ptr_array_index(answers, i);
        fprintf(stream, "%s\t%u\t", role_names[person->role], person->row);
        put(stream, person->number, '\t');
        put_name(stream, person, names);
        put(stream, person->group, '\t');
        put(stream, person->birth, '\t');
        put(stream, person->left, '\t');
        put(stream, person->is_protected ? "yes" : "", '\t');
        put(stream, own->str, '\n');
        g_string_free(own, TRUE);
    }
}
