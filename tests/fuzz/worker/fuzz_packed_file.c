/* What takes packed bytes out of archives under a fuzzer: the directory of a zip with all its
 * members, and gzip. */
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker/gunzip.h"
#include "worker/take_out.h"
#include "worker/zip_directory.h"

#define MOST 1000000U

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_members(int fd, const uint8_t *data, size_t size)
{
    size_t at = 0;

    while (at + 4 <= size && memcmp(data + at, "PK\1\2", 4) != 0)
        at++;
    ZipDirectory *directory = zip_directory_read(fd, at, size - at, 0);

    for (uint64_t place = 0; place < at; place++) {
        Extent extent;
        uint64_t length;

        if (zip_directory_find(directory, place, MOST, &extent, &length))
            take_out(fd, &extent, length, MOST);
    }
    zip_directory_free(directory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char bytes[65536];
    int fd = memfd_create("packed", MFD_CLOEXEC);
    size_t got, all = 0;

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        return 0;
    take_members(fd, data, size);
    Gunzip *gunzip = gunzip_new(fd, size);

    while ((got = gunzip_read(gunzip, bytes, sizeof bytes)) > 0 && all < 16 * MOST)
        all += got;
    gunzip_free(gunzip);
    close(fd);
    return 0;
}
