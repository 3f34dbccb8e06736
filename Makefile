# schoolaudit: `make demo` and `make test` are the two commands a newcomer needs; see README.md.
VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
Q       := $(if $(V),,@)
CC      ?= cc
SECONDS ?= 30

COORDINATOR_PACKAGES := glib-2.0 gio-2.0 sqlite3 yaml-0.1 libcrypto json-c
WORKER_PACKAGES      := glib-2.0 libarchive libxml-2.0 libexif libiptcdata libmagic json-c libcrypto libseccomp zlib

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
WORKER_LIBS        = $(shell pkg-config --libs $(WORKER_PACKAGES)) -lm

.PHONY: all demo test check golden regen lint asan fuzz fuzz-replay valgrind cover bench install clean needed needed-test
all: $(BUILD)/schoolaudit $(BUILD)/schoolaudit-worker

needed:
	@packaging/install-needed.sh packaging/packages.txt

needed-test:
	@packaging/install-needed.sh packaging/packages.txt packaging/packages-test.txt

$(BUILD)/schoolaudit: $(COORDINATOR_OBJECTS) $(SHARED_OBJECTS)
	$(if $(V),,@echo "  LD $@")
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(COORDINATOR_LIBS)

$(BUILD)/schoolaudit-worker: $(WORKER_OBJECTS) $(SHARED_OBJECTS)
	$(if $(V),,@echo "  LD $@")
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(WORKER_LIBS)

$(call object,$(COORDINATOR_SOURCES)): PACKAGE_CFLAGS = $(COORDINATOR_CFLAGS)
$(WORKER_OBJECTS): PACKAGE_CFLAGS = $(WORKER_CFLAGS)
$(SHARED_OBJECTS): PACKAGE_CFLAGS = $(shell pkg-config --cflags glib-2.0)

$(BUILD)/o/%.o: %.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) $(PACKAGE_CFLAGS) -MMD -MP -c -o $@ $<

# Data files that the coordinator carries: schema, rules, policies, word lists, texts, parts of the report.
$(BUILD)/resources.xml: $(RESOURCES) Makefile
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/schoolaudit">'; \
	   for f in $(RESOURCES); do \
	     case $$f in auditor/detect/*) a=$${f#auditor/detect/};; auditor/*) a=$${f#auditor/};; *) a=$$f;; esac; \
	     echo "<file alias=\"$$a\">$$f</file>"; done; \
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

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
