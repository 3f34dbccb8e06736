/*
 * Persons and consents as records: making, freeing, and the masked form of a name. How they are
 * read out of the lists stands in build.c.
 */
#include "register/people.h"

#include <string.h>

Person *person_new(PersonRole role)
{
    Person *person = g_new0(Person, 1);

    person->role = role;
    return person;
}

Consent *consent_new(uint32_t person)
{
    Consent *consent = g_new0(Consent, 1);

    consent->person = person;
    return consent;
}

void person_free(Person *person)
{
    if (!person)
        return;
    g_free(person->number);
    g_free(person->first);
    g_free(person->first_names);
    g_free(person->initials);
    g_free(person->infix);
    g_free(person->last);
    g_free(person->last_official);
    g_strfreev(person->aliases);
    g_free(person->group);
    g_free(person->birth);
    g_free(person->left);
    g_free(person->function);
    g_free(person->email);
    g_free(person->account);
    g_free(person);
}

#define CONSENT_STRINGS 13

static void consent_strings(Consent *consent, char **fields[CONSENT_STRINGS])
{
    char **const all[CONSENT_STRINGS] = {
        &consent->subject,      &consent->channel,    &consent->scope,       &consent->answer,
        &consent->raw,          &consent->given_on,   &consent->given_by,    &consent->giver,
        &consent->withdrawn_on, &consent->valid_from, &consent->valid_until, &consent->evidence,
        &consent->column};

    memcpy(fields, all, sizeof all);
}

void consent_set(char **field, const char *value)
{
    g_clear_pointer(field, g_ref_string_release);
    if (value)
        *field = g_ref_string_new_intern(value);
}

Consent *consent_copy(const Consent *consent)
{
    Consent *copy = g_memdup2(consent, sizeof *consent);
    char **fields[CONSENT_STRINGS];

    consent_strings(copy, fields);
    for (size_t i = 0; i < CONSENT_STRINGS; i++)
        if (*fields[i])
            g_ref_string_acquire(*fields[i]);
    return copy;
}

void consent_free(Consent *consent)
{
    char **fields[CONSENT_STRINGS];

    if (!consent)
        return;
    consent_strings(consent, fields);
    for (size_t i = 0; i < CONSENT_STRINGS; i++)
        consent_set(fields[i], NULL);
    g_free(consent);
}

People *people_new(void)
{
    People *people = g_new0(People, 1);

    people->persons = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
    people->consents = g_ptr_array_new_with_free_func((GDestroyNotify)consent_free);
    people->notes = g_ptr_array_new_with_free_func(g_free);
    return people;
}

void people_free(People *people)
{
    if (!people)
        return;
    g_ptr_array_unref(people->persons);
    g_ptr_array_unref(people->consents);
    g_ptr_array_unref(people->notes);
    g_free(people->digest);
    g_free(people);
}

/* One initial for each word: "van der" gives "v. d.", "Jansen-de Vries" gives "J.-d. V.". An
 * apostrophe before the letter is left out ("'t" gives "t."). */
static void initials_append(GString *masked, const char *name, bool lower)
{
    bool at_start = true;
    bool after_hyphen = false;

    for (const char *at = name ? name : ""; *at; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        if (g_unichar_isalpha(letter) && at_start) {
            if (masked->len)
                g_string_append_c(masked, after_hyphen ? '-' : ' ');
            g_string_append_unichar(masked, lower ? g_unichar_tolower(letter) : letter);
            g_string_append_c(masked, '.');
            at_start = after_hyphen = false;
        } else if (letter == '-' || letter == 0x2010 || letter == 0x2011) {
            at_start = after_hyphen = true;
        } else if (g_unichar_isspace(letter) || letter == '.') {
            at_start = true;
        }
    }
}

char *person_masked(const Person *person)
{
    GString *masked = g_string_new(NULL);
    const char *first = person->first ? person->first : person->first_names;

    if (first)
        initials_append(masked, first, false);
    else if (person->initials && *person->initials) {
        g_string_append_unichar(masked, g_utf8_get_char(person->initials));
        g_string_append_c(masked, '.');
    }
    initials_append(masked, person->infix, true);
    initials_append(masked, person->last ? person->last : person->last_official, false);
    if (!masked->len)
        g_string_append(masked, "?");
    return g_string_free(masked, FALSE);
}
