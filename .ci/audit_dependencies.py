"""Looks the packages of an environment up in the database of known vulnerabilities: audit_dependencies.py FOLDER...

FOLDER is where packages are installed (site-packages). The exit status is 1 where a package has a known vulnerability.
Where the database cannot be reached, one line says so and the status is 0: no answer is no finding.
"""

import json
import subprocess
import sys

OURS = "codebook"


NOTHING_AUDITED = (
    "pip-audit: nothing was audited, for the database of known vulnerabilities cannot be reached from here"
)


def main(folders: list[str]) -> int:
    """The exit status; what was found is printed."""
    paths = [option for folder in folders for option in ("--path", folder)]
    command = [sys.executable, "-m", "pip_audit", *paths, "--format", "json", "--progress-spinner", "off"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        listed = json.loads(run.stdout)["dependencies"]
    except ValueError:
        reason = (run.stderr.strip().splitlines() or ["without a reason"])[-1]
        print(f"{NOTHING_AUDITED} ({reason[:200]})")
        return 0
    packages = [package for package in listed if package["name"] != OURS]
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        print(NOTHING_AUDITED)
        return 0
    found = [(package, vulnerability) for package in audited for vulnerability in package["vulns"]]
    for package, vulnerability in found:
        mended = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {mended}")
    print(f"pip-audit: {len(audited)} of {len(packages)} packages audited, {len(found)} known vulnerabilities")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
