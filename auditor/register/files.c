/* The only file of the register that touches files; it parses nothing but the mappings. */
#include "register/files.h"

#include "commands/command.h"
#include "coordinator/lists.h"

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

static bool read_list(ReadLists *lists, const PeopleFile *file, PeopleList *list, GError **error)
{
    Table *table = NULL;

    if (!file->path)
        return true;
    if (!g_file_test(file->path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, EXIT_ERROR, EXIT_INPUT_MISSING, "%s: wanted a list, have no such file",
                    file->path);
        return false;
    }
    g_autofree char *name = g_path_get_basename(file->path);
    Mapping *mapping = file->mapping ? mapping_load(file->mapping, error) : mapping_none(name);
    if (!mapping)
        return false;
    g_ptr_array_add(lists->mappings, mapping);
    if (!lists_read(file->path, &table, error))
        return false;
    g_ptr_array_add(lists->tables, table);
    *list = (PeopleList){table, mapping};
    return true;
}

People *people_load(const PeopleFiles *files, ReadLists **lists, GError **error)
{
    g_autoptr(ReadLists) read = read_lists_new();
    g_autofree PeopleList *consents = g_new0(PeopleList, files->consent_count + 1);
    PeopleLists input = {.consents = consents, .consent_count = files->consent_count};

    if (!read_list(read, &files->pupils, &input.pupils, error))
        return NULL;
    for (guint i = 0; i < files->consent_count; i++)
        if (!read_list(read, &files->consents[i], &consents[i], error))
            return NULL;
    if (!read_list(read, &files->staff, &input.staff, error) ||
        !read_list(read, &files->parents, &input.parents, error))
        return NULL;
    People *people = people_build(&input, read->layouts, error);
    if (people && lists)
        *lists = g_steal_pointer(&read);
    return people;
}
