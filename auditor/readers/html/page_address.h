/*
 * Where a page stood, told by the folders of a mirror: "site.zip!/www.school.nl:8080/nieuws.html".
 */
#pragma once

/* "http://www.school.nl:8080/nieuws.html", percent-encoding kept as it is; NULL when no folder of
 * the path is a host. g_free. */
char *address_from_path(const char *path);
