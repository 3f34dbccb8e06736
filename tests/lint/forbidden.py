#!/usr/bin/env python3
"""Calls that are never made, and libraries that only one place may use (by their headers: a call
without its header does not compile here)."""

import re

import tree

NEVER = "strcpy strcat sprintf vsprintf gets atoi system popen".split()
# mmap of an input: only a spool or memfd of our own could be mapped, and nothing does.
NEVER_IN_PROGRAM = ["mmap"]
# header -> the only files that may include it
ONLY = {
    r"archive(_entry)?\.h": r"auditor/worker/archive\.c",
    r"libxml/.*": r"auditor/worker/(xml\w*|html\w*|charset|entities)\.[ch]",
    r"magic\.h": r"auditor/worker/sniff\.c",
    r"libexif/.*": r"auditor/readers/media/exif\w*\.c",
    r"libiptcdata/.*": r"auditor/readers/media/iptc\.c",
    # (the coordinator reads JSON that it wrote itself: parameters, masks, decisions)
    r"json-c/.*": r"auditor/worker/json\w*\.[ch]|(?!auditor/(worker|readers)/).*",
    r"yaml\.h": r"auditor/yaml/yaml\w*\.c",
    r"jpeglib\.h": r"auditor/readers/pixels/(decode_jpeg|thumbnail)\.c",
    r"png\.h": r"auditor/readers/pixels/decode_png\.c",
    r"webp/.*": r"auditor/readers/pixels/decode_webp\.c",
    r"gif_lib\.h": r"auditor/readers/pixels/decode_gif\.c",
    r"libheif/.*": r"auditor/readers/pixels/decode_heif\.c",
    r"tiffio\.h": r"auditor/readers/pixels/decode_tiff\.c",
    r"poppler.*": r"auditor/readers/pdf/pdf\w*\.c",
    r"lib(av\w+|swscale)/.*": r"auditor/readers/pixels/libav\.h",
    r"seccomp\.h": r"auditor/worker/sandbox\.c",
}
# The two programs: what parses is the worker's, what knows names is the coordinator's.
WORKER = re.compile(r"auditor/(worker|readers)/")
COORDINATOR = re.compile(r"auditor/(commands|coordinator|detect|register|store|policies|yaml)/|"
                         r"auditor/\w+\.[ch]$|reports/")
complaints = []
for path in tree.files(["auditor", "reports", "tests"], (".c", ".h")):
    program = not path.startswith("tests/")
    names = NEVER + (NEVER_IN_PROGRAM if program else [])
    call = re.compile(r"(?<![\w>.])(%s)\s*\(" % "|".join(names))
    for number, line in enumerate(tree.code(path).splitlines(), 1):
        for match in call.finditer(line):
            complaints.append("%s:%d: %s() is never called here" % (path, number, match.group(1)))
    if not program:
        continue
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        included = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not included:
            continue
        name = included.group(1)
        for header, allowed in ONLY.items():
            if re.fullmatch(header, name) and not re.fullmatch(allowed, path):
                complaints.append("%s:%d: <%s> belongs to %s alone"
                                  % (path, number, name, allowed.replace("\\", "")))
        if WORKER.match(path) and re.match(
                r"(commands|coordinator|detect|register|store|policies|yaml|reports)/", name) \
                and not re.match(r"register/table\.h", name):
            complaints.append("%s:%d: the worker knows nothing of %s" % (path, number, name))
        if COORDINATOR.match(path) and re.match(r"(worker|readers)/", name) \
                and name not in ("worker/limits.h", "readers/readers.def"):
            complaints.append("%s:%d: the coordinator parses nothing: %s" % (path, number, name))
tree.finish(complaints)
