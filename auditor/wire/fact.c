/* The names of the enumerations in fact.h, as the store and the reports write them. */
#include "wire/fact.h"

#include <glib.h>

const char *place_id(Place place)
{
    static const char *const ids[PLACES] = {"body",     "title",  "alt",      "caption",
                                            "filename", "url",    "metadata", "tag",
                                            "author",   "hidden", "code",     "thumbnail"};

    g_assert(place < PLACES);
    return ids[place];
}

const char *publication_kind_id(PublicationKind kind)
{
    static const char *const ids[KINDS] = {"file",    "page",     "post",    "comment",
                                           "message", "document", "account", "album"};

    g_assert(kind < KINDS);
    return ids[kind];
}

const char *access_id(Access access)
{
    static const char *const ids[ACCESSES] = {"", "public", "closed", "direct"};

    g_assert(access < ACCESSES);
    return ids[access];
}

const char *publication_status_id(PublicationStatus status)
{
    g_assert(status < STATUSES);
    return status == STATUS_PUBLISHED ? "published" : "unpublished";
}

const char *known_id(DateKnown known)
{
    static const char *const ids[KNOWNS] = {"", "export", "metadata", "text", "path", "file"};

    g_assert(known < KNOWNS);
    return ids[known];
}
