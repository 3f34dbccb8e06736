/* Rows of database dumps; see sql_scan.h. */
#include "readers/exports/sql_scan.h"

#include <string.h>

#include "worker/xml.h"

#define BUFFER_BYTES 262144U
#define VALUE_BYTES_MAX (16U << 20)
#define VALUES_MAX 4096U /* columns of a table: no database has as many */

typedef enum { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_MARK } TokenKind;

typedef struct {
    Input *input;
    const SqlHandler *handler;
    void *user;
    uint64_t offset;
    size_t at, length; /* in the buffer */
    char *buffer;
    bool backslash; /* it escapes in every string; else in E'...' only */
    TokenKind kind;
    char mark; /* of TOKEN_MARK, and the quote of TOKEN_QUOTED */
    GString *token;
    GHashTable *tables; /* name → GPtrArray of column names */
    GHashTable *rows;   /* name → how many so far */
    Reason reason;
} Scan;

/* ---- characters and tokens ---- */

static int look(Scan *scan)
{
    if (scan->at == scan->length) {
        scan->length = input_read_at(scan->input, scan->offset, scan->buffer, BUFFER_BYTES);
        scan->offset += scan->length;
        scan->at = 0;
    }
    return scan->at < scan->length ? (unsigned char)scan->buffer[scan->at] : -1;
}

static int take(Scan *scan)
{
    int byte = look(scan);

    scan->at += byte >= 0;
    return byte;
}

static void add(Scan *scan, int byte)
{
    if (scan->token->len < VALUE_BYTES_MAX)
        g_string_append_c(scan->token, (char)byte);
    else
        scan->reason = REASON_LIMIT_MEMORY;
}

static int unescape(int byte)
{
    switch (byte) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case '0':
    case 'Z':
    case 'b':
    case 'f':
        return ' ';
    default:
        return byte;
    }
}

static void take_quoted(Scan *scan, int quote, bool escapes)
{
    int end = quote == '[' ? ']' : quote;

    for (;;) {
        int byte = take(scan);

        if (byte < 0) {
            scan->reason = REASON_TRUNCATED;
            return;
        }
        if (byte == '\\' && escapes && quote != '`' && quote != '[') {
            byte = take(scan);
            if (byte >= 0)
                add(scan, unescape(byte));
        } else if (byte == end) {
            if (look(scan) != end)
                return;
            add(scan, take(scan));
        } else {
            add(scan, byte);
        }
    }
}

static bool is_word(int byte)
{
    return byte >= 0x80 || g_ascii_isalnum((char)byte) || byte == '_' || byte == '$' ||
           byte == '@' || byte == '#';
}

static void tell(Scan *scan, const char *what)
{
    if (scan->token->len > 0)
        scan->handler->other(scan->user, what, scan->token->str);
    g_string_truncate(scan->token, 0);
}

static void take_line_comment(Scan *scan)
{
    int byte;

    while ((byte = take(scan)) >= 0 && byte != '\n')
        add(scan, byte);
    tell(scan, "comment");
}

static void take_block_comment(Scan *scan)
{
    int before = 0, byte;

    while ((byte = take(scan)) >= 0 && !(before == '*' && byte == '/')) {
        add(scan, byte);
        before = byte;
    }
    tell(scan, "comment");
}

/* Blanks and comments; true when something was passed. `first` is the byte that was taken. */
static bool pass(Scan *scan, int first)
{
    if (first == ' ' || first == '\t' || first == '\r' || first == '\n' || first == '\0')
        return true;
    if ((first == '-' && look(scan) == '-') || first == '#')
        take_line_comment(scan);
    else if (first == '/' && look(scan) == '*')
        take_block_comment(scan);
    else
        return false;
    return true;
}

/* PostgreSQL: $$...$$ and $tag$...$tag$; the first sign was taken. False, with what was taken as
 * the token, when it is a word that begins so. */
static bool take_dollars(Scan *scan)
{
    g_autoptr(GString) tag = g_string_new("$");
    int byte;

    while (tag->len < 64 && look(scan) >= 0 &&
           (g_ascii_isalnum((char)look(scan)) || look(scan) == '_'))
        g_string_append_c(tag, (char)take(scan));
    if (look(scan) != '$') {
        g_string_assign(scan->token, tag->str);
        return false;
    }
    g_string_append_c(tag, (char)take(scan));
    while ((byte = take(scan)) >= 0) {
        add(scan, byte);
        if (byte == '$' && scan->token->len >= tag->len &&
            memcmp(scan->token->str + scan->token->len - tag->len, tag->str, tag->len) == 0) {
            g_string_truncate(scan->token, scan->token->len - tag->len);
            return true;
        }
    }
    scan->reason = REASON_TRUNCATED;
    return true;
}

