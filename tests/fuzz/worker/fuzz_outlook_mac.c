/* The reader of Outlook for Mac's mails under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(outlook_mac, "a.olm!/com.microsoft.__Messages/message_00001.xml", "text/xml")
