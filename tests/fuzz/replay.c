/*
 * Runs a fuzz harness over stored files, with any compiler: each argument is a file, or a folder of
 * files. The bytes are copied to a block of their exact size, so that a sanitizer sees reads beyond
 * it.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool replay_file(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents(path, &bytes, &length, NULL)) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    g_autofree uint8_t *exact = g_memdup2(bytes, length);

    LLVMFuzzerTestOneInput(exact, length);
    return true;
}

int main(int argc, char **argv)
{
    unsigned files = 0;
    bool good = argc > 1;

    for (int i = 1; i < argc; i++) {
        GDir *folder = g_dir_open(argv[i], 0, NULL);
        const char *name;

        if (!folder) {
            good = replay_file(argv[i]) && good;
            files++;
            continue;
        }
        while ((name = g_dir_read_name(folder))) {
            g_autofree char *path = g_build_filename(argv[i], name, NULL);

            good = replay_file(path) && good;
            files++;
        }
        g_dir_close(folder);
    }
    printf("%u files\n", files);
    return good && files > 0 ? 0 : 1;
}
