/*
 * Setting text as a browser does, in one pass over the bytes.
 */
#include "readers/html/html_flow.h"

#include <string.h>

void flow_init(Flow *flow)
{
    flow->text = g_string_new(NULL);
    flow->pending = 0;
}

void flow_clear(Flow *flow)
{
    g_string_free(flow->text, TRUE);
}

static int rank(char kind)
{
    return kind == '\n' ? 3 : kind == '\t' ? 2 : kind == ' ' ? 1 : 0;
}

void flow_break(Flow *flow, char kind)
{
    if (rank(kind) > rank(flow->pending)) {
        flow->pending = kind;
    }
}

/* What a character outside ASCII is to the flow: bytes of a space, of nothing, or 0 for a letter.
 */
static size_t odd_character(const unsigned char *p, size_t left, bool *space)
{
    *space = false;
    if (p[0] == 0xc2 && left >= 2) { /* U+00A0, U+00AD */
        *space = p[1] == 0xa0;
        return p[1] == 0xa0 || p[1] == 0xad ? 2 : 0;
    }
    if (p[0] == 0xe2 && left >= 3 && p[1] == 0x80) {
        /* U+2000..200A, 2028, 2029, 202F are spaces; 200B..200F and 202A..202E show nothing */
        *space = p[2] <= 0x8a || p[2] == 0xa8 || p[2] == 0xa9 || p[2] == 0xaf;
        return *space || p[2] <= 0x8f || (p[2] >= 0xaa && p[2] <= 0xae) ? 3 : 0;
    }
    if (p[0] == 0xe2 && left >= 3 && p[1] == 0x81) { /* U+205F; U+2060..206F */
        *space = p[2] == 0x9f;
        return *space || (p[2] >= 0xa0 && p[2] <= 0xaf) ? 3 : 0;
    }
    if (p[0] == 0xe3 && left >= 3 && p[1] == 0x80 && p[2] == 0x80) { /* U+3000 */
        *space = true;
        return 3;
    }
    return p[0] == 0xef && left >= 3 && p[1] == 0xbb && p[2] == 0xbf ? 3 : 0; /* U+FEFF */
}

static bool is_plain(unsigned char c)
{
    return (c > 0x20 && c < 0x80) ||
           (c >= 0x80 && c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef);
}

/* Room for what `length` bytes may become: each break was a byte, but for the one that waited. */
static char *open_room(Flow *flow, size_t length)
{
    gsize used = flow->text->len;
    g_string_set_size(flow->text, used + length + 1);
    return flow->text->str + used;
}

static char *put_pending(Flow *flow, char *out)
{
    if (flow->pending != 0 && out > flow->text->str) {
        *out++ = flow->pending;
    }
    flow->pending = 0;
    return out;
}

void flow_add(Flow *flow, const char *text, size_t length, bool preserve)
{
    const unsigned char *p = (const unsigned char *)text;
    char *out = open_room(flow, length);
    for (size_t i = 0; i < length;) {
        if (is_plain(p[i])) {
            out = put_pending(flow, out);
            do {
                *out++ = (char)p[i++];
            } while (i < length && is_plain(p[i]));
            continue;
        }
        bool space = p[i] <= 0x20;
        size_t took = space ? 1 : odd_character(p + i, length - i, &space);
        if (took == 0) {
            size_t bytes = MIN((size_t)g_utf8_skip[p[i]], length - i);
            out = put_pending(flow, out);
            memcpy(out, p + i, bytes);
            out += bytes;
            took = bytes;
        } else if (space) {
            flow_break(flow, preserve && (p[i] == '\n' || p[i] == '\t') ? (char)p[i] : ' ');
        }
        i += took;
    }
    g_string_truncate(flow->text, (gsize)(out - flow->text->str));
}

char *flow_since(const Flow *flow, size_t offset)
{
    offset = MIN(offset, flow->text->len);
    char *text = g_strndup(flow->text->str + offset, flow->text->len - offset);
    return g_strstrip(text);
}
