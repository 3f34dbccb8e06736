/* Suite of tasks: that what one worker gave nobody can change before another reads it. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

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
    tcase_add_test(all, bytes_of_a_task_are_sealed_too);
    suite_add_tcase(suite, all);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
