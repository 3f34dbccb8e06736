/*
 * The policies as shipped (no clause lost, both languages, consistent rules) and the loader:
 * merging, dropping, parameters, and that whatever is wrong in a school's own file is named with
 * its place.
 */
#include "policies/policy.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/channels.h"
#include "register/consent.h"

static const char *const cederboom_ids[] = {
    "voorwoord-1",     "bereik-1",        "waarom-3",        "waarom-4",        "introductie-1",
    "profilering-1",   "profilering-2",   "profilering-3",   "profilering-3b",  "profilering-4",
    "profilering-4b",  "profilering-5",   "onderwijs-1",     "onderwijs-2",     "communicatie-1",
    "communicatie-2",  "communicatie-3",  "privacy-1",       "privacy-2",       "privacy-3",
    "privacy-4",       "privacy-5",       "privacy-6",       "netwerken-0a",    "netwerken-0b",
    "netwerken-1",     "netwerken-2",     "netwerken-2b",    "netwerken-3",     "netwerken-4",
    "netwerken-5",     "netwerken-6",     "netwerken-7",     "netwerken-8",     "netwerken-9",
    "netwerken-10",    "netwerken-11",    "netwerken-12",    "netwerken-13",    "netwerken-13b",
    "netwerken-14",    "leerlingen-1",    "leerlingen-1b",   "leerlingen-2",    "leerlingen-3",
    "leerlingen-4",    "leerlingen-5",    "mobiel-1",        "mobiel-2",        "mobiel-3",
    "mobiel-4",        "mobiel-5",        "consequenties-1", "consequenties-2", "consequenties-3",
    "consequenties-4", "consequenties-5", "consequenties-6", "consequenties-7", NULL};

static const char *const basis_ids[] = {"image-consent",
                                        "consent-prior",
                                        "consent-withdrawable",
                                        "consent-provable",
                                        "consent-age",
                                        "name-consent",
                                        "individual-picture",
                                        "bsn-never",
                                        "special-data",
                                        "data-minimal",
                                        "retention",
                                        "breach",
                                        NULL};

static const char *const other_policies[][2] = {
    {"dunamare",
     "overige-4 reikwijdte-1 reikwijdte-2 reikwijdte-3 uitgangspunt-4 uitgangspunt-5 gebruik-2 "
     "gebruik-3 gebruik-4 gebruik-5 gebruik-6 medewerker-1 medewerker-2 medewerker-2b medewerker-3 "
     "medewerker-4 medewerker-4.1 medewerker-4.2 medewerker-overtuiging beeldmateriaal "
     "onderwijsinzet ontsporen twijfel gevolgen-1 gevolgen-2 gevolgen-3 overige-1 overige-3 "
     "overige-5"},
    {"vmbo-maastricht", "I-1 II-1 II-3 II-4 II-6 II-7 III-1 III-2 III-3 IV-A1 IV-A2 IV-A3 IV-A4 "
                        "IV-A5 IV-B1 IV-B2 IV-B3 IV-B4 IV-C1 IV-C2 IV-C3 V-1 V-2"},
    {"msvr",
     "vaststelling richtlijn-1 richtlijn-2 richtlijn-3 richtlijn-4 richtlijn-5 richtlijn-6 "
     "richtlijn-7 richtlijn-8 richtlijn-9 richtlijn-10 kennisdeling-1 gedrag-0 gedrag-1 gedrag-2 "
     "gedrag-3 veiligheid-0 veiligheid-1 veiligheid-2 veiligheid-3 achtergrond-1 achtergrond-2 "
     "achtergrond-3 achtergrond-4 achtergrond-5 achtergrond-6"},
    {"kennisnet", "situatie-1 situatie-2 situatie-3 situatie-4 situatie-5 situatie-6 situatie-7 "
                  "situatie-8"},
};

static Policy *load_good(const char *id_or_file)
{
    g_autoptr(GError) error = NULL;
    Policy *policy = policy_load(id_or_file, &error);

    ck_assert_msg(policy != NULL, "%s", error ? error->message : "no message");
    ck_assert_ptr_null(error);
    return policy;
}

