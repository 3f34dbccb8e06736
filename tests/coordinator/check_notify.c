/*
 * The program that is told of an audit: what it gets, and that it can neither hold up nor outlive
 * what it is told of.
 */
#include "commands/audit_notify.h"

#include <check.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *folder, *script, *told;

static void set_up(void)
{
    folder = g_dir_make_tmp("notify-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    script = g_build_filename(folder, "tell.sh", NULL);
    told = g_build_filename(folder, "told", NULL);
}

static void tear_down(void)
{
    g_unlink(script);
    g_unlink(told);
    g_rmdir(folder);
    g_free(folder);
    g_free(script);
    g_free(told);
}

static void write_script(const char *body)
{
    g_autofree char *text = g_strdup_printf("#!/bin/sh\n%s\n", body);

    ck_assert(g_file_set_contents(script, text, -1, NULL));
    ck_assert_int_eq(g_chmod(script, 0700), 0);
}

static char *what_was_told(void)
{
    char *text = NULL;

    return g_file_get_contents(told, &text, NULL, NULL) ? text : g_strdup("");
}

START_TEST(test_told)
{
    g_autofree char *body =
        g_strdup_printf("echo \"$#: $*\" >>%s; env | cut -d= -f1 >>%s; ls /proc/self/fd | wc -l"
                        " >>%s; echo out",
                        told, told, told);
    AuditNotify notify;

    write_script(body);
    g_setenv("PUPIL", "Sanne de Zandwijk", TRUE);
    g_setenv("TZ", "Europe/Amsterdam", TRUE);
    audit_notify_begin(&notify, script, "2026-11-30");
    audit_notify_end(&notify, 3);
    g_autofree char *text = what_was_told();

    ck_assert_ptr_nonnull(strstr(text, "2: start 2026-11-30\n"));
    ck_assert_ptr_nonnull(strstr(text, "3: end 2026-11-30 3\n"));
    ck_assert_ptr_nonnull(strstr(text, "\nTZ\n"));
    ck_assert_ptr_null(strstr(text, "PUPIL"));
    ck_assert_msg(g_str_has_suffix(text, "\n4\n"), "%s", text); /* 0, 1, 2 and the one of ls */
}
END_TEST

START_TEST(test_nobody_wants_to_know)
{
    AuditNotify notify;

    audit_notify_begin(&notify, NULL, "2026-11-30");
    audit_notify_end(&notify, 0);
    ck_assert_int_eq(notify.begun, 0);
}
END_TEST

START_TEST(test_not_there)
{
    AuditNotify notify;

    audit_notify_begin(&notify, script, "2026-11-30");
    ck_assert_int_eq(notify.begun, 0);
    audit_notify_end(&notify, 0);
}
END_TEST

/* Both hang, and what they have started too; the one that is told of the end does not run before
 * the other is gone. */
START_TEST(test_hangs)
{
    g_autofree char *body =
        g_strdup_printf("echo $$ >>%s; sleep 600 & echo $! >>%s; wait", told, told);
    AuditNotify notify;

    write_script(body);
    audit_notify_begin(&notify, script, "2026-11-30");
    notify.patience = 300;
    audit_notify_end(&notify, 1);
    g_autofree char *text = what_was_told();
    g_auto(GStrv) pids = g_strsplit(text, "\n", -1);

    for (guint i = 0; pids[i] && *pids[i]; i++) {
        pid_t pid = (pid_t)g_ascii_strtoll(pids[i], NULL, 10);
        bool gone = false;

        /* a process that was killed is a zombie of init for a moment */
        for (guint turn = 0; turn < 500 && !gone; turn++) {
            g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
            g_autofree char *stat = NULL;

            gone = kill(pid, 0) < 0 ||
                   (g_file_get_contents(path, &stat, NULL, NULL) && strstr(stat, ") Z "));
            if (!gone)
                g_usleep(10000);
        }
        ck_assert_msg(gone, "process %d still runs", pid);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("notify");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, test_told);
    tcase_add_test(all, test_nobody_wants_to_know);
    tcase_add_test(all, test_not_there);
    tcase_add_test(all, test_hangs);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
