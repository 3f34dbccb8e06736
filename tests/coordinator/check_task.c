/* Suite of tasks: that what one worker gave nobody can change before another reads it, and that it
 * comes back from the disk as it was. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "coordinator/spool.h"
#include "coordinator/task.h"

static void expect_unchangeable(int fd, int error)
{
    char byte = 0;

    ck_assert_int_eq(write(fd, "x", 1), -1);
    ck_assert_int_eq(errno, error);
    ck_assert_int_eq(pread(fd, &byte, 1, 0), 1);
    ck_assert_int_eq(byte, 'a');
    close(fd);
}

START_TEST(memory_is_sealed)
{
    int fd = memfd_create("leaf", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    ck_assert_int_eq(write(fd, "a", 1), 1);
    ck_assert(task_make_unchangeable(&fd));
    ck_assert(task_make_unchangeable(&fd));
    expect_unchangeable(fd, EPERM);
}
END_TEST

START_TEST(memory_that_cannot_be_sealed_is_refused)
{
    int fd = memfd_create("leaf", MFD_CLOEXEC);

    ck_assert(!task_make_unchangeable(&fd));
    close(fd);
}
END_TEST

START_TEST(a_file_is_opened_anew_for_reading)
{
    int fd = open(g_get_tmp_dir(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    ck_assert_int_eq(write(fd, "a", 1), 1);
    ck_assert(task_make_unchangeable(&fd));
    expect_unchangeable(fd, EBADF);
}
END_TEST

/* An archive that is a document too is walked by one worker and read by another: whichever ends
 * first. */
START_TEST(outcomes_in_any_order)
{
    static const struct {
        ItemState state;
        Reason reason;
        const char *detail;
    } ends[] = {{ITEM_FAILED, REASON_CORRUPT, "b"},
                {ITEM_PARTIAL, REASON_MEDIA_OMITTED, "c"},
                {ITEM_READ, REASON_NONE, NULL},
                {ITEM_SKIPPED, REASON_HARMLESS_TYPE, NULL},
                {ITEM_PARTIAL, REASON_CORRUPT, "a"}};
    enum { ENDS = G_N_ELEMENTS(ends) };

    for (unsigned one = 0; one < ENDS; one++) {
        for (unsigned other = 0; other < ENDS; other++) {
            Task *there = task_new(), *back = task_new();

            task_worsen(there, ends[one].state, ends[one].reason, ends[one].detail);
            task_worsen(there, ends[other].state, ends[other].reason, ends[other].detail);
            task_worsen(back, ends[other].state, ends[other].reason, ends[other].detail);
            task_worsen(back, ends[one].state, ends[one].reason, ends[one].detail);
            ck_assert_int_eq(there->state, back->state);
            ck_assert_int_eq(there->reason, back->reason);
            ck_assert_str_eq(there->detail ? there->detail : "", back->detail ? back->detail : "");
            task_free(there);
            task_free(back);
        }
    }
}
END_TEST

START_TEST(what_waits_on_disk_comes_back)
{
    Spool *spool = spool_new(g_get_tmp_dir());
    Task *tasks[2] = {task_new(), task_new()};
    char bytes[4] = "";

    tasks[0]->bytes = g_bytes_new("abc", tasks[0]->size = 3);
    tasks[1]->fd = memfd_create("leaf", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    ck_assert_int_eq(write(tasks[1]->fd, "de", tasks[1]->size = 2), 2);
    for (int i = 0; i < 2; i++) {
        ck_assert(spool_put(spool, tasks[i]));
        ck_assert(!tasks[i]->bytes && tasks[i]->fd < 0);
    }
    ck_assert(spool_fetch(spool, tasks[1]) && spool_fetch(spool, tasks[1]));
    ck_assert_int_eq(pread(tasks[1]->fd, bytes, 4, 0), 2);
    ck_assert_str_eq(bytes, "de");
    spool_rest(tasks[1]);
    ck_assert_int_lt(tasks[1]->fd, 0);
    spool_drop(spool, tasks[1]);
    ck_assert(spool_fetch(spool, tasks[0]));
    expect_unchangeable(dup(tasks[0]->fd), EPERM);
    spool_drop(spool, tasks[0]);
    task_free(tasks[0]);
    task_free(tasks[1]);
    spool_free(spool);
}
END_TEST

START_TEST(bytes_of_a_task_are_sealed_too)
{
    Task *task = task_new();

    task->bytes = g_bytes_new("a", 1);
    expect_unchangeable(dup(task_descriptor(task)), EPERM);
    task_free(task);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("task");
    TCase *all = tcase_create("task");
    SRunner *runner;

    tcase_add_test(all, memory_is_sealed);
    tcase_add_test(all, memory_that_cannot_be_sealed_is_refused);
    tcase_add_test(all, a_file_is_opened_anew_for_reading);
    tcase_add_test(all, outcomes_in_any_order);
    tcase_add_test(all, what_waits_on_disk_comes_back);
    tcase_add_test(all, bytes_of_a_task_are_sealed_too);
    suite_add_tcase(suite, all);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