static char *write_file(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);

    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static void remove_folder(const char *folder)
{
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);

    for (const char *name = g_dir_read_name(names); name; name = g_dir_read_name(names)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

/* Loads a file with this text; it must be refused with exactly this message after its name. The
 * column is left out: check_yaml.c looks at columns. */
static void refuse(const char *text, const char *message)
{
    g_autofree char *folder = g_dir_make_tmp("policy-XXXXXX", NULL);
    g_autofree char *path = write_file(folder, "own.yaml", text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Policy) policy = policy_load(path, &error);

    ck_assert_msg(policy == NULL, "taken: %s", text);
    ck_assert(g_error_matches(error, POLICY_ERROR, POLICY_ERROR_INVALID));
    ck_assert(g_str_has_prefix(error->message, path));
    const char *line_end = strchr(error->message + strlen(path) + 1, ':');
    const char *column_end = strchr(line_end + 1, ':');
    g_autofree char *line = g_strndup(error->message, (gsize)(line_end - error->message));
    g_autofree char *found = g_strconcat(line + strlen(path), column_end, NULL);
    ck_assert_str_eq(found, message);
    remove_folder(folder);
}

static bool text_matches(const char *pattern, const char *text)
{
    return text && g_regex_match_simple(pattern, text, 0, 0);
}

START_TEST(test_every_clause_is_there)
{
    g_autoptr(Policy) cederboom = load_good("cederboom");
    g_autoptr(Policy) basis = load_good("basis");
    guint count = 0;

    for (const char *const *id = cederboom_ids; *id; id++, count++) {
        const PolicyClause *clause = g_ptr_array_index(cederboom->clauses, count);
        ck_assert_str_eq(clause->id, *id);
        ck_assert_str_eq(clause->policy, "cederboom");
    }
    for (const char *const *id = basis_ids; *id; id++, count++) {
        const PolicyClause *clause = g_ptr_array_index(cederboom->clauses, count);
        ck_assert_str_eq(clause->id, *id);
        ck_assert_str_eq(clause->policy, "basis");
        ck_assert_ptr_nonnull(policy_clause(basis, *id));
    }
    ck_assert_uint_eq(cederboom->clauses->len, count);
    ck_assert_uint_eq(basis->clauses->len, G_N_ELEMENTS(basis_ids) - 1);
    ck_assert_uint_eq(g_strv_length(cederboom->dropped), 0);
}
END_TEST

START_TEST(test_other_policies_are_whole)
{
    for (size_t i = 0; i < G_N_ELEMENTS(other_policies); i++) {
        g_autoptr(Policy) policy = load_good(other_policies[i][0]);
        g_auto(GStrv) ids = g_strsplit(other_policies[i][1], " ", -1);

        ck_assert_str_eq(policy->extends, "basis");
        for (char **id = ids; *id; id++) {
            const PolicyClause *clause = policy_clause(policy, *id);

            ck_assert_msg(clause != NULL, "%s lacks %s", policy->id, *id);
            ck_assert_str_eq(clause->policy, policy->id);
        }
        for (const char *const *id = basis_ids; *id; id++)
            ck_assert_ptr_nonnull(policy_clause(policy, *id));
    }
}
END_TEST

static void check_clause(const PolicyClause *clause)
{
    for (guint i = 0; i < POLICY_LANGUAGES; i++)
        ck_assert_msg(text_matches("^[[:upper:]].*[.]$", clause->text[i]), "%s", clause->id);
    ck_assert_msg(!g_str_equal(clause->text[0], clause->text[1]), "%s", clause->id);
    ck_assert(g_strv_length(clause->binds) > 0);
    ck_assert(clause->line > 0);
    if (!clause->rules->len && clause->shows != SHOWS_SCOPE && clause->shows != SHOWS_FOLLOW_UP)
        for (guint i = 0; i < POLICY_LANGUAGES; i++)
            ck_assert_msg(text_matches("[?]$", clause->question[i]), "%s", clause->id);
    for (guint i = 0; i < clause->rules->len; i++) {
        const PolicyRule *rule = g_ptr_array_index(clause->rules, i);
        ck_assert_msg(text_matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule->rule), "%s", rule->rule);
        if (clause->strength == STRENGTH_MAY)
            ck_assert_msg(rule->as != AS_VERDICT, "%s: a permission never fails", clause->id);
    }
}

START_TEST(test_clauses_are_whole)
{
    g_auto(GStrv) ids = policy_list();

    ck_assert(g_strv_contains((const char *const *)ids, "basis"));
    ck_assert(g_strv_contains((const char *const *)ids, "cederboom"));
    for (char **id = ids; *id; id++) {
        g_autoptr(Policy) policy = load_good(*id);
        ck_assert_str_eq(policy->id, *id);
        ck_assert(policy->title[POLICY_DUTCH] && policy->title[POLICY_ENGLISH]);
        for (guint i = 0; i < policy->clauses->len; i++)
            check_clause(g_ptr_array_index(policy->clauses, i));
    }
}
END_TEST

