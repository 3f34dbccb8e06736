/* Who is sought: asked for on standard input, since a command line is read by everybody. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/find.h"
#include "language.h"
#include "register/particles.h"
#include "register/wordbook.h"
#include "store/rows.h"

#define NAME_BYTES 400

char *find_ask_name(GError **error)
{
    char line[NAME_BYTES];

    if (isatty(STDIN_FILENO)) {
        fputs(language_text("cli-find-ask"), stderr);
        fflush(stderr);
    }
    if (!fgets(line, sizeof line, stdin) || !*g_strstrip(line) ||
        !g_utf8_validate(line, -1, NULL)) {
        exit_error_set(error, EXIT_USAGE, "cli-find-no-name", NULL);
        return NULL;
    }
    return g_strdup(line);
}

void find_split_name(const char *name, Person *person)
{
    g_autoptr(Particles) particles = particles_load();

    if (name_split(particles, name, NAME_ORDER_FIRST_LAST, person))
        return;
    const char *space = strchr(name, ' ');
    if (space) { /* "Anna Maria Jansen": the first word, and all the rest */
        person->first = g_strndup(name, (gsize)(space - name));
        person->last = g_strstrip(g_strdup(space));
    } else {
        person->last = g_strdup(name);
    }
}

static char *folded_join(const char *one, const char *two, const char *three)
{
    g_autofree char *joined = g_strjoin(" ", one, two, three, NULL);
    g_autofree char *folded = text_fold(joined);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();

    for (guint i = 0; words[i]; i++)
        if (*words[i])
            g_strv_builder_add(kept, words[i]);
    g_auto(GStrv) clean = g_strv_builder_end(kept);
    return g_strjoinv(" ", clean);
}

/* In any order that lists have, with or without the particle. */
static bool is_called(sqlite3_stmt *row, const char *folded)
{
    const char *first = rows_word(row, 2), *infix = rows_word(row, 3), *last = rows_word(row, 4);
    const char *const orders[][3] = {{first, infix, last}, {last, first, infix},
                                     {infix, last, first}, {last, infix, first},
                                     {first, last, ""},    {rows_word(row, 5), infix, last}};

    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autofree char *form = folded_join(orders[i][0], orders[i][1], orders[i][2]);
        if (!strcmp(form, folded))
            return true;
    }
    return false;
}

GArray *find_persons(sqlite3 *db, const char *name, const char *id)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autofree char *folded = folded_join(name ? name : "", "", "");
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(db,
                           "SELECT id, number, first, infix, last, first_names FROM person"
                           " WHERE role <> 'unlisted' OR ?1 ORDER BY id",
                           -1, &row, NULL) != SQLITE_OK)
        return found;
    sqlite3_bind_int(row, 1, id != NULL);
    while (sqlite3_step(row) == SQLITE_ROW) {
        int64_t person = sqlite3_column_int64(row, 0);
        bool same = id ? !strcmp(rows_word(row, 1), id) : *folded && is_called(row, folded);
        if (same)
            g_array_append_val(found, person);
    }
    sqlite3_finalize(row);
    return found;
}
