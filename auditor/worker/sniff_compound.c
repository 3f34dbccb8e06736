/*
 * Looks at the names of the streams in the topmost storage; what is in them is the readers'
 * business. A locked document of 2007 and later is a compound file as well (MS-OFFCRYPTO 2.3).
 */
#include "worker/sniff_compound.h"

#include "worker/compound.h"

const char *sniff_compound_document(Input *input)
{
    static const struct {
        const char *stream, *type;
    } documents[] = {{"EncryptedPackage", "application/encrypted"},
                     {"WordDocument", "application/msword"},
                     {"Workbook", "application/vnd.ms-excel"},
                     {"Book", "application/vnd.ms-excel"},
                     {"PowerPoint Document", "application/vnd.ms-powerpoint"},
                     {"__properties_version1.0", "application/vnd.ms-outlook"},
                     {"VisioDocument", "application/vnd.visio"},
                     {"Quill", "application/x-mspublisher"},
                     {"MatOST", "application/vnd.ms-works"},
                     {"SPELLING", "application/vnd.ms-works"}};
    g_autoptr(Compound) compound = compound_open(input);
    for (size_t i = 0; compound != NULL && i < G_N_ELEMENTS(documents); i++) {
        if (compound_find(compound, COMPOUND_ROOT, documents[i].stream) != COMPOUND_NONE) {
            return documents[i].type;
        }
    }
    return NULL;
}