static TokenKind next(Scan *scan)
{
    int byte;

    g_string_truncate(scan->token, 0);
    do {
        byte = take(scan);
    } while (byte >= 0 && pass(scan, byte));
    scan->mark = (char)byte;
    if (byte < 0)
        return scan->kind = TOKEN_END;
    if (byte == '\'' || byte == '"' || byte == '`' || byte == '[') {
        take_quoted(scan, byte, scan->backslash);
        return scan->kind = TOKEN_QUOTED;
    }
    bool dollars = byte == '$' && !scan->backslash; /* in MySQL "DELIMITER $$" opens no string */

    if (dollars && take_dollars(scan)) {
        scan->mark = '\'';
        return scan->kind = TOKEN_QUOTED;
    }
    if (!is_word(byte) && byte != '.' && byte != '-' && byte != '+') {
        return scan->kind = TOKEN_MARK;
    }
    if (!dollars)
        add(scan, byte);
    while (is_word(look(scan)) || look(scan) == '.')
        add(scan, take(scan));
    bool prefix = scan->token->len == 1 || scan->token->str[0] == '_'; /* N'', E'', _utf8'' */

    if (look(scan) == '\'' && prefix) {
        bool escapes = scan->backslash || g_ascii_toupper(scan->token->str[0]) == 'E';

        g_string_truncate(scan->token, 0);
        take(scan);
        take_quoted(scan, '\'', escapes);
        scan->mark = '\'';
        return scan->kind = TOKEN_QUOTED;
    }
    return scan->kind = TOKEN_WORD;
}

static bool is_keyword(const Scan *scan, const char *word)
{
    return scan->kind == TOKEN_WORD && g_ascii_strcasecmp(scan->token->str, word) == 0;
}

static bool is_mark(const Scan *scan, char mark)
{
    return scan->kind == TOKEN_MARK && scan->mark == mark;
}

/* ---- values ---- */

const char *sql_value(const GPtrArray *columns, const GPtrArray *values, const char *column)
{
    for (guint i = 0; i < columns->len && i < values->len; i++) {
        const char *value = g_ptr_array_index(values, i);

        if (value && *value && g_ascii_strcasecmp(g_ptr_array_index(columns, i), column) == 0)
            return value;
    }
    return NULL;
}

/* "0x4e6f6f72": a text in a binary column; NULL when it is no text. g_free. */
static char *from_hex(const GString *token)
{
    GString *text;

    if (token->len < 4 || token->len % 2 != 0 || !g_str_has_prefix(token->str, "0x") ||
        token->str[2 + strspn(token->str + 2, "0123456789abcdefABCDEF")] != '\0')
        return NULL;
    text = g_string_sized_new(token->len / 2);
    for (size_t i = 2; i < token->len; i += 2)
        g_string_append_c(text, (char)(g_ascii_xdigit_value(token->str[i]) << 4 |
                                       g_ascii_xdigit_value(token->str[i + 1])));
    bool is_text = g_utf8_validate(text->str, (gssize)text->len, NULL);

    return g_string_free(text, !is_text);
}

static char *to_utf8(const GString *token)
{
    size_t length;
    char *text = from_hex(token);

    if (text)
        return text;

    if (g_utf8_validate(token->str, (gssize)token->len, NULL))
        return g_strndup(token->str, token->len);
    return text_decode(token->str, token->len, NULL, &length, NULL);
}

/* A table's name, its schema left off; the token behind it is the present one. g_free. */
static char *take_name(Scan *scan)
{
    char *name = NULL;

    while (scan->kind == TOKEN_QUOTED || scan->kind == TOKEN_WORD) {
        if (scan->kind == TOKEN_WORD && name && scan->token->str[0] != '.')
            break;
        const char *dot = scan->kind == TOKEN_WORD ? strrchr(scan->token->str, '.') : NULL;

        if (!dot || dot[1]) {
            g_free(name);
            name = g_strdup(dot ? dot + 1 : scan->token->str);
        }
        next(scan);
    }
    return name ? name : g_strdup("");
}

