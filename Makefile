# schoolaudit: `make demo` and `make test` are the two commands a newcomer needs; see README.md.
VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
# `make V=1` shows whole commands.
Q       := $(if $(V),,@)
CC      ?= cc
SECONDS ?= 30

COORDINATOR_PACKAGES := glib-2.0 gio-2.0 sqlite3 yaml-0.1 libcrypto json-c xlsxwriter
WORKER_PACKAGES      := glib-2.0 libarchive libxml-2.0 libexif libiptcdata libmagic json-c libcrypto libseccomp zlib libbrotlidec libzstd poppler-glib \
                        libjpeg libpng libwebp libwebpdemux libheif libtiff-4 libdeflate libisal

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wwrite-strings -Wformat=2 -Wundef -Wvla -Werror
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
OPTIMISE ?= -O2 -g
SANITIZE ?=
CFLAGS   ?= $(OPTIMISE) $(if $(SANITIZE),,$(HARDEN))
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DSCHOOLAUDIT_VERSION='"$(VERSION)"' $(WARNINGS) $(CFLAGS) $(SANITIZE) -Iauditor -I. -I$(BUILD)
LDFLAGS  ?= $(if $(SANITIZE),,-pie -Wl,-z,relro,-z,now)

# The folders of each program; a new file in one of them is found without a line here.
SHARED_SOURCES      := $(wildcard auditor/wire/*.c)
COORDINATOR_SOURCES := $(wildcard auditor/*.c auditor/commands/*.c auditor/coordinator/*.c auditor/detect/*.c \
                         auditor/register/*.c auditor/store/*.c auditor/policies/*.c auditor/yaml/*.c reports/*.c reports/*/*.c)
