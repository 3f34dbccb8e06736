/* Takes the codes out of the text of headers and footers; the parts become lines. */
#include "readers/office/sheet_header.h"

#include <glib.h>
#include <string.h>

char *sheet_header_plain(const char *text)
{
    GString *plain = g_string_new(NULL);
    while (*text != '\0') {
        if (*text != '&' || text[1] == '\0') {
            g_string_append_c(plain, *text++);
            continue;
        }
        char code = *++text;
        if (code == '"') {
            const char *close = strchr(text + 1, '"');
            text = close != NULL ? close + 1 : text + strlen(text);
        } else if (g_ascii_isdigit(code)) {
            text += strspn(text, "0123456789");
        } else {
            text += code == 'K' ? 1 + strspn(text + 1, "0123456789ABCDEFabcdef+-") : 1;
            g_string_append(plain, code == '&' ? "&" : strchr("LCR", code) != NULL ? "\n" : "");
        }
    }
    return g_string_free(plain, FALSE);
}
