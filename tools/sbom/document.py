# SPDX-License-Identifier: MIT
"""An SPDX 2.3 document of the library, as a value that json writes.

https://spdx.github.io/spdx-spec/v2.3/: clauses 6 (document), 7 (package; 7.9 its verification code), 8 (files),
11 (relationships).
"""
import hashlib
import re
import uuid

DOCUMENT = "SPDXRef-DOCUMENT"
PACKAGE = "SPDXRef-Package-picomlp"
ARCHIVE = "SPDXRef-File-libpicomlp.a"


def _checksums(content):
    return [{"algorithm": name, "checksumValue": hashlib.new(name.lower(), content).hexdigest()}
            for name in ("SHA1", "SHA256")]


def _identifier(name):
    """Of letters, digits, dots and hyphens; names of this project do not collide by that."""
    return "SPDXRef-File-" + re.sub(r"[^A-Za-z0-9.]", "-", name)


def _verification_code(files):
    sums = sorted(hashlib.sha1(file.content).hexdigest() for file in files)
    return hashlib.sha1("".join(sums).encode("ascii")).hexdigest()


def _source_file(file, holder):
    return {"fileName": f"./{file.name}", "SPDXID": _identifier(file.name), "fileTypes": ["SOURCE"],
            "checksums": _checksums(file.content), "licenseConcluded": file.licence,
            "licenseInfoInFiles": [file.licence], "copyrightText": holder}


def spdx(project, files, archive, created):
    """files: build.File; archive: the library's bytes."""
    licences = sorted({file.licence for file in files})
    code = _verification_code(files)
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{project.version} {code} {hashlib.sha256(archive).hexdigest()}")
    package = {
        "name": "picomlp", "SPDXID": PACKAGE, "versionInfo": project.version,
        "primaryPackagePurpose": "LIBRARY", "downloadLocation": "NOASSERTION", "filesAnalyzed": True,
        "packageVerificationCode": {"packageVerificationCodeValue": code},
        "licenseConcluded": " AND ".join(licences), "licenseDeclared": "MIT", "licenseInfoFromFiles": licences,
        "copyrightText": project.copyright, "supplier": "NOASSERTION"}
    library = {
        "fileName": "./libpicomlp.a", "SPDXID": ARCHIVE, "fileTypes": ["BINARY", "ARCHIVE"],
        "checksums": _checksums(archive), "licenseConcluded": " AND ".join(licences),
        "licenseInfoInFiles": licences, "copyrightText": project.copyright}
    sources = [_source_file(file, project.copyright) for file in files]

    def related(one, kind, other):
        return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}

    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": DOCUMENT,
        "name": f"picomlp-{project.version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/picomlp-{project.version}-{number}",
        "creationInfo": {"created": created, "creators": [f"Tool: picomlp-sbom-{project.version}"]},
        "packages": [package],
        "files": [*sources, library],
        "relationships": [related(DOCUMENT, "DESCRIBES", PACKAGE),
                          related(DOCUMENT, "DESCRIBES", ARCHIVE),
                          *(related(PACKAGE, "CONTAINS", file["SPDXID"]) for file in sources),
                          *(related(ARCHIVE, "GENERATED_FROM", file["SPDXID"]) for file in sources)]}
