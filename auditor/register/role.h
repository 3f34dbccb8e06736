/* Whom a person of the lists is to the school. */
#pragma once

typedef enum { ROLE_PUPIL, ROLE_STAFF, ROLE_PARENT, ROLES } PersonRole;
