/*
 * What HTTrack writes beside a mirror: its list of addresses and files (hts-cache/new.txt, new.lst)
 * and its logs. Names stand in them percent-encoded. The pages themselves say where they came from.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_media.h"
#include "readers/reader.h"
#include "worker/xml.h"

#define LIST_BYTES_MAX (64U << 20)

static int httrack_bid(const Input *input)
{
    static const char *const names[] = {"hts-cache/new.txt",
                                        "hts-cache/old.txt",
                                        "hts-cache/new.lst",
                                        "hts-cache/old.lst",
                                        "hts-cache/doit.log",
                                        "hts-log.txt",
                                        NULL};
    g_autofree char *path = g_ascii_strdown(input_path(input), -1);

    for (size_t i = 0; names[i]; i++) {
        if (g_str_has_suffix(path, names[i]))
            return 70;
    }
    return 0;
}

static void httrack_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, LIST_BYTES_MAX);
    bool log = g_str_has_suffix(input_path(input), ".log") ||
               g_str_has_suffix(input_path(input), "log.txt");
    g_autoptr(GString) lines = g_string_new(NULL);
    size_t length;
    g_autofree char *text = text_decode(whole.data, whole.length, NULL, &length, NULL);

    for (const char *line = text; *line; line += *line == '\n') {
        size_t size = strcspn(line, "\n");
        g_autofree char *plain = uri_decode(line, size);

        g_string_append_printf(lines, "%s\n", plain);
        line += size;
    }
    sink_text(sink, 0, 0, log ? PLACE_METADATA : PLACE_URL, "HTTrack", lines->str, lines->len);
}

const Reader reader_httrack = {.name = "httrack", .bid = httrack_bid, .read = httrack_read};