/* The parameter names of a rule, without those that have a default. */
static char *own_parameters(const PolicyRule *rule)
{
    g_autoptr(GList) names =
        g_list_sort(g_hash_table_get_keys(rule->parameters), (GCompareFunc)strcmp);
    GString *joined = g_string_new(NULL);

    for (const GList *name = names; name; name = name->next)
        if (!g_str_equal(name->data, "channels") && !g_str_equal(name->data, "access") &&
            !g_str_equal(name->data, "authors") && !g_str_equal(name->data, "roles"))
            g_string_append_printf(joined, "%s ", (const char *)name->data);
    return g_string_free(joined, FALSE);
}

/* A rule binds all its parameters each time it runs, so each use must give the same ones. */
START_TEST(test_rules_get_the_same_parameters)
{
    g_auto(GStrv) ids = policy_list();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    for (char **id = ids; *id; id++) {
        g_autoptr(Policy) policy = load_good(*id);
        for (guint i = 0; i < policy->clauses->len; i++) {
            const PolicyClause *clause = g_ptr_array_index(policy->clauses, i);
            for (guint j = 0; j < clause->rules->len; j++) {
                const PolicyRule *rule = g_ptr_array_index(clause->rules, j);
                char *names = own_parameters(rule);
                const char *earlier = g_hash_table_lookup(seen, rule->rule);
                ck_assert_msg(!earlier || g_str_equal(earlier, names), "%s, %s: '%s', '%s'",
                              clause->id, rule->rule, names, earlier);
                g_hash_table_insert(seen, g_strdup(rule->rule), names);
            }
        }
    }
}
END_TEST

static void check_parameter(const Policy *policy, const char *clause_id, guint index,
                            const char *name, const char *wanted)
{
    const PolicyClause *clause = policy_clause(policy, clause_id);
    const PolicyRule *rule = g_ptr_array_index(clause->rules, index);
    g_autofree char *value = policy_parameter(policy, clause, rule, name);

    if (wanted)
        ck_assert_str_eq(value, wanted);
    else
        ck_assert_ptr_null(value);
}

START_TEST(test_parameters)
{
    g_autoptr(Policy) policy = load_good("cederboom");

    check_parameter(policy, "profilering-3", 0, "channels", "[\"website\",\"facebook\"]");
    check_parameter(policy, "profilering-3", 0, "access", "[\"public\",\"closed\"]");
    check_parameter(policy, "profilering-3", 0, "own_name", "0");
    check_parameter(policy, "profilering-3", 0, "authors", "[\"school\",\"staff\",\"unknown\"]");
    check_parameter(policy, "profilering-3", 0, "invented", NULL);
    check_parameter(policy, "profilering-4", 0, "access", "[\"public\"]");
    check_parameter(policy, "leerlingen-1", 0, "authors", "[\"pupil\",\"unknown\"]");
    check_parameter(policy, "leerlingen-2", 0, "channels", "[\"all\"]");
    check_parameter(policy, "netwerken-7", 0, "replies", "8");
    check_parameter(policy, "netwerken-1", 0, "authors",
                    "[\"school\",\"staff\",\"pupil\",\"parent\",\"unknown\"]");
    check_parameter(policy, "netwerken-7", 0, "shares", "1");
    check_parameter(policy, "netwerken-7", 0, "direct", "0");
    check_parameter(policy, "netwerken-7", 0, "in_force", "");
    check_parameter(policy, "netwerken-7", 0, "policy", "cederboom");
    ck_assert(policy_parameter_is_integer("8"));
    ck_assert(!policy_parameter_is_integer("8a"));
    ck_assert(!policy_parameter_is_integer(""));
}
END_TEST

START_TEST(test_kinds)
{
    g_autoptr(Policy) policy = load_good("cederboom");

    ck_assert_int_eq(policy_clause(policy, "profilering-3")->kind, CLAUSE_AUTO);
    ck_assert_int_eq(policy_clause(policy, "netwerken-11")->kind, CLAUSE_AUTO);
    ck_assert_int_eq(policy_clause(policy, "waarom-3")->kind, CLAUSE_ASSIST);
    ck_assert_int_eq(policy_clause(policy, "onderwijs-1")->kind, CLAUSE_MANUAL);
    ck_assert_int_eq(policy_clause(policy, "bereik-1")->shows, SHOWS_SCOPE);
    ck_assert_int_eq(policy_clause(policy, "breach")->shows, SHOWS_BREACH);
    ck_assert_str_eq(policy_kind_id(CLAUSE_ASSIST), "assist");
    ck_assert_str_eq(policy_severity_id(SEVERITY_INFO), "info");
    ck_assert_str_eq(policy_strength_id(STRENGTH_IS), "is");
    ck_assert_str_eq(policy_as_id(AS_LEAD), "lead");
    ck_assert_uint_eq(strlen(policy->digest), 64);
}
END_TEST

