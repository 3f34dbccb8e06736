/*
 * Files that a WhatsApp message carries or says it carried. The words round them are the phone's
 * language; shapes of names tell as much.
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/exports/whatsapp.h"

/* "IMG-20240621-WA0001" and its kin. */
static bool is_phone_name(const char *name, size_t length)
{
    return length >= 18 && g_ascii_isupper(name[0]) && g_ascii_isupper(name[1]) &&
           g_ascii_isupper(name[2]) && name[3] == '-' && strspn(name + 4, "0123456789") >= 8 &&
           memcmp(name + 12, "-WA", 3) == 0;
}

static bool says_attached(const char *words)
{
    static const char *const attached[] = {"bestand bijgevoegd",
                                           "file attached",
                                           "datei angehängt",
                                           "archivo adjunto",
                                           "fichier joint",
                                           "file allegato",
                                           "dosya ekli",
                                           "arquivo anexado",
                                           "plik dołączony",
                                           "załączono plik",
                                           NULL};
    g_autofree char *lower = g_utf8_strdown(words, -1);

    return dump_holds_any(lower, attached);
}

/* "x.jpg (bestand bijgevoegd)" */
static bool find_android(const char *text, size_t line, ChatFile *file)
{
    size_t open = line;
    g_autofree char *words = NULL;

    if (line < 4 || text[line - 1] != ')')
        return false;
    while (open > 0 && text[open] != '(')
        open--;
    if (open < 2 || text[open - 1] != ' ')
        return false;
    words = g_strndup(text + open, line - open);
    if (!is_phone_name(text, open - 1) && !says_attached(words))
        return false;
    *file = (ChatFile){0, open - 1, 0, line};
    return true;
}

/* "<bijgevoegd: 00000014-PHOTO-2024-06-21-10-17-01.jpg>" */
static bool find_ios(const char *text, size_t line, ChatFile *file)
{
    const char *open = memrchr(text, '<', line);
    const char *colon;
    size_t length;

    if (!open || text[line - 1] != '>')
        return false;
    colon = strstr(open, ": ");
    if (!colon || colon >= text + line)
        return false;
    length = (size_t)(text + line - 1 - (colon + 2));
    if (length < 3 || !memchr(colon + 2, '.', length))
        return false;
    *file = (ChatFile){(size_t)(colon + 2 - text), length, (size_t)(open - text), line};
    return true;
}

bool chat_file_find(const char *text, ChatFile *file)
{
    size_t line = strcspn(text, "\n");

    while (line > 0 && text[line - 1] == ' ')
        line--;
    return line > 0 && (find_ios(text, line, file) || find_android(text, line, file));
}

bool chat_media_omitted(const char *text)
{
    static const char *const ends[] = {"weggelaten", "omitted",        "ausgelassen", "weggelassen",
                                       "omis",       "omise",          "omitido",     "omitida",
                                       "omesso",     "omessa",         "omessi",      "pominięto",
                                       "pominięte",  "dahil edilmedi", "omitidos"};
    g_autofree char *lower = g_utf8_strdown(text, -1);
    size_t length = strcspn(lower, "\n");

    if (lower[length] || length > 80)
        return false;
    while (length && strchr(" .>", lower[length - 1]))
        length--;
    lower[length] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        if (g_str_has_suffix(lower, ends[i]))
            return true;
    }
    return false;
}