/* "(a, b, c)", the bracket being the present token. */
static GPtrArray *take_columns(Scan *scan)
{
    GPtrArray *columns = g_ptr_array_new_with_free_func(g_free);

    while (next(scan) != TOKEN_END && !is_mark(scan, ')')) {
        if (scan->kind != TOKEN_MARK && columns->len < VALUES_MAX)
            g_ptr_array_add(columns, to_utf8(scan->token));
    }
    next(scan);
    return columns;
}

static void give_row(Scan *scan, const char *table, const GPtrArray *columns,
                     const GPtrArray *values)
{
    static const GPtrArray none = {0};
    uint64_t *count = g_hash_table_lookup(scan->rows, table);

    if (!count) {
        count = g_new0(uint64_t, 1);
        g_hash_table_insert(scan->rows, g_strdup(table), count);
    }
    scan->handler->row(scan->user, table, ++*count, columns ? columns : &none, values);
}

/* One tuple, its bracket being the present token. A value is everything up to the comma: casts and
 * functions are left off, strings in them count. */
static void take_tuple(Scan *scan, const char *table, const GPtrArray *columns)
{
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    unsigned depth = 1;
    char *value = NULL;

    while (depth > 0 && next(scan) != TOKEN_END) {
        bool ends = depth == 1 && (is_mark(scan, ',') || is_mark(scan, ')'));

        depth += is_mark(scan, '(');
        depth -= is_mark(scan, ')');
        if (scan->kind == TOKEN_QUOTED || (scan->kind == TOKEN_WORD && !value)) {
            bool null = is_keyword(scan, "NULL");

            g_free(value);
            value = null ? NULL : to_utf8(scan->token);
        }
        if (ends && values->len < VALUES_MAX)
            g_ptr_array_add(values, g_steal_pointer(&value));
    }
    if (value) /* the dump ends in it */
        g_ptr_array_add(values, value);
    if (scan->kind == TOKEN_END)
        scan->reason = REASON_TRUNCATED;
    give_row(scan, table, columns, values);
}

/* ---- statements ---- */

/* To its end; strings in it are told. */
static void skip_statement(Scan *scan)
{
    while (scan->kind != TOKEN_END && !is_mark(scan, ';')) {
        if (scan->kind == TOKEN_QUOTED && scan->mark != '`') {
            g_autofree char *text = to_utf8(scan->token);

            scan->handler->other(scan->user, "statement", text);
        }
        next(scan);
    }
}

static const GPtrArray *columns_of(Scan *scan, const char *table, const GPtrArray *named)
{
    return named ? named : g_hash_table_lookup(scan->tables, table);
}

static void take_insert(Scan *scan)
{
    g_autoptr(GPtrArray) named = NULL;

    while (next(scan) == TOKEN_WORD && !is_keyword(scan, "INTO"))
        ;
    next(scan);
    g_autofree char *table = take_name(scan);

    if (is_mark(scan, '('))
        named = take_columns(scan);
    while (scan->kind == TOKEN_WORD && !is_keyword(scan, "VALUES") && !is_keyword(scan, "VALUE") &&
           !is_keyword(scan, "SELECT"))
        next(scan);
    if (!is_keyword(scan, "VALUES") && !is_keyword(scan, "VALUE")) {
        skip_statement(scan);
        return;
    }
    bool more = true;

    while (next(scan) != TOKEN_END && !is_mark(scan, ';')) {
        more = is_mark(scan, ',');
        if (is_mark(scan, '('))
            take_tuple(scan, table, columns_of(scan, table, named));
        else if (!more)
            break; /* ON DUPLICATE KEY and the like */
    }
    if (more && scan->kind == TOKEN_END)
        scan->reason = REASON_TRUNCATED;
    skip_statement(scan);
}

static bool is_constraint(const char *word)
{
    static const char *const words[] = {"PRIMARY", "KEY",     "UNIQUE",   "CONSTRAINT",
                                        "INDEX",   "FOREIGN", "FULLTEXT", "CHECK",
                                        "SPATIAL", "EXCLUDE", "LIKE",     NULL};

    for (size_t i = 0; words[i]; i++) {
        if (g_ascii_strcasecmp(words[i], word) == 0)
            return true;
    }
    return false;
}