#define HEAD "id: own\ntitle: {nl: Eigen, en: Own}\n"
#define CLAUSE_START "clauses:\n  - {id: a-1, article: A, text: {nl: Een., en: One.}, "
#define CLAUSE CLAUSE_START "binds: [staff], strength: must, "

START_TEST(test_merge)
{
    g_autofree char *folder = g_dir_make_tmp("policy-XXXXXX", NULL);
    g_autofree char *path = write_file(folder, "own.yaml",
                                       HEAD "extends: below.yaml\ndrop: [retention]\n"
                                            "scope: {channels: [website, social, x]}\n" CLAUSE
                                            "rules: [{rule: r, as: lead, severity: low, "
                                            "with: {flag: true, n: 3, list: [a\"b, 2]}}]}\n"
                                            "  - {id: breach, article: B, text: {nl: B., en: C.},"
                                            " binds: [board], strength: may}\n");
    g_autofree char *below =
        write_file(folder, "below.yaml",
                   "id: below\ntitle: {nl: O, en: B}\nextends: basis\ndrop: [bsn-never]\n"
                   "in-force: 2020-01-01\nscope: {access: [closed], shares-count: false}\n");
    g_autoptr(Policy) policy = load_good(path);

    ck_assert_uint_eq(policy->clauses->len, G_N_ELEMENTS(basis_ids) - 1 - 2 + 1);
    ck_assert_str_eq(policy_clause(policy, "breach")->text[POLICY_DUTCH], "B.");
    ck_assert_str_eq(policy_clause(policy, "breach")->policy, "own");
    ck_assert_ptr_null(policy_clause(policy, "retention"));
    ck_assert_ptr_null(policy_clause(policy, "bsn-never"));
    ck_assert_str_eq(policy->dropped[0], "retention");
    ck_assert_str_eq(policy->dropped[1], "bsn-never");
    ck_assert_ptr_null(policy->in_force);
    ck_assert(!policy->shares_count);
    ck_assert_str_eq(policy->access[0], "closed");
    ck_assert_str_eq(policy->channels[1], "facebook");
    ck_assert_uint_eq(g_strv_length(policy->channels), 13);
    for (guint i = 1; i < 13; i++)
        ck_assert_msg(channel_is_social(policy->channels[i]), "%s", policy->channels[i]);
    check_parameter(policy, "a-1", 0, "flag", "1");
    check_parameter(policy, "a-1", 0, "n", "3");
    check_parameter(policy, "a-1", 0, "list", "[\"a\\\"b\",\"2\"]");
    ck_assert_str_eq(policy->requires[0], "register");
    remove_folder(folder);
}
END_TEST

START_TEST(test_digest_covers_all_files)
{
    g_autofree char *folder = g_dir_make_tmp("policy-XXXXXX", NULL);
    g_autofree char *path = write_file(folder, "own.yaml", HEAD "extends: other.yaml\n");
    g_autofree char *other = write_file(folder, "other.yaml", HEAD CLAUSE "}\n");
    g_autoptr(Policy) first = load_good(path);
    g_autofree char *digest = g_compute_checksum_for_string(
        G_CHECKSUM_SHA256, HEAD "extends: other.yaml\n" HEAD CLAUSE "}\n", -1);

    ck_assert_str_eq(first->digest, digest);
    remove_folder(folder);
}
END_TEST

START_TEST(test_refused)
{
    refuse("", ":1: the file is empty");
    refuse(HEAD, ":1: wanted at least one clause, have none");
    refuse("title: {nl: a, en: b}\n", ":1: wanted the key 'id' (a text), have none");
    refuse("id: own\ntitle: {nl: a}\n", ":2: key 'title': wanted the key 'en' (a text), have none");
    refuse("id: own\ntitle: {nl: a, en: ''}\n",
           ":2: key 'title.en': wanted a text, have an empty one");
    refuse(HEAD "clause: []\n", ":3: key 'clause': unknown key, did you mean 'clauses'?");
    refuse(HEAD "in-force: maart 2019\n",
           ":3: key 'in-force': wanted a date (YYYY-MM-DD), have 'maart 2019'");
    refuse(HEAD "requires: [registre]\n",
           ":3: key 'requires[1]': have 'registre', did you mean 'register'?");
    refuse(HEAD "scope: {access: []}\n",
           ":3: key 'scope.access': wanted at least one, have an empty list");
    refuse(HEAD "drop: [a]\n" CLAUSE "}\n",
           ":3: key 'drop': wanted only beside 'extends', have none");
    refuse(HEAD "extends: basis\ndrop: [retentoin]\n",
           ":4: key 'drop[1]': wanted a clause of 'basis', have 'retentoin', did you mean "
           "'retention'?");
    refuse(HEAD "extends: own.yaml\n",
           ":3: key 'extends': wanted at most 8 policies in a chain, have more: a circle?");
}
END_TEST

