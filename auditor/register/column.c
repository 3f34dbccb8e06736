/* A column's meaning as a record, and the words for it. */
#include "register/column.h"

static const char *const kind_names[COLUMN_KINDS] = {"unused",
                                                     "identity-number",
                                                     "ignore",
                                                     "remark",
                                                     "id",
                                                     "first",
                                                     "first-names",
                                                     "initials",
                                                     "infix",
                                                     "last",
                                                     "last-official",
                                                     "full",
                                                     "alias",
                                                     "group",
                                                     "birth",
                                                     "left",
                                                     "protected",
                                                     "email",
                                                     "account",
                                                     "function",
                                                     "question",
                                                     "answer",
                                                     "consent",
                                                     "given-on",
                                                     "given-by",
                                                     "withdrawn-on",
                                                     "valid-from",
                                                     "valid-until",
                                                     "evidence"};

const char *column_kind_name(ColumnKind kind)
{
    return kind_names[kind];
}

bool column_is_beside(ColumnKind kind)
{
    return kind >= COLUMN_GIVEN_ON && kind <= COLUMN_EVIDENCE;
}

void column_free(Column *column)
{
    if (!column)
        return;
    g_free(column->header);
    g_free(column->asked);
    g_strfreev(column->subjects);
    g_strfreev(column->channels);
    g_free(column->scope);
    g_strfreev(column->targets);
    g_free(column);
}

Column *column_copy(const Column *column)
{
    Column *copy = g_new0(Column, 1);

    *copy = *column;
    copy->header = g_strdup(column->header);
    copy->asked = g_strdup(column->asked);
    copy->subjects = g_strdupv(column->subjects);
    copy->channels = g_strdupv(column->channels);
    copy->scope = g_strdup(column->scope);
    copy->targets = g_strdupv(column->targets);
    return copy;
}
