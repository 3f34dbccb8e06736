/*
 * The head of a server's answer that was saved with what it carried (`wget --save-headers`, records
 * of web archives): addresses it sends to, names of files. What it carried is walked as a member.
 */
#include <string.h>

#include "readers/reader.h"
#include "worker/header_lines.h"

static int http_bid(const Input *input)
{
    return strcmp(input_type(input), "application/http") == 0 ? 70 : 0;
}

static void http_read(Input *input, Sink *sink)
{
    Slice head = input_head(input);
    size_t length = header_length(head.data, head.length);

    sink_text(sink, 0, 0, PLACE_METADATA, "HTTP header", head.data, length);
}

const Reader reader_http = {.name = "http", .bid = http_bid, .read = http_read};