START_TEST(test_refused_clauses)
{
    refuse(HEAD CLAUSE_START "binds: [stafs], strength: must}\n",
           ":4: key 'clauses[1].binds[1]': have 'stafs', did you mean 'staff'?");
    refuse(HEAD CLAUSE_START "binds: [], strength: must}\n",
           ":4: key 'clauses[1].binds': wanted at least one, have an empty list");
    refuse(HEAD CLAUSE "}\n  - {id: a-1, article: A, text: {nl: Een., en: One.}, binds: [staff], "
                       "strength: must}\n",
           ":5: key 'clauses[2].id': wanted an id of its own, have that of line 4");
    refuse(HEAD "clauses: [{id: a b, article: A, text: {nl: a, en: b}, binds: [staff], "
                "strength: must}]\n",
           ":3: key 'clauses[1].id': wanted a clause id (letters, digits, - and .), have 'a b'");
    refuse(HEAD CLAUSE "rules: [{rule: Ab, as: lead, severity: low}]}\n",
           ":4: key 'clauses[1].rules[1].rule': wanted a rule's name (a-z, 0-9, -), have 'Ab'");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: leed, severity: low}]}\n",
           ":4: key 'clauses[1].rules[1].as': have 'leed', did you mean 'lead'?");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: lead, severity: low, with: {access: [publik]}}]}\n",
           ":4: key 'clauses[1].rules[1].with.access[1]': have 'publik', did you mean "
           "'public'?");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: lead, severity: low, with: {channels: website}}]}\n",
           ":4: key 'clauses[1].rules[1].with.channels': wanted a list of texts, have "
           "'website'");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: lead, severity: low, with: {a-b: 1}}]}\n",
           ":4: key 'clauses[1].rules[1].with.a-b': wanted a parameter name (a-z, 0-9, _), "
           "have 'a-b'");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: lead, severity: low, with: {n: {a: 1}}}]}\n",
           ":4: key 'clauses[1].rules[1].with.n': wanted a text, have a map");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: lead, severity: low, with: {n: }}]}\n",
           ":4: key 'clauses[1].rules[1].with.n': wanted a text, have nothing");
    refuse(HEAD CLAUSE "rules: [{rule: a, as: verdict, severity: low, verdict-with: allow}]}\n",
           ":4: key 'clauses[1].rules[1].verdict-with': wanted only beside 'as: lead', have "
           "'as: verdict'");
}
END_TEST

START_TEST(test_missing)
{
    g_autoptr(GError) error = NULL;

    ck_assert_ptr_null(policy_load("cederbom", &error));
    ck_assert(g_error_matches(error, POLICY_ERROR, POLICY_ERROR_MISSING));
    ck_assert_msg(strstr(error->message, "did you mean 'cederboom'?") != NULL, "%s",
                  error->message);
    g_clear_error(&error);
    ck_assert_ptr_null(policy_load("/nowhere/policy.yaml", &error));
    ck_assert(g_error_matches(error, POLICY_ERROR, POLICY_ERROR_MISSING));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("policy");
    TCase *shipped = tcase_create("shipped");
    TCase *loader = tcase_create("loader");

    tcase_add_test(shipped, test_every_clause_is_there);
    tcase_add_test(shipped, test_other_policies_are_whole);
    tcase_add_test(shipped, test_clauses_are_whole);
    tcase_add_test(shipped, test_rules_get_the_same_parameters);
    tcase_add_test(shipped, test_parameters);
    tcase_add_test(shipped, test_kinds);
    tcase_add_test(loader, test_merge);
    tcase_add_test(loader, test_digest_covers_all_files);
    tcase_add_test(loader, test_refused);
    tcase_add_test(loader, test_refused_clauses);
    tcase_add_test(loader, test_missing);
    suite_add_tcase(suite, shipped);
    suite_add_tcase(suite, loader);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
