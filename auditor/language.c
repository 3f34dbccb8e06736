/* Chooses the language of what the program says, once, and words the system's errors in it. The
 * texts themselves are texts.c's. */
#include "language.h"

#include <errno.h>
#include <string.h>

static const char *chosen = "en"; /* part of the command line: set before anything else runs */

/* The last --language on the command line; NULL where there is none that is known. */
static const char *language_asked(int argc, char **argv)
{
    const char *asked = NULL;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;

        if (g_str_has_prefix(argv[i], "--language="))
            value = argv[i] + strlen("--language=");
        else if (!strcmp(argv[i], "--language") && i + 1 < argc)
            value = argv[i + 1];
        if (value && (!strcmp(value, "nl") || !strcmp(value, "en")))
            asked = !strcmp(value, "nl") ? "nl" : "en";
    }
    return asked;
}

static const char *language_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = g_getenv(names[i]);

        if (value && *value)
            return g_str_has_prefix(value, "nl") ? "nl" : "en";
    }
    return "en";
}

void language_choose(int argc, char **argv)
{
    const char *asked = language_asked(argc, argv);

    chosen = asked ? asked : language_of_environment();
}

const char *language_get(void)
{
    return chosen;
}

const char *language_text(const char *id)
{
    return text_get(chosen, id);
}

char *language_fill(const char *id, const TextValue *values)
{
    return text_fill(chosen, id, values);
}

const char *language_errno(int code)
{
    static const struct {
        int code;
        const char *id;
    } known[] = {{ENOENT, "cli-errno-missing"},     {EACCES, "cli-errno-permission"},
                 {EPERM, "cli-errno-permission"},   {ENOSPC, "cli-errno-full"},
                 {EDQUOT, "cli-errno-full"},        {EROFS, "cli-errno-read-only"},
                 {ENOTDIR, "cli-errno-no-folder"},  {EISDIR, "cli-errno-folder"},
                 {EEXIST, "cli-errno-exists"},      {EMFILE, "cli-errno-open-files"},
                 {ENFILE, "cli-errno-open-files"},  {ENAMETOOLONG, "cli-errno-long-name"},
                 {ELOOP, "cli-errno-link"},         {EIO, "cli-errno-device"},
                 {ENOMEM, "cli-errno-memory"},      {EFBIG, "cli-errno-large"},
                 {ETXTBSY, "cli-errno-busy"},       {EBUSY, "cli-errno-busy"},
                 {ENOEXEC, "cli-errno-no-program"}, {ENXIO, "cli-errno-special"}};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (known[i].code == code)
            return language_text(known[i].id);
    }
    return g_strerror(code);
}

const char *language_cause(const GError *cause)
{
    static const struct {
        int file, code;
    } known[] = {{G_FILE_ERROR_NOENT, ENOENT},   {G_FILE_ERROR_ACCES, EACCES},
                 {G_FILE_ERROR_PERM, EPERM},     {G_FILE_ERROR_NOSPC, ENOSPC},
                 {G_FILE_ERROR_ROFS, EROFS},     {G_FILE_ERROR_NOTDIR, ENOTDIR},
                 {G_FILE_ERROR_ISDIR, EISDIR},   {G_FILE_ERROR_EXIST, EEXIST},
                 {G_FILE_ERROR_MFILE, EMFILE},   {G_FILE_ERROR_NFILE, ENFILE},
                 {G_FILE_ERROR_LOOP, ELOOP},     {G_FILE_ERROR_IO, EIO},
                 {G_FILE_ERROR_NOMEM, ENOMEM},   {G_FILE_ERROR_NAMETOOLONG, ENAMETOOLONG},
                 {G_FILE_ERROR_TXTBSY, ETXTBSY}, {G_FILE_ERROR_NXIO, ENXIO}};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (g_error_matches(cause, G_FILE_ERROR, known[i].file))
            return language_errno(known[i].code);
    }
    return cause->message;
}
