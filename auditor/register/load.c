/* The only file of the register that touches files; it parses nothing but the mappings. */
#include "register/load.h"

#include <string.h>

#include "commands/command.h"
#include "coordinator/lists.h"

ConsentList *consent_list_new(void)
{
    return g_new0(ConsentList, 1);
}

void consent_list_free(ConsentList *list)
{
    g_free(list->file);
    g_free(list->mapping);
    g_strfreev(list->key);
    g_free(list);
}

static ReadLists *read_lists_new(void)
{
    ReadLists *lists = g_new0(ReadLists, 1);

    lists->tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    lists->mappings = g_ptr_array_new_with_free_func((GDestroyNotify)mapping_free);
    lists->layouts = g_ptr_array_new_with_free_func((GDestroyNotify)list_layout_free);
    return lists;
}

void read_lists_free(ReadLists *lists)
{
    if (!lists)
        return;
    g_ptr_array_unref(lists->layouts); /* borrow the other two */
    g_ptr_array_unref(lists->mappings);
    g_ptr_array_unref(lists->tables);
    g_free(lists);
}

char *mapping_beside(const char *list)
{
    g_autofree char *name = g_path_get_basename(list);
    g_autofree char *folder = g_path_get_dirname(list);
    g_autoptr(Mapping) none = mapping_none(name);
    g_autofree char *beside = g_build_filename(folder, none->file_name, NULL);

    return g_file_test(beside, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&beside) : NULL;
}

/* The mapping that was named; else the one that stands beside the list, under the name that
 * messages give it ("leerlingen.map.yaml" for "leerlingen.csv"); else none. */
static Mapping *find_mapping(const char *path, const char *mapping_path, GError **error)
{
    g_autofree char *beside = mapping_path ? NULL : mapping_beside(path);
    g_autofree char *name = g_path_get_basename(path);

    if (mapping_path || beside)
        return mapping_load(mapping_path ? mapping_path : beside, error);
    return mapping_none(name);
}

/* Reads one list with its mapping; without a path there is nothing to do. */
static bool read_list(ReadLists *lists, const char *path, const char *mapping_path,
                      PeopleList *list, GError **error)
{
    Table *table = NULL;

    if (!path)
        return true;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        bool exists = g_file_test(path, G_FILE_TEST_EXISTS);
        const char *cause = exists ? "cli-not-a-file" : "cli-errno-missing";

        exit_error_set(error, EXIT_INPUT_MISSING, "cli-list-missing",
                       TEXT_VALUES(TEXT_TEXT("path", path), TEXT_ID("cause", cause)));
        return false;
    }
    Mapping *mapping = find_mapping(path, mapping_path, error);
    if (!mapping)
        return false;
    g_ptr_array_add(lists->mappings, mapping);
    if (!lists_read(path, &table, error))
        return false;
    g_ptr_array_add(lists->tables, table);
    list->table = table;
    list->mapping = mapping;
    return true;
}

/* The teachers of an exchange file are the staff, unless there is a list of them. */
static void take_teachers(ReadLists *lists, PeopleLists *input)
{
    const Table *table = input->pupils.table;

    if (!table || input->staff.table || !table_is_exchange(table))
        return;
    for (guint i = 0; i < table->sheets->len; i++) {
        const TableSheet *sheet = g_ptr_array_index(table->sheets, i);
        if (strcmp(sheet->sheet, "leerkrachten") != 0 || sheet->rows->len < 2)
            continue;
        Mapping *none = mapping_none(table->file_name);
        g_ptr_array_add(lists->mappings, none);
        input->staff.table = table;
        input->staff.mapping = none;
    }
}

/* The list that is named alone and the others, in this order. */
static bool read_consents(ReadLists *lists, const PeopleFiles *files, GArray *consents,
                          GError **error)
{
    guint count = files->consent_lists ? files->consent_lists->len : 0;
    PeopleList named = {0};

    if (!read_list(lists, files->consents, files->consents_mapping, &named, error))
        return false;
    if (named.table)
        g_array_append_val(consents, named);
    for (guint i = 0; i < count; i++) {
        const ConsentList *list = g_ptr_array_index(files->consent_lists, i);
        PeopleList read = {.key = (const char *const *)list->key};

        if (!read_list(lists, list->file, list->mapping, &read, error))
            return false;
        g_array_append_val(consents, read);
    }
    return true;
}

People *people_load_explained(const PeopleFiles *files, ReadLists **lists, GError **error)
{
    g_autoptr(ReadLists) read = read_lists_new();
    g_autoptr(GArray) consents = g_array_new(FALSE, TRUE, sizeof(PeopleList));
    PeopleLists input = {0};

    if (!read_list(read, files->list, files->mapping, &input.pupils, error) ||
        !read_consents(read, files, consents, error) ||
        !read_list(read, files->staff, NULL, &input.staff, error) ||
        !read_list(read, files->parents, NULL, &input.parents, error))
        return NULL;
    input.consents = (const PeopleList *)consents->data;
    input.consent_count = consents->len;
    take_teachers(read, &input);
    People *people = people_build(&input, read->layouts, error);
    if (people && lists)
        *lists = g_steal_pointer(&read);
    return people;
}

People *people_load(const PeopleFiles *files, GError **error)
{
    return people_load_explained(files, NULL, error);
}
