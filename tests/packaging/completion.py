"""The completion of bash offers each command, option and word that the program knows."""

import os
import subprocess

from shared import TOP

# Completes the words of each line it is given; "\t" between candidates, a line for each.
DRIVER = """
source "$1"
while IFS= read -r line; do
    COMP_WORDS=() COMP_LINE=$line COMPREPLY=()
    read -r -a COMP_WORDS <<<"$line"
    [ "${line: -1}" != " " ] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_POINT=${#line}
    COMP_WORDS[0]=$2
    _schoolaudit
    (IFS=$'\\t'; printf '%s\\n' "${COMPREPLY[*]}")
done
"""


def complete(bench, lines, folder):
    done = subprocess.run(["bash", "-c", DRIVER, "driver", os.path.join(TOP, "packaging/completion/schoolaudit"), bench.program],
                          input="".join(line + "\n" for line in lines).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=120, check=False, cwd=folder)
    answers = [set(filter(None, line.split("\t"))) for line in done.stdout.decode().split("\n")]
    return answers[:len(lines)], done.stderr.decode()


def test_completion(bench):
    folder = os.path.join(bench.work, "completing")
    os.makedirs(os.path.join(folder, "audits"))
    with open(os.path.join(folder, "leerlingen.csv"), "w", encoding="utf-8"):
        pass
    commands = bench.commands()
    (offered,), complained = complete(bench, ["schoolaudit "], folder)
    complained = complained.replace("bash: line 1: compopt: not currently executing completion function\n", "")
    bench.check("completion/every command", offered == set(commands) | {"--help", "--version"} and not complained, (offered, complained))
    for command in commands:
        options = bench.options(command)
        answers, _ = complete(bench, ["schoolaudit %s %s" % (command, option) for option in options] +
                              ["schoolaudit %s --" % command], folder)
        missing = [option for option, offered in zip(options, answers) if option not in offered]
        bench.check("completion/every option of " + command, len(options) > 1 and not missing and answers[-1] == set(options),
                    (missing, answers[-1] ^ set(options)))
    wanted = {
        "schoolaudit audit --pixels ": {"never", "new", "all"},
        "schoolaudit audit --language ": {"nl", "en"},
        "schoolaudit audit --language n": {"nl"},
        "schoolaudit audit --policy ced": {"cederboom"},
        "schoolaudit audit --out aud": {"audits"},
        "schoolaudit audit --out leer": set(),
        "schoolaudit audit --register leer": {"leerlingen.csv"},
        "schoolaudit audit --jobs ": set(),
        "schoolaudit audit leer": {"leerlingen.csv"},
        "schoolaudit verify aud": {"audits"},
        "schoolaudit list ": {"policies", "rules", "readers", "limits"},
        "schoolaudit decisions im": {"import"},
        "schoolaudit register ch": {"check"},
    }
    answers, _ = complete(bench, list(wanted), folder)
    for line, offered in zip(wanted, answers):
        bench.check("completion/%s" % line.strip(), offered == wanted[line], offered)