WORKER_SOURCES      := $(wildcard auditor/worker/*.c auditor/readers/*.c auditor/readers/*/*.c)
RESOURCES           := $(wildcard auditor/rules/*.sql auditor/policies/*.yaml auditor/detect/lists/*.txt auditor/register/lists/*.txt \
                         auditor/store/*.sql po/*.po reports/*/*.css reports/*/*.js reports/*/*.html reports/*/*.json)

object = $(patsubst %.c,$(BUILD)/o/%.o,$(1))
SHARED_OBJECTS      := $(call object,$(SHARED_SOURCES))
COORDINATOR_OBJECTS := $(call object,$(COORDINATOR_SOURCES)) $(BUILD)/o/resources.o
WORKER_OBJECTS      := $(call object,$(WORKER_SOURCES))

COORDINATOR_CFLAGS = $(shell pkg-config --cflags $(COORDINATOR_PACKAGES))
COORDINATOR_LIBS   = $(shell pkg-config --libs $(COORDINATOR_PACKAGES)) -lm
WORKER_CFLAGS      = $(shell pkg-config --cflags $(WORKER_PACKAGES))
WORKER_LIBS        = $(shell pkg-config --libs $(WORKER_PACKAGES)) -lgif -lxxhash -ldl -lm

.PHONY: all demo test check lists golden regen hostile recall exports browser lint asan fuzz fuzz-replay valgrind cover bench \
        install clean needed needed-test needed-fuzz
all: $(BUILD)/schoolaudit $(BUILD)/schoolaudit-worker weights

# The numbers of the face detector, beside the worker. Fetched once; without them no face is counted.
.PHONY: weights
weights:
	@packaging/faces/make.sh $(BUILD)/faces.weights

needed:
	@packaging/install-needed.sh packaging/packages.txt

needed-test:
	@packaging/install-needed.sh packaging/packages.txt packaging/packages-test.txt

needed-fuzz:
	@packaging/install-needed.sh packaging/packages.txt packaging/packages-fuzz.txt

$(BUILD)/schoolaudit: $(COORDINATOR_OBJECTS) $(SHARED_OBJECTS)
	$(if $(V),,@echo "  LD $@")
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(COORDINATOR_LIBS)

$(BUILD)/schoolaudit-worker: $(WORKER_OBJECTS) $(SHARED_OBJECTS)
	$(if $(V),,@echo "  LD $@")
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(WORKER_LIBS)

# Pixels by the million: loops that the compiler should turn into wide ones.
$(BUILD)/o/auditor/readers/pixels/%.o: ALL_CFLAGS += -O3 -ffp-contract=fast

$(call object,$(COORDINATOR_SOURCES)): PACKAGE_CFLAGS = $(COORDINATOR_CFLAGS)
$(WORKER_OBJECTS): PACKAGE_CFLAGS = $(WORKER_CFLAGS)
$(SHARED_OBJECTS): PACKAGE_CFLAGS = $(shell pkg-config --cflags glib-2.0)

$(BUILD)/o/%.o: %.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) $(PACKAGE_CFLAGS) -MMD -MP -c -o $@ $<

# Data files that the coordinator carries: schema, rules, policies, word lists, texts, parts of the report.
$(BUILD)/words.bin: auditor/detect/words/make_words.py
	@mkdir -p $(@D)
	$(Q)python3 -B $< $@.new && mv $@.new $@

$(BUILD)/resources.xml: $(RESOURCES) $(BUILD)/words.bin Makefile
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/schoolaudit">'; \
	   for f in $(RESOURCES); do \
	     case $$f in auditor/detect/*) a=$${f#auditor/detect/};; auditor/*) a=$${f#auditor/};; *) a=$$f;; esac; \
	     echo "<file alias=\"$$a\">$$f</file>"; done; \
	   echo '<file alias="words.bin">$(BUILD)/words.bin</file>'; \
	   echo '</gresource></gresources>'; } >$@.new && mv $@.new $@

$(BUILD)/resources.c: $(BUILD)/resources.xml
	$(Q)glib-compile-resources --sourcedir=. --generate-source --target=$@ $<

$(BUILD)/o/resources.o: $(BUILD)/resources.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 $(OPTIMISE) -fPIE $(SANITIZE) $(shell pkg-config --cflags gio-2.0) -c -o $@ $<

# Check suites: tests/coordinator links the coordinator's objects, tests/worker the worker's.
COORDINATOR_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/coordinator/check_*.c))
WORKER_TESTS      := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/worker/check_*.c))
CHECK_FLAGS        = $(shell pkg-config --cflags --libs check)
COORDINATOR_HELPERS = $(wildcard tests/coordinator/support*.c)
WORKER_HELPERS      = $(wildcard tests/worker/support*.c)

$(BUILD)/tests/coordinator/%: tests/coordinator/%.c $(COORDINATOR_HELPERS) $(filter-out $(BUILD)/o/auditor/main.o,$(COORDINATOR_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/coordinator $(COORDINATOR_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c %.o,$^) $(COORDINATOR_LIBS) $(CHECK_FLAGS)

$(BUILD)/tests/worker/%: tests/worker/%.c $(WORKER_HELPERS) $(filter-out $(BUILD)/o/auditor/worker/main.o,$(WORKER_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/worker $(WORKER_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c %.o,$^) $(WORKER_LIBS) $(CHECK_FLAGS)

check: all $(COORDINATOR_TESTS) $(WORKER_TESTS)
	@tests/run-checks.sh $(COORDINATOR_TESTS) $(WORKER_TESTS)

# Recall and precision of the name finder on a test set written for it: tests/names/.
$(BUILD)/tests/names/measure: tests/names/measure.c $(filter-out $(BUILD)/o/auditor/main.o,$(COORDINATOR_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) $(COORDINATOR_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c %.o,$^) $(COORDINATOR_LIBS)

.PHONY: check-names
check-names: $(BUILD)/tests/names/measure
	@tests/names/run.sh $(BUILD)

# The demo: a school that does not exist, made by a script, and its audit. Findings are what it is there for.
DEMO_INPUTS = $(BUILD)/demo/website-2026-10-31.tar.gz $(BUILD)/demo/website-2025 \
              $(BUILD)/demo/vlinderhof.WordPress.2026-10-31.xml $(BUILD)/demo/facebook-devlinderhof-*.zip
demo: needed all
	@$(MAKE) --no-print-directory audit-demo

.PHONY: audit-demo
audit-demo:
	@rm -rf $(BUILD)/demo $(BUILD)/demo-audit
	@python3 fixtures/make_demo.py $(BUILD)/demo
	@mkdir -p $(BUILD)/demo-audit
	@$(BUILD)/schoolaudit audit --register $(BUILD)/demo/leerlingen.csv --mapping $(BUILD)/demo/leerlingen.map.yaml \
	    --staff $(BUILD)/demo/medewerkers.csv --policy cederboom --today 2026-11-23 \
	    --out $(BUILD)/demo-audit/2026-11-23 $(DEMO_INPUTS); status=$$?; \
	  case $$status in 1|3) ;; *) echo "FAILED demo: status $$status, wanted 1 or 3"; exit 1;; esac; \
	  test -s $(BUILD)/demo-audit/2026-11-23/report.html || { echo "FAILED demo: no report.html"; exit 1; }
	@echo "ok demo"
	@echo "The report of the demo: $(abspath $(BUILD)/demo-audit/2026-11-23/report.html)"

# The steps of `make test`, in this order.
TEST_STEPS := lint
TEST_STEPS += check
TEST_STEPS += check-names
TEST_STEPS += lists
TEST_STEPS += audit-demo
TEST_STEPS += golden
TEST_STEPS += hostile
TEST_STEPS += recall
TEST_STEPS += oracle
TEST_STEPS += exports
TEST_STEPS += fuzz-replay
TEST_STEPS += browser
TEST_STEPS += stages

# Everything that must hold before a change lands. Last line: "N passed, N failed, N skipped".
test: needed-test all
	@STAGES_MOMENTS=$${STAGES_MOMENTS:-20} MAKE='$(MAKE)' tests/run-all.sh $(TEST_STEPS)

# Lists of pupils and consents in every form that schools have them, through the real programs.
lists: all
	@python3 -B tests/lists/run.py $(BUILD)

lint:
	@BUILD=$(BUILD) CC='$(CC)' tests/lint/run.sh

# What readers find, held against what others find in the same real files; the files are not part of the tree.
.PHONY: oracle
oracle: all
	@python3 -B tests/oracle/metadata.py $(BUILD)

# A name in every writable tag of every kind of picture and film, and which of them an audit does not tell. Takes minutes: not in `make test`.
.PHONY: canary
canary: all
	@/usr/bin/python3 -B tests/oracle/canary.py $(BUILD)

golden: all
	@tests/golden/run.sh $(BUILD)

regen: all
	@tests/golden/run.sh $(BUILD) --regen

browser: all
	@tests/browser/run.sh $(BUILD)

# Every view in both languages, themes and widths, over the demo's report too.
.PHONY: browser-whole
browser-whole: audit-demo
	@WHOLE=1 tests/browser/run.sh $(BUILD) $(BUILD)/demo-audit/2026-11-23/report.html

# Hostile items through the real programs. The worker here has one reader more, which misbehaves on demand.
TEST_PROGRAM := $(BUILD)/test-program
$(TEST_PROGRAM)/readers.o: auditor/worker/readers.c auditor/readers/readers.def
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(WORKER_CFLAGS) -DSCHOOLAUDIT_TEST_READERS -MMD -MP -c -o $@ $<

$(TEST_PROGRAM)/misbehave.o: tests/worker/misbehave.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(WORKER_CFLAGS) -MMD -MP -c -o $@ $<

$(TEST_PROGRAM)/schoolaudit-worker: $(TEST_PROGRAM)/readers.o $(TEST_PROGRAM)/misbehave.o \
  $(filter-out $(BUILD)/o/auditor/worker/readers.o,$(WORKER_OBJECTS)) $(SHARED_OBJECTS)
	$(if $(V),,@echo "  CC $@")
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(WORKER_LIBS)

$(TEST_PROGRAM)/schoolaudit: $(BUILD)/schoolaudit
	@mkdir -p $(@D)
	$(Q)cp $< $@
	$(Q)test ! -f $(BUILD)/faces.weights || cp $(BUILD)/faces.weights $(@D)/

hostile: all $(TEST_PROGRAM)/schoolaudit $(TEST_PROGRAM)/schoolaudit-worker
	@python3 -B tests/hostile/run.py $(BUILD)

# Shards, runs that are killed and taken up again, nights with changes: the same bytes every way.
.PHONY: stages
stages: all
	@python3 -B tests/stages/run.py $(BUILD)

# Words found in real documents, beside what other tools find there; SCHOOLAUDIT_DATA names their folder.
$(BUILD)/tests/recall/%: tests/recall/%.c $(filter-out $(BUILD)/o/auditor/worker/main.o,$(WORKER_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) $(WORKER_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c %.o,$^) $(WORKER_LIBS)

recall: $(BUILD)/tests/recall/texts_of
	@python3 -B tests/recall/recall.py $(BUILD); status=$$?; python3 -B tests/recall/html.py $(BUILD) && exit $$status

# Dumps in parts, given twice, wrapped; and what is counted in real samples of every platform, where there are some.
exports: all
	@python3 -B tests/exports/joined.py $(BUILD)
	@python3 -B tests/exports/table.py $(BUILD)
	@python3 -B tests/exports/mirrors.py $(BUILD)

# The five protocols over the demo school as a reader has them, and every clause over two schools: one breaks it, one keeps it.
TEST_STEPS += clauses
.PHONY: clauses
clauses: all
	@python3 -B tests/clauses/protocols.py $(BUILD); status=$$?; python3 -B tests/clauses/clauses.py $(BUILD) && exit $$status

# A pupil planted in every place where a name can hide, and where the audit finds each; one group: tests/planted/run.py build docx
TEST_STEPS += planted
.PHONY: planted
planted: all
	@python3 -B tests/planted/run.py $(BUILD)

# Copies of real photos, changed in every way we know of, and bursts: what joins, what joins wrongly. COPIES=14 for more photos.
TEST_STEPS += copies
.PHONY: copies
copies: all
	@/usr/bin/python3 -B tests/copies/run.py $(BUILD) $(COPIES)

# Other ways to run the same tests.
asan:
	@$(MAKE) --no-print-directory BUILD=build-asan OPTIMISE='-O1 -g -fno-omit-frame-pointer' \
	    SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' check

valgrind: all $(COORDINATOR_TESTS) $(WORKER_TESTS)
	@tests/valgrind.sh $(COORDINATOR_TESTS) $(WORKER_TESTS)

cover:
	@$(MAKE) --no-print-directory BUILD=build-cover OPTIMISE='-O0 -g' SANITIZE='--coverage' check
	@tests/cover.sh build-cover

# Fuzzing: tests/fuzz/coordinator and tests/fuzz/worker, one harness a file, linked like the check suites.
FUZZ_SOURCES := $(wildcard tests/fuzz/coordinator/fuzz_*.c tests/fuzz/worker/fuzz_*.c)
REPLAYS      := $(patsubst tests/%.c,$(BUILD)/%,$(FUZZ_SOURCES))
FUZZ_MAIN    ?= tests/fuzz/replay.c

$(BUILD)/fuzz/coordinator/%: tests/fuzz/coordinator/%.c $(FUZZ_MAIN) $(filter-out $(BUILD)/o/auditor/main.o,$(COORDINATOR_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(COORDINATOR_CFLAGS) $(LDFLAGS) $(FUZZ_LINK) -MMD -MP -o $@ $(filter %.c %.o,$^) $(COORDINATOR_LIBS)

$(BUILD)/fuzz/worker/%: tests/fuzz/worker/%.c $(FUZZ_MAIN) $(filter-out $(BUILD)/o/auditor/worker/main.o,$(WORKER_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(WORKER_CFLAGS) $(LDFLAGS) $(FUZZ_LINK) -MMD -MP -o $@ $(filter %.c %.o,$^) $(WORKER_LIBS)

.PHONY: fuzzers
fuzzers: $(REPLAYS)

fuzz-replay: $(REPLAYS)
	@tests/fuzz/run.sh replay $(BUILD)

fuzz:
	@command -v clang >/dev/null || { echo "clang is not installed: make needed-fuzz"; exit 1; }
	@$(MAKE) --no-print-directory BUILD=build-fuzz CC=clang OPTIMISE='-O1 -g' FUZZ_MAIN= FUZZ_LINK=-fsanitize=fuzzer \
	    SANITIZE='-Wno-missing-field-initializers -Wno-string-concatenation -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined' fuzzers
	@SECONDS_EACH=$(SECONDS) tests/fuzz/run.sh fuzz build-fuzz

$(BUILD)/tests/bench/%: tests/bench/%.c $(filter-out $(BUILD)/o/auditor/main.o,$(COORDINATOR_OBJECTS)) $(SHARED_OBJECTS)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) $(COORDINATOR_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c %.o,$^) $(COORDINATOR_LIBS)

bench: all $(BUILD)/tests/bench/bench_names $(BUILD)/tests/bench/bench_parts $(BUILD)/tests/bench/bench_report
	@$(BUILD)/tests/bench/bench_names
	@$(BUILD)/tests/bench/bench_parts
	@tests/bench/bench.sh $(BUILD)

# Memory of every process over a Facebook file of 500 MB on one line and a mailbox of 2 GB; BENCH_MEGABYTES=50 for a short one.
bench-memory: all
	@python3 -B tests/bench/memory.py $(BUILD)

# Everything where Debian would put it, below PREFIX. The unit files name the programs where they will lie.
SHARE = $(DESTDIR)$(PREFIX)/share
UNITS = $(DESTDIR)$(PREFIX)/lib/systemd/system
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/schoolaudit $(DESTDIR)$(PREFIX)/lib/sysusers.d $(UNITS) \
	    $(SHARE)/doc/schoolaudit/examples $(SHARE)/man/man1 $(SHARE)/man/man5 $(SHARE)/man/nl/man1 $(SHARE)/bash-completion/completions
	install -m 755 $(BUILD)/schoolaudit $(DESTDIR)$(PREFIX)/bin/
	install -m 755 $(BUILD)/schoolaudit-worker $(DESTDIR)$(PREFIX)/libexec/schoolaudit/
	test ! -f $(BUILD)/faces.weights || install -m 644 $(BUILD)/faces.weights $(DESTDIR)$(PREFIX)/libexec/schoolaudit/
	install -m 644 README.md LICENSE $(SHARE)/doc/schoolaudit/
	install -d $(SHARE)/doc/schoolaudit/cluster
	install -m 644 packaging/cluster/* $(SHARE)/doc/schoolaudit/cluster/
	install -m 644 packaging/examples/* $(SHARE)/doc/schoolaudit/examples/
	install -m 644 packaging/man/*.1 $(SHARE)/man/man1/
	install -m 644 packaging/man/*.5 $(SHARE)/man/man5/
	install -m 644 packaging/man/nl/*.1 $(SHARE)/man/nl/man1/
	install -m 644 packaging/completion/schoolaudit $(SHARE)/bash-completion/completions/
	sed 's|@BINDIR@|$(PREFIX)/bin|' packaging/systemd/schoolaudit@.service.in >$(UNITS)/schoolaudit@.service
	chmod 644 $(UNITS)/schoolaudit@.service
	install -m 644 packaging/systemd/schoolaudit@.timer $(UNITS)/
	install -m 644 packaging/systemd/schoolaudit.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/schoolaudit.conf

# build/schoolaudit_<version>_<architecture>.deb
.PHONY: deb needed-deb package
needed-deb:
	@packaging/install-needed.sh packaging/packages.txt packaging/packages-deb.txt

deb: needed-deb all
	@packaging/deb/build.sh $(BUILD)

# The manual pages against the program, the completion, the units, and what is in the package.
package: all
	@python3 -B tests/packaging/run.py $(BUILD)
TEST_STEPS += package

# Thirty nights of a school, each against what was written down beforehand; SEED=n for another plan.
.PHONY: nights
nights: all
	@python3 -B tests/nights/run.py $(BUILD) $(SEED)
TEST_STEPS += nights

clean:
	rm -rf $(BUILD) build-asan build-fuzz build-cover

-include $(shell find $(BUILD) -name '*.d' -type f 2>/dev/null)
