/*
 * Documents that are locked with a password which programs give themselves: Excel locks a workbook
 * whose structure is protected with "VelvetSweatshop", PowerPoint with one of its own, and both
 * open such files without asking (MS-OFFCRYPTO 2.3, MS-XLS 2.2.10). No other password is tried:
 * what anybody else locked stays locked.
 */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* What is in the stream "EncryptedPackage", by that of "EncryptionInfo"; NULL: it asks for another
 * password, or is broken. g_byte_array_unref. */
GByteArray *lock_open_package(Slice info, Slice package);

/* The key of a workbook before 2007. */
typedef struct WorkbookLock WorkbookLock;

/* NULL where the stream is not locked, or asks for another password. g_free. */
WorkbookLock *workbook_lock_new(Slice stream);

/* Opens a stream of that workbook, in place. */
void workbook_lock_open(const WorkbookLock *lock, GByteArray *stream);