/* The first word of each definition between the brackets. */
static void take_table(Scan *scan)
{
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
    unsigned depth = 1;
    bool first = true;

    while (next(scan) == TOKEN_WORD &&
           (is_keyword(scan, "IF") || is_keyword(scan, "NOT") || is_keyword(scan, "EXISTS")))
        ;
    g_autofree char *table = take_name(scan);
    bool inside = is_mark(scan, '(');

    while (inside && depth > 0 && next(scan) != TOKEN_END) {
        bool names = first && (scan->kind == TOKEN_QUOTED ||
                               (scan->kind == TOKEN_WORD && !is_constraint(scan->token->str)));

        if (names && columns->len < VALUES_MAX)
            g_ptr_array_add(columns, to_utf8(scan->token));
        depth += is_mark(scan, '(');
        depth -= is_mark(scan, ')');
        first = depth == 1 && is_mark(scan, ',');
    }
    if (columns->len > 0)
        g_hash_table_replace(scan->tables, g_steal_pointer(&table), g_steal_pointer(&columns));
    skip_statement(scan);
}

static void take_create(Scan *scan)
{
    while (next(scan) == TOKEN_WORD && !is_keyword(scan, "TABLE"))
        ;
    if (is_keyword(scan, "TABLE"))
        take_table(scan);
    else
        skip_statement(scan);
}

/* One line of COPY: values between tabs, "\N" for none, backslashes escape. */
static bool take_copy_line(Scan *scan, GPtrArray *values)
{
    int byte;
    bool null = false, end = false;

    g_string_truncate(scan->token, 0);
    while ((byte = take(scan)) >= 0) {
        if (byte == '\\') {
            byte = take(scan);
            null = byte == 'N';
            end = byte == '.' && values->len == 0 && scan->token->len == 0;
            if (byte >= 0 && !null)
                add(scan, unescape(byte));
        } else if (byte == '\t' || byte == '\n') {
            g_ptr_array_add(values, null && scan->token->len == 0 ? NULL : to_utf8(scan->token));
            g_string_truncate(scan->token, 0);
            null = false;
            if (byte == '\n' || values->len >= VALUES_MAX)
                return !end;
        } else if (byte != '\r') {
            add(scan, byte);
        }
    }
    if (!end)
        scan->reason = REASON_TRUNCATED;
    return false;
}

static void take_copy(Scan *scan)
{
    g_autoptr(GPtrArray) named = NULL;

    next(scan);
    g_autofree char *table = take_name(scan);
    bool rows = false;

    if (is_mark(scan, '('))
        named = take_columns(scan);
    for (; scan->kind != TOKEN_END && !is_mark(scan, ';'); next(scan))
        rows = rows || is_keyword(scan, "stdin");
    while (rows && look(scan) >= 0 && take(scan) != '\n')
        ;
    while (rows) {
        g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);

        rows = take_copy_line(scan, values);
        if (rows)
            give_row(scan, table, columns_of(scan, table, named), values);
    }
}

static void take_statement(Scan *scan)
{
    if (is_keyword(scan, "INSERT") || is_keyword(scan, "REPLACE"))
        take_insert(scan);
    else if (is_keyword(scan, "COPY"))
        take_copy(scan);
    else if (is_keyword(scan, "CREATE"))
        take_create(scan);
    else
        skip_statement(scan);
}

/* PostgreSQL and SQLite leave backslashes alone. */
static bool has_backslash(Input *input)
{
    Slice head = input_head(input);
    g_autofree char *start = g_strndup(head.data, MIN(head.length, 4096));

    return !strstr(start, "PostgreSQL") && !strstr(start, "PRAGMA ") &&
           !strstr(start, "standard_conforming_strings");
}

Reason sql_scan(Input *input, const SqlHandler *handler, void *user)
{
    Scan scan = {
        .input = input,
        .handler = handler,
        .user = user,
        .buffer = g_malloc(BUFFER_BYTES),
        .backslash = has_backslash(input),
        .token = g_string_new(NULL),
        .tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)g_ptr_array_unref),
        .rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
    };

    while (next(&scan) != TOKEN_END)
        take_statement(&scan);
    g_free(scan.buffer);
    g_string_free(scan.token, TRUE);
    g_hash_table_unref(scan.tables);
    g_hash_table_unref(scan.rows);
    return scan.reason;
}
