/* The names of Meta's folders, in all layouts since 2018. */
#include "readers/exports/meta.h"

#include <string.h>

#include "readers/exports/dump.h"

bool meta_is_closed(const char *path)
{
    static const char *const closed[] = {
        "personal_information/", "security_and_login",  "ads_information/", "preferences/",
        "apps_and_websites",     "logged_information/", "connections/",     NULL};

    return dump_holds_any(path, closed);
}

bool meta_is_put_away(const char *path)
{
    static const char *const places[] = {"posts/archive.", "posts/trash.",     "/trash/",
                                         "archived_posts", "recently_deleted", NULL};

    return dump_holds_any(path, places);
}

/* It is not limited to files that still carry Meta's paths: elsewhere the repaired text stands
 * beside the other. */
JsonTextRepair meta_repair(const char *path)
{
    static const char *const names[] = {"instagram", "facebook", "threads_activity", NULL};

    return dump_holds_any(path, names) ? JSON_TEXT_REPAIRED : JSON_TEXT_BOTH;
}
